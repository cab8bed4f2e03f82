"""What has to hold when a world has healed: every payment in a known state or on a list, and the books are right.

Whoever was paid is paid here, except what a person was asked about. More than 14 days have passed without a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.sale.payment import Payment, State
from kiosk.sale.till import hong_kong_day
from tests.sim.accounts import WRONG, Account
from tests.sim.mix import CALLS

if TYPE_CHECKING:
    from tests.sim.kiosk import SimKiosk
    from tests.sim.world import World

HEARD_S = 86_400.0
"""A declined payment is asked about until a day after its end, and then only heard."""
MOST_IN_TEN_MINUTES = 35
MOST_WHEN_MOVED = 56
NOT_MOVED_S = 30.0
RECENT_S = 1_800.0


def check(world: World) -> None:
    """All of it, for every till."""
    for kiosk in world.kiosks.values():
        for row, ahead in _rows(kiosk):
            _known(world, row, ahead)
        _doubles(world, kiosk)
        _books(world, kiosk)
        _lists(world, kiosk)
    for account in world.platform.accounts.values():
        found = world.kiosks[account.till].disk.rows.get(account.order.payment_id)
        world.laws.need(found is not None, "I2", f"{account.order.payment_id} is not in the journal")
        if found is not None:
            _true(world, account, found)
            _asked(world, account, found)


def asks_on(world: World) -> bool:
    """Whether a till has questions left without which a payment cannot be known. They go out one by one: where
    strangers wrote of hundreds of payments, that takes minutes.
    """
    rows = [found for kiosk in world.kiosks.values() for found in _rows(kiosk)]
    return any(row.watched and not row.attention and not ahead for row, ahead in rows)


def _rows(kiosk: SimKiosk) -> Iterator[tuple[Payment, bool]]:
    """Every payment of a till as it stands now, and whether its times are ahead of the clock."""
    # What rides along is in memory alone until something has to be written.
    memory = kiosk.runner.till.payments if kiosk.on else {}
    for name, row in kiosk.disk.rows.items():
        yield memory.get(name, row), max(row.created, row.settled or row.created) > kiosk.utc()


def _asked_for(row: Payment) -> tuple[str, ...]:
    """What a person was asked about, answered or not."""
    return (*row.attention, *row.answered)


def _known(world: World, row: Payment, ahead: bool) -> None:
    """`ahead`: begun or ended while the clock was fast. Until it gets there, the payment goes on being watched."""
    need = world.laws.need
    if ahead and row.watched:
        return
    settled = row.paid or row.ended or bool(_asked_for(row))
    need(settled, "I4", f"{row.payment_id} is {row.state} after all, and nobody was asked")
    need(not row.watched or bool(row.attention), "I4", f"{row.payment_id} is {row.state} and still watched")
    if row.state is State.PAID_LATE:
        told = {"late", "double"} & set(_asked_for(row))
        need(bool(told), "I4", f"{row.payment_id} was paid late and nobody was told")


def _doubles(world: World, kiosk: SimKiosk) -> None:
    """Two attempts of one sale that were both paid: a person was told."""
    paid: dict[int, list[Payment]] = {}
    for row in kiosk.disk.rows.values():
        if row.paid and row.sale:
            paid.setdefault(row.sale, []).append(row)
    for sale, rows in paid.items():
        told = any("double" in _asked_for(row) for row in rows)
        world.laws.need(len(rows) == 1 or told, "I3", f"sale {sale} was paid {len(rows)} times and nobody was told")


def _true(world: World, account: Account, row: Payment) -> None:
    need, name = world.laws.need, account.order.payment_id
    if account.clean and not row.paid:
        need(bool(_excuse(account, row)), "I2", f"{name} was paid and is {row.state} {row.why} {_asked_for(row)}")
    if row.paid:
        need(account.clean, "I1", f"{name} is {row.state} and was not paid")
    if account.wrong and account.paid_at is not None and not _over_before(account, row):
        need(bool(_asked_for(row)), "I4", f"{name} differs in {account.wrong} and nobody was asked: {row.state}")
    if account.truth == "moved":
        need(_told_of_moved(account, row), "I4", f"money of {name} may have moved and nobody was told: {row.state} "
                                                 f"{row.why} {_asked_for(row)}")  # fmt: skip
    if account.clean and account.twice and row.paid and len(row.successes) > 1:
        need("double" in _asked_for(row), "I3", f"{name} was paid twice and nobody was told")


def _told_of_moved(account: Account, row: Payment) -> bool:
    """That nobody knows ("unsettled", 14 days of silence) is no word of it: the platform said it, and says it still.
    What contradicts the order comes first. An end that the platform told before may be only heard of since.
    """
    if _unreadable(account):
        return row.ended or bool(_asked_for(row))
    return bool({"moved", *WRONG} & set(_asked_for(row))) or (row.ended and row.why != "silence")


def _unreadable(account: Account) -> bool:
    """What is told of it cannot be read (a boolean for HK$0.01)."""
    return account.wrong == "amount" and account.order.minor == 1


def _over_before(account: Account, row: Payment) -> bool:
    """Its end was told before it was paid otherwise, or nothing of it can be read."""
    return _unreadable(account) or row.state in (State.DECLINED, State.REJECTED) or row.why in ("expired", "decline")


def _excuse(account: Account, row: Payment) -> str:
    """Why a payment that was paid need not be green here."""
    if row.stopped:
        return "a person decides"
    if row.state in (State.DECLINED, State.DEAD) and row.rested and account.paid_at is not None:
        return "only heard"
    if account.truth != "paid" and _asked_for(row):
        return "the platform took it back before it was heard here, and a person decides"
    return ""


def _asked(world: World, account: Account, row: Payment) -> None:
    """Few questions, where nobody and nothing asked for more. A code whose end moved is alive for all ten minutes."""
    mix, kiosk = world.mix, world.kiosks[account.till]
    if mix.aim is not None and mix.aim[0] in CALLS:
        return  # staff ask again and again there
    more = [
        f for f in mix.rates if mix.rates[f] and (f.startswith("letter_") or f in ("check_now", "mad_keys", "busy"))
    ]
    if more or world.platform.dialect.words == "semicolon":
        return
    early = sum(1 for at in account.asked if at < account.born + 600.0)
    usual = timedelta(seconds=world.mix.lifetime_s + NOT_MOVED_S)
    # Both are written by the wall clock: an end "before" the beginning is one that a jump parted from it.
    moved = row.about and row.deadline is not None and not timedelta() <= row.deadline - row.created <= usual
    bound = (
        (MOST_WHEN_MOVED if moved else MOST_IN_TEN_MINUTES)
        + 3 * kiosk.starts
        + (2 * kiosk.life.sleeps if kiosk.on else 0)
    )
    world.laws.need(early <= bound, "I12", f"{account.order.payment_id} was asked about {early} times in ten minutes")


def _books(world: World, kiosk: SimKiosk) -> None:
    """The till's sums are those of the platform, but for what a person was asked about."""
    mine = sum(row.money.minor for row in kiosk.disk.rows.values() if row.paid)
    clean = [a for a in world.platform.accounts.values() if a.till == kiosk.name and a.clean]
    rows = {a.order.payment_id: kiosk.disk.rows.get(a.order.payment_id) for a in clean}
    listed = sum(a.order.minor for a in clean if (row := rows[a.order.payment_id]) is not None and not row.paid)
    theirs = sum(a.order.minor for a in clean)
    world.laws.need(mine == theirs - listed, "I7", f"{kiosk.name} counts {mine}, the platform {theirs} less {listed}")
    today(world, kiosk)


def today(world: World, kiosk: SimKiosk) -> None:
    """The day's sums on the screen are those of the journal."""
    now = world.timeline.now
    if not kiosk.on or kiosk.calm("disk", "self") > now - 5.0 or kiosk.life.sleeps_until > now:
        return
    kept = {(day, c): (n, minor) for day, c, n, minor in kiosk.disk.totals(kiosk.utc())}
    till = kiosk.runner.till
    unknown = kiosk.starts > 1 and kiosk.wall_off != kiosk.wall_at_start
    if unknown or till.day != hong_kong_day(kiosk.utc()):
        return  # a day from before the start, or one that the next step notices
    said = {(till.day, c.value): total for c, total in till.totals.items() if total[0]}
    world.laws.need(said == kept, "I7", f"{kiosk.name} shows {said} for today, and {kept} is in the journal")


def _lists(world: World, kiosk: SimKiosk) -> None:
    """Whatever waits for a person is on the list, and memory holds nothing that is over."""
    if not kiosk.on or kiosk.screen is None:
        return
    listed = {row.payment_id for row in kiosk.screen.staff.attention}
    waiting = {name for name, row in kiosk.disk.rows.items() if row.attention}
    world.laws.need(waiting <= listed, "I4", f"not on the list: {sorted(waiting - listed)}")
    if kiosk.life.sleeps_until > world.timeline.now:
        return  # who sleeps tidies nothing away
    now = kiosk.utc()
    riding = kiosk.runner.till.riding
    idle = [
        p.payment_id
        for p in kiosk.runner.till.payments.values()
        if not p.open and p.payment_id not in riding and (now - (p.settled or p.created)).total_seconds() > RECENT_S
        and not any(o.watched and o.sale == p.sale for o in kiosk.runner.till.payments.values())
    ]  # fmt: skip
    world.laws.need(len(idle) <= 3, "I12", f"{len(idle)} payments stay in memory and are over")
