#!/bin/sh
# Written by kiosk-relay install: the relay's commands, as the user that owns its data. Needs root.
exec /usr/sbin/runuser -u @USER@ -- @PROGRAM@ --database @DATABASE@ "$@"
