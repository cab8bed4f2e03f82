#!/bin/sh
# Written by kiosk-relay install: the relay's commands, as the user that owns its data. Needs root.
exec runuser -u @USER@ -- @PROGRAM@ --database @DATABASE@ "$@"
