"""The floor for the verdict: a bare long-poll client that paints the till's own paid page for every letter.

It asks the same relay in the same words over one kept connection, takes the first letter there is and shows the page:
no signature, no record, no machine. Its client is the standard library's, or httpx as in the till.
"""

from __future__ import annotations

import base64
import http.client
import json
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.orders import Orders, now, tell
from benchmarks.watch import Watch
from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import CustomerPage
from kiosk.ui import fonts
from kiosk.ui.customer_pages import IdlePage, MessagePage
from kiosk.ui.page import Kit
from kiosk.ui.texts import Language, Texts
from kiosk.ui.theme import theme
from kiosk.ui.words import Words

SIZE = (1920, 1080)
WAIT_S = 25
Get = Callable[[str], bytes]


class Mailbox(QObject):
    """Asks for letters on a thread of its own and hands each body on with the moment it was there."""

    came = Signal(object)

    def __init__(self, get: Get) -> None:
        super().__init__()
        self._get = get
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Ask until the process ends."""
        self._thread.start()

    def _work(self) -> None:
        begun = json.loads(self._get("/probe"))  # letters that were there before are not for this run
        epoch, after = begun["epoch"], begun["last"]
        while True:
            page = json.loads(self._get(f"/letters?after={after}&epoch={epoch}&wait={WAIT_S}"))
            heard = now()
            epoch, after = page["epoch"], page["last"]
            for letter in page["letters"]:
                self.came.emit((base64.b64decode(letter["body"]), heard))


class PaidWindow(QWidget):
    """Two pages of the till, one in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(*SIZE)
        fonts.register()
        kit = Kit(words=Words(Texts(), now, Language.EN), theme=theme("light"))
        self.idle = IdlePage(self, kit)
        self.paid = MessagePage(self, kit, CustomerPage.PAID)
        for page in (self.idle, self.paid):
            page.setGeometry(self.rect())
        self.flip(self.idle)

    def show_paid(self, minor: int) -> None:
        """The paid page with an amount in minor units."""
        self.paid.draw(Money(minor, Currency.HKD))
        self.flip(self.paid)

    def flip(self, page: QWidget) -> None:
        """Bring a page into sight and put the other away."""
        for other in (self.idle, self.paid):
            other.setVisible(other is page)


def main(words: Sequence[str]) -> None:
    """Answer `await` when the paid page of the next letter was painted, until the input ends."""
    client, host, port, token = words
    app = QApplication(sys.argv[:1])
    window, watch, orders = PaidWindow(), Watch(), Orders()
    watch.window(window)
    mailbox = Mailbox({"http.client": _plain, "httpx": _httpx}[client](host, int(port), token))

    def came(letter: tuple[bytes, float]) -> None:
        body, heard = letter
        watch.when_painted(lambda: window.paid if window.paid.isVisible() else None, partial(_painted, heard))
        window.show_paid(json.loads(body)["payment"]["sum"]["amount"])

    def order(asked: dict[str, str]) -> None:
        if asked["do"] == "clear":
            window.flip(window.idle)
            tell(done=True)

    mailbox.came.connect(came, Qt.ConnectionType.QueuedConnection)
    orders.connect_queued(order)
    window.show()
    QTimer.singleShot(0, orders.start)
    mailbox.start()
    app.exec()


def _painted(heard: float, at: float) -> None:
    tell(heard=heard, painted=at)


def _plain(host: str, port: int, token: str) -> Get:
    connection = http.client.HTTPConnection(host, port)

    def get(path: str) -> bytes:
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        return connection.getresponse().read()

    return get


def _httpx(host: str, port: int, token: str) -> Get:
    import httpx

    client = httpx.Client(
        base_url=f"http://{host}:{port}", headers={"Authorization": f"Bearer {token}"}, trust_env=False, timeout=60.0
    )
    return lambda path: client.get(path).content
