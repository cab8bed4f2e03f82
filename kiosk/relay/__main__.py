"""`kiosk-relay`: the command line of the relay.

Exit codes: 0 done, 2 usage or settings, 4 already serving, 130 interrupted. Errors go to stderr with a cure. The
secrets that `add` draws are printed once, on stdout, and kept nowhere.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import ModuleType

from kiosk.relay import openapi, owner, project_commands, till_commands
from kiosk.relay.errors import AlreadyServingError, RelayError, SettingError
from kiosk.relay.limits import LIMITS
from kiosk.relay.location import Postgres, database, listen_address, metrics_address
from kiosk.relay.opening import open_store
from kiosk.relay.schema import check_log
from kiosk.relay.service import Service

_DATABASE_HELP = (
    "where letters are kept: sqlite:///PATH (default: relay.db in a data folder of its own), or "
    "postgresql://USER@HOST/DATABASE; other users of this computer see it, so no password here: see --database-file"
)
_FILE_HELP = "a file that holds such an address, with a password or without (PGPASSFILE and PGPASSWORD hold too)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    arguments = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], None] = arguments.command
    try:
        command(arguments)
        # Without a stdout it does nothing.
        print(end="", flush=True)
    except AlreadyServingError as fault:
        print(f"kiosk-relay: {fault}", file=sys.stderr)
        return 4
    except RelayError as fault:
        print(f"kiosk-relay: {fault}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        # Nothing was half done: what was asked for is in a transaction, or only waited.
        return 130
    except (OSError, UnicodeError) as fault:
        if command is _serve:
            raise
        return _unsaid(fault, drawn=getattr(arguments, "name", "") in _DRAW)
    return 0


_DRAW = frozenset({"add", "enrol", "rotate"})
"""The verbs that print a secret."""


def _unsaid(fault: Exception, *, drawn: bool) -> int:
    """What was done was done, but nobody could be told; a secret in it is lost, for it is kept nowhere."""
    # The interpreter would try once more at its end.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    why = fault.strerror if isinstance(fault, OSError) else "a character that it cannot show"
    lost = "; unless you have the secret all the same, it is lost: run `till enrol`, `till rotate` or `project rotate`"
    print(f"kiosk-relay: the answer could not be written ({why}){lost if drawn else ''}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = _command(None, "kiosk-relay", "Takes the gateway's callbacks and hands them to the tills.", _TOUR)
    parser.set_defaults(database=None, database_file=None)
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    served = _command(verbs, "serve", "Serve callbacks and polls until stopped.", _SERVE)
    served.add_argument(
        "--listen",
        metavar="HOST:PORT",
        default="127.0.0.1:8780",
        help="default %(default)s; port 0: any; fd:N: a socket that the starting program opened",
    )
    served.add_argument("--public", action="store_true", help="allow an address that other machines reach")
    served.add_argument("--metrics", metavar="HOST:PORT", help="Prometheus metrics, for this machine only; off without")
    served.add_argument(
        "--wait-for-lock", metavar="S", type=_seconds, default=0.0, help="let another relay finish for so many seconds"
    )
    served.add_argument(
        "--trust-proxy",
        metavar="ADDRESS",
        action="append",
        help="a proxy, or a network of them, that is believed about X-Forwarded-For; may be given several times "
        "(default: this machine)",
    )
    served.set_defaults(command=_serve)
    projects, tills = project_commands, till_commands
    _kept(_command(verbs, "project", "Projects and their callback addresses.", projects.PROJECT), projects)
    _kept(_command(verbs, "till", "Tills, their tokens and codes.", tills.TILL), tills)
    owner.add_commands(lambda name, what, example: _command(verbs, name, what, example))
    contract = _command(verbs, "openapi", "Print the contract as OpenAPI.", _CONTRACT)
    contract.set_defaults(command=_contract)
    return parser


def _kept(parser: argparse.ArgumentParser, commands: ModuleType) -> None:
    """The verbs of `project_commands` or `till_commands`."""
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, verb, what, example, takes in commands.VERBS:
        command = _command(verbs, name, what, example)
        commands.add_options(command, takes)
        command.set_defaults(command=_with_core, verb=verb, name=name)


_Verbs = argparse._SubParsersAction  # the only name argparse has for it


def _command(
    verbs: _Verbs[argparse.ArgumentParser] | None, name: str, what: str, example: str
) -> argparse.ArgumentParser:
    epilog = f"example:\n  {example}"
    shape = argparse.RawDescriptionHelpFormatter
    if verbs is None:
        parser = argparse.ArgumentParser(prog=name, description=what, epilog=epilog, formatter_class=shape)
    else:
        parser = verbs.add_parser(name, help=what, description=what, epilog=epilog, formatter_class=shape)
    # Accepted before and after the verb; one that was not given must not overwrite one that was.
    parser.add_argument("--database", metavar="URL", default=argparse.SUPPRESS, help=_DATABASE_HELP)
    parser.add_argument("--database-file", metavar="FILE", default=argparse.SUPPRESS, help=_FILE_HELP)
    return parser


_TOUR = """kiosk-relay project add tea-house
  kiosk-relay till enrol tea-house till1
  kiosk-relay serve --listen 127.0.0.1:8780"""
_SERVE = "kiosk-relay serve --listen 127.0.0.1:8780 --database sqlite:////var/lib/kiosk/relay.db"
_CONTRACT = "kiosk-relay openapi > openapi.json"


def _serve(arguments: argparse.Namespace) -> None:
    # Imported here: the other commands need no server.
    from kiosk.relay.callers import proxies
    from kiosk.relay.serve import Life, serve

    listen = listen_address(arguments.listen, public=arguments.public)
    metrics = metrics_address(arguments.metrics) if arguments.metrics else None
    life = Life(arguments.wait_for_lock, metrics, proxies(arguments.trust_proxy))
    serve(listen, _database(arguments), life)


def _seconds(text: str) -> float:
    """Raises what argparse turns into words."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0.0 <= seconds <= _LONGEST_WAIT_S:
        raise argparse.ArgumentTypeError(f"write seconds, 0 to {_LONGEST_WAIT_S:.0f}")
    return seconds


_LONGEST_WAIT_S = 3_600.0


def _contract(arguments: argparse.Namespace) -> None:
    print(openapi.text(LIMITS), end="")


def _with_core(arguments: argparse.Namespace) -> None:
    """One of the owner's verbs on the store that was named, which `project add` alone makes if it is not there."""
    place = _database(arguments)
    if isinstance(place, Path):
        check_log(place)
        if not place.exists() and arguments.verb is not project_commands.add:
            raise SettingError(
                f"there is no store {place}",
                "Name the relay's with --database; kiosk-relay project add NAME makes a new one",
            )
    with _service(arguments) as service:
        arguments.verb(service, arguments)


def _database(arguments: argparse.Namespace) -> Path | Postgres:
    return database(arguments.database, arguments.database_file)


@contextmanager
def _service(arguments: argparse.Namespace) -> Iterator[Service]:
    with closing(open_store(_database(arguments), time.monotonic, secrets.token_bytes)) as store:
        yield Service(store, time.time, secrets.token_bytes)


if __name__ == "__main__":
    sys.exit(main())
