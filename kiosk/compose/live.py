"""The live composition: settings to a till that talks to the real platform and the real relay.

Adapters are imported inside the makers, on the lane that will use them: httpx and SQLite cost more than a blank
window, and the first paint does not need them.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kiosk.compose.edge import edge, start_name, start_number
from kiosk.compose.parts import Parts
from kiosk.runtime.ports import Edge, GatePort, JournalPort, MailboxPort, Makers, SpeakerPort
from kiosk.sale.money import Currency
from kiosk.sale.till import Rules
from kiosk.settings import Environment, Settings

if TYPE_CHECKING:
    from kiosk.adapters.http_client import Client
    from kiosk.adapters.http_mailbox import MailboxLine
    from kiosk.adapters.pin_store import PinStore
    from kiosk.adapters.start_mark import StartMark
    from kiosk.gate.secret import Secret


def rules_of(settings: Settings) -> Rules:
    """The shop's rules as the machines read them."""
    limits = {Currency(code): settings.till.limit_minor(code) for code in settings.till.currencies}
    return Rules(
        till_id=settings.till.id,
        project_id=settings.gate.project_id,
        environment=settings.gate.environment.value,
        limits=MappingProxyType(limits),
        lifetime_s=settings.till.qr_lifetime_s,
        trust_below=settings.till.trust_below,
        ask_above=settings.till.ask_above,
    )


def journal_maker(folder: Path, environment: str) -> JournalPort:
    """The journal of a data folder; totals count one environment only."""
    from kiosk.adapters.folder import DataFolder
    from kiosk.adapters.journal import Bounds, Journal
    from kiosk.adapters.reserve import BYTES

    return Journal(DataFolder(folder).journal, environment=environment, bounds=Bounds(reserve=BYTES))


def pin_store(folder: Path) -> PinStore:
    """The owner's PIN of a data folder."""
    import secrets

    from kiosk.adapters.folder import DataFolder
    from kiosk.adapters.pin_store import PinStore

    return PinStore(DataFolder(folder).pin, secrets.token_bytes)


def loudspeaker() -> SpeakerPort:
    """Whatever this computer can be heard through."""
    from kiosk.adapters.loudspeaker import Loudspeaker

    return Loudspeaker()


def gate_line(
    client: Client, project_id: int, secret: Secret, customer_ip: str, environment: str, clocks: Edge
) -> GatePort:
    """The line to the platform over a client."""
    from kiosk.adapters.code_reader import CodeReader
    from kiosk.adapters.http_gate import GateLine

    return GateLine(client, project_id, secret, customer_ip, CodeReader(environment), clocks.mono, clocks.utc)


def mailbox_line(
    client: Client,
    token: Secret,
    project_id: int,
    secret: Secret,
    environment: str,
    clocks: Edge,
    till_id: str,
    start: StartMark | None = None,
) -> MailboxLine:
    """The line to the relay over a client."""
    from kiosk.adapters.code_reader import CodeReader
    from kiosk.adapters.http_mailbox import MailboxLine

    reader = CodeReader(environment)
    return MailboxLine(client, token, reader, secret, project_id, clocks.mono, till_id, start=start)


def relay_line(settings: Settings, clocks: Edge, start: StartMark | None = None) -> MailboxLine:
    """The line to the settings' relay; without `start` it may ask, and is no till that polls. Raises what is wrong with
    the address or the secrets.
    """
    from kiosk.adapters.http_client import client_for
    from kiosk.adapters.key_store import resolve

    platform, environment = settings.gate, settings.gate.environment.value
    client = client_for(settings.relay.url, environment)
    token, secret = resolve(settings.relay.token), resolve(platform.secret)
    return mailbox_line(client, token, platform.project_id, secret, environment, clocks, settings.till.id, start)


def live(settings: Settings, folder: Path) -> Parts:
    """The parts of a till from its settings; `folder` is its data folder, already locked by the caller."""
    clocks = edge(settings.till.id)
    till, platform = settings.till, settings.gate
    environment = platform.environment.value

    def gate() -> GatePort:
        from kiosk.adapters.http_client import client_for
        from kiosk.adapters.key_store import resolve

        client = client_for(platform.url, environment)
        return gate_line(client, platform.project_id, resolve(platform.secret), till.customer_ip, environment, clocks)

    # One for both lanes that speak to the relay, so a maker cannot make it; both are small, and read nothing yet.
    from kiosk.adapters.folder import DataFolder
    from kiosk.adapters.start_mark import StartMark

    start = StartMark(DataFolder(folder).start, start_name, start_number)

    def mailbox() -> MailboxPort:
        return relay_line(settings, clocks, start)

    return Parts(
        rules=rules_of(settings),
        makers=Makers(lambda: journal_maker(folder, environment), gate, mailbox, lambda: pin_store(folder)),
        edge=clocks,
        folder=folder,
        ribbon="ribbon.test" if platform.environment is Environment.TEST else "",
        speaker=loudspeaker,
    )
