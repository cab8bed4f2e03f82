"""A line that a test can cut: `python -m tests.process.cable --listen HOST:PORT --to HOST:PORT`.

It hands bytes on in both directions and prints a JSON line for every HTTP request that passes: when (monotonic
seconds), its first line, and the payment it names. Killed, it is a cable that was pulled; frozen, a network that
swallows everything. It must not know what a request means.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import re
import time

PAYMENT = re.compile(rb'"payment_id"\s*:\s*"([^"]*)"')
LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
HEAD_END = b"\r\n\r\n"


class Ear:
    """Hears whole requests in the bytes of one connection."""

    def __init__(self) -> None:
        self._held = b""

    def hear(self, chunk: bytes) -> None:
        """Print every request that is complete now."""
        self._held += chunk
        while HEAD_END in self._held:
            head, rest = self._held.split(HEAD_END, 1)
            length = LENGTH.search(head)
            size = int(length[1]) if length else 0
            if len(rest) < size:
                return
            body, self._held = rest[:size], rest[size:]
            named = PAYMENT.search(body)
            what = head.partition(b"\r\n")[0].rpartition(b" ")[0].decode()
            heard = {"at": time.monotonic(), "what": what, "payment_id": named[1].decode() if named else ""}
            print(json.dumps(heard), flush=True)


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ear: Ear | None) -> None:
    """One direction, until either side has enough."""
    with contextlib.suppress(OSError):
        while chunk := await reader.read(65_536):
            if ear is not None:
                ear.hear(chunk)
            writer.write(chunk)
            await writer.drain()
    writer.close()


async def serve(listen: tuple[str, int], to: tuple[str, int]) -> None:
    """Carry every connection to the other end."""

    async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection(*to)
        except OSError:
            writer.close()
            return
        await asyncio.gather(carry(reader, far_writer, Ear()), carry(far_reader, writer, None))

    server = await asyncio.start_server(join, *listen)
    host, port = server.sockets[0].getsockname()
    print(f"listening on http://{host}:{port}", flush=True)
    await server.serve_forever()


def main() -> None:
    """Until it is killed."""
    parser = argparse.ArgumentParser(description="Carry bytes between two ends of a line that can be cut.")
    parser.add_argument("--listen", required=True)
    parser.add_argument("--to", required=True)
    arguments = parser.parse_args()
    ends = [(host, int(port)) for host, _, port in (x.partition(":") for x in (arguments.listen, arguments.to))]
    asyncio.run(serve(*ends))


if __name__ == "__main__":
    main()
