"""A pretend desktop on a bus of its own: `python -m tests.cli.saver SERVICE PATH` promises whatever it is asked.

It says `ready` when it can be asked, then a line for each promise and for each connection that ends. Written with
the binding's other side, so that it does not share a line with what it tests.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServiceWatcher, QDBusVirtualObject


def say(text: str) -> None:
    print(text, flush=True)


class Saver(QDBusVirtualObject):
    """Answers every call, and watches who asked."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self.watcher = QDBusServiceWatcher()
        self.watcher.setConnection(bus)
        self.watcher.setWatchMode(QDBusServiceWatcher.WatchModeFlag.WatchForUnregistration)
        self.watcher.serviceUnregistered.connect(lambda name: say("gone"))

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        self.watcher.addWatchedService(message.service())
        say(f"{message.interface()}.{message.member()} {message.arguments()}")
        connection.send(message.createReply())
        return True


def main() -> int:
    application = QCoreApplication(sys.argv[:1])
    service, path = sys.argv[1:3]
    bus = QDBusConnection.connectToBus(os.environ["DBUS_SESSION_BUS_ADDRESS"], "saver")
    saver = Saver(bus)
    assert bus.registerVirtualObject(path, saver)
    assert bus.registerService(service), bus.lastError().message()
    end = QSocketNotifier(0, QSocketNotifier.Type.Read)
    end.activated.connect(application.quit)
    say("ready")
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
