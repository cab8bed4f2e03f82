"""``kiosk simulator``: the pretend Gate over HTTP, for this kiosk's tests and for anybody's integration.

A thin shell: requests go to ``gate.Gate`` under one lock, one thread plays what is due and carries letters to
the callback address. Starlette and uvicorn are loaded only when it runs. It must not know stories or shapes.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kiosk.simulator import options
from kiosk.simulator.display import Payee
from kiosk.simulator.gate import Answer, Cut, Gate
from kiosk.simulator.options import add_arguments
from kiosk.simulator.postman import Letter
from kiosk.simulator.shapes import stamp
from kiosk.simulator.stage import CannotAct

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Desk", "add_arguments", "build_app", "run"]

LARGEST_BODY = 262_144
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C; 0 then, 2 when an option is wrong."""
    try:
        gate = Gate(
            args.project,
            options.secret(args.secret_file),
            time.time,
            options.Callback(args.callback),
            scheme=args.scheme,
            pace=options.pace(args.pace, args.manual),
            terms=options.terms(args.limit_cny),
            payee=Payee(args.payee, args.payee_zh),
        )
        listener = options.listener(args.listen, args.public)
    except (ValueError, OSError) as fault:
        print(f"kiosk simulator: {fault}", file=sys.stderr)
        return 2
    with listener:
        _serve(Desk(gate, time.time), listener)
    return 0


class Desk:
    """Gate behind one lock, with the thread that plays what is due and carries the letters."""

    def __init__(self, gate: Gate, clock: Callable[[], float]) -> None:
        self._gate = gate
        self._clock = clock
        self._turn = threading.Condition()
        self._stopping = False
        # A daemon, so that a callback address that never answers cannot hold up the end of the process.
        self._thread = threading.Thread(target=self._carry, name="letters", daemon=True)

    def start(self) -> None:
        """Let the letters go."""
        self._thread.start()

    def stop(self) -> None:
        """Take no further letter; one that is on its way is waited for half a second."""
        with self._turn:
            self._stopping = True
            self._turn.notify_all()
        self._thread.join(timeout=0.5)

    def handle(self, method: str, path: str, body: bytes) -> Answer:
        """Answer a request to Gate; raises Cut."""
        with self._turn:
            try:
                self._play()
                return self._gate.handle(method, path, body)
            finally:
                self._turn.notify_all()

    def pay(self, payment_id: str) -> None:
        """The customer pays on the phone; raises CannotAct."""
        with self._turn:
            self._play()
            self._gate.pay(payment_id)
            self._turn.notify_all()

    def decline(self, payment_id: str) -> None:
        """The customer gives up on the phone; raises CannotAct."""
        with self._turn:
            self._play()
            self._gate.decline(payment_id)
            self._turn.notify_all()

    def payments(self) -> list[dict[str, object]]:
        """What the phone and a curious person may see of every payment."""
        with self._turn:
            self._play()
            return [
                {
                    "payment_id": payment.order.payment_id,
                    "amount": payment.order.amount_minor,
                    "currency": payment.order.currency,
                    "story": payment.story.name,
                    "status": payment.standing.payment,
                    "open": payment.open() is not None,
                    "payload": payment.code.payload if payment.code else None,
                    "expires": stamp(payment.code.expires) if payment.code else None,
                }
                for payment in self._gate.payments()
            ]

    def _play(self) -> None:
        while self._gate.play_due():
            pass

    def _carry(self) -> None:
        while (letter := self._next()) is not None:
            status = self._gate.post(letter)
            with self._turn:
                self._gate.letter_answered(letter, status)

    def _next(self) -> Letter | None:
        with self._turn:
            while not self._stopping:
                self._play()
                letter = self._gate.take_letter()
                if letter is not None:
                    return letter
                due = self._gate.due()
                self._turn.wait(None if due is None else max(0.0, due - self._clock()))
        return None


def build_app(desk: Desk) -> Starlette:
    """The routes: the phone under ``/simulator``, everything else is Gate's."""
    from starlette.applications import Starlette
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    async def gate(request: Request) -> ASGIApp:
        body = await _bounded(request)
        if body is None:
            return JSONResponse({"status": "error", "message": f"send at most {LARGEST_BODY} bytes"}, 413)
        try:
            answer = desk.handle(request.method, request.url.path, body)
        except Cut:
            return _severed
        await asyncio.sleep(answer.delay)
        return Response(answer.body, answer.status, media_type=answer.content_type)

    async def payments(request: Request) -> Response:
        return JSONResponse(desk.payments())

    async def act(deed: Callable[[str], None], request: Request) -> Response:
        payment_id = str(request.path_params["payment_id"])
        try:
            deed(payment_id)
        except CannotAct as why:
            return JSONResponse({"error": str(why)}, 409)
        return JSONResponse({"payment_id": payment_id})

    return Starlette(
        routes=[
            Route("/simulator/payments", payments, methods=["GET"]),
            Route("/simulator/pay/{payment_id}", partial(act, desk.pay), methods=["POST"]),
            Route("/simulator/decline/{payment_id}", partial(act, desk.decline), methods=["POST"]),
            Route("/{path:path}", gate, methods=_METHODS),
        ]
    )


async def _severed(scope: Scope, receive: Receive, send: Send) -> None:
    """Promises a body and ends without one, so that the server closes the connection."""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"200")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def _bounded(request: Request) -> bytes | None:
    """The whole body, or None as soon as it is too large."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def _serve(desk: Desk, listener: socket.socket) -> None:
    """Serve on a listening socket until a signal says stop; ends within two seconds of it."""
    import uvicorn

    class Announcing(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            host, port = listener.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            print(f"listening on http://{shown}:{port}", flush=True)

    config = uvicorn.Config(
        build_app(desk),
        lifespan="off",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    # uvicorn ends on the signal and then raises it once more, for whoever was there before: that is nobody.
    before = {number: signal.signal(number, _ignore) for number in (signal.SIGTERM, signal.SIGINT)}
    desk.start()
    try:
        Announcing(config).run(sockets=[listener])
    finally:
        desk.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


def _ignore(number: int, frame: object) -> None:
    """A signal that was dealt with already."""
