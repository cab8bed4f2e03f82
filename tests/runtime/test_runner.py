"""A step is a transaction: nothing of it comes out before its records are durable, and none of them is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.sale import events as e
from kiosk.sale import states as s
from kiosk.sale.payment import Payment, State
from kiosk.sale.screen import CustomerPage, Screen, StaffPage
from tests.runtime.helpers import DECLINED, ODD, PAID, PENDING, QR, Bench, BrokenJournal, JournalDown, old

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_paid_sale_costs_four_commits() -> None:
    bench = Bench()
    bench.offer()
    bench.mailbox.post("till1-1", PAID)
    bench.read()
    assert bench.page is CustomerPage.PAID
    bench.press(e.NextPressed())
    assert [[type(record).__name__ for record in commit] for commit in bench.journal.commits] == [
        ["Intended"],
        ["Submitted", "Acknowledged", "LetterKept", "Noted", "CodeCame"],
        ["CodeShown"],
        ["LetterKept", "Succeeded"],
    ]
    assert bench.journal.tried == 4
    bench.journal.check()


def test_nothing_of_a_step_comes_out_before_it_is_saved() -> None:
    bench = Bench()
    bench.start()
    bench.disk.hold()
    bench.charge()
    seen = len(bench.screens)
    assert "order till1-1" not in bench.gate.seen
    bench.press(e.CancelPressed())
    assert len(bench.screens) == seen, "the inbox is held"
    assert isinstance(bench.runner.till.counter, s.Ready)
    bench.disk.work()
    assert "order till1-1" in bench.gate.seen
    assert bench.journal.kinds() == ["Intended"]
    bench.disk.release()
    bench.breathe()
    assert isinstance(bench.runner.till.counter, s.Stopped), "and then worked off in its order"
    bench.journal.check()


def test_a_code_is_seen_only_after_its_records() -> None:
    bench = Bench()
    bench.start()
    bench.charge()
    bench.disk.hold()
    bench.mailbox.post("till1-1", QR)
    bench.read()
    assert bench.screen.customer.prepare is None
    bench.disk.work()
    assert bench.journal.kinds()[-1] == "CodeCame"
    assert bench.screen.customer.prepare is not None
    assert bench.screen.customer.qr is None
    bench.disk.work()
    assert bench.journal.kinds()[-1] == "CodeShown"
    assert bench.page is CustomerPage.QR


def test_the_cursor_moves_only_when_its_letter_is_saved() -> None:
    bench = Bench()
    bench.offer()
    bench.disk.hold()
    bench.mailbox.post("till1-1", PENDING)
    bench.mailbox.post("till1-1", PAID)
    bench.read()
    reads = len(bench.mailbox.reads)
    assert bench.letters.waiting == 0, "the next read is the receipt: it waits for both letters"
    bench.disk.release()
    bench.read()
    assert bench.mailbox.reads[reads:] == [3]
    assert [len(commit) for commit in bench.journal.commits[-2:]] == [2, 2], "each letter is a step of its own"
    bench.journal.check()


def test_the_order_that_left_comes_before_its_answer() -> None:
    bench = Bench()
    bench.gate.orders.append((e.OrderRefused("till1-1", "3613", "no", b"refused"),))
    bench.start()
    bench.charge()
    assert bench.journal.kinds()[:3] == ["Intended", "Submitted", "Refused"]
    assert bench.staff is StaffPage.NOT_STARTED
    assert bench.state() is State.REJECTED
    bench.journal.check()


def test_effects_are_carried_out_in_order() -> None:
    bench = Bench()
    bench.start()
    bench.press(e.KeyTyped("5"))
    bench.press(e.ChargePressed())
    assert bench.gate.seen == ["warm", "order till1-1"]


def test_an_answer_inside_a_step_waits_until_the_step_is_out() -> None:
    """The journal answers later and the order at once: its answer must not overtake the rest of its own step."""
    bench = Bench()
    bench.start()
    bench.disk.hold()
    bench.charge()
    pages: list[str] = []
    bench.runner.shown.connect(lambda screen: pages.append(screen.staff.page.value))
    bench.disk.work()
    assert pages[0] == "ordering"
    bench.breathe()
    assert pages[-1] == "awaiting_qr"
    bench.disk.release()
    bench.mailbox.post("till1-1", QR)
    bench.read()
    assert bench.journal.kinds()[:3] == ["Intended", "Submitted", "Acknowledged"]
    bench.journal.check()


def test_a_press_inside_a_repaint_waits_until_the_step_is_out() -> None:
    bench = Bench()
    bench.start()
    entries: list[str] = []

    def press(screen: Screen) -> None:
        if screen.staff.entry == "1" and not entries:
            bench.press(e.KeyTyped("2"))
            counter = bench.runner.till.counter
            entries.append(counter.entry.text if isinstance(counter, s.Ready) else "")

    bench.runner.shown.connect(press)
    bench.press(e.KeyTyped("1"))
    assert entries == ["1"]
    assert bench.screen.staff.entry == "12"


# What rides along.


def test_what_rides_along_survives_a_commit_that_fails() -> None:
    bench = Bench()
    bench.start()
    bench.charge()
    assert bench.journal.kinds() == ["Intended"]
    bench.journal.troubles.append(JournalDown("full"))
    bench.mailbox.post("till1-1", QR)
    bench.read()
    assert bench.journal.kinds() == ["Intended"]
    bench.forward(1.1)
    bench.read()
    assert bench.journal.kinds() == [
        *("Intended", "Submitted", "Acknowledged"),
        *("LetterKept", "Noted", "CodeCame", "CodeShown"),
    ]
    bench.journal.check()


def owed_a_decision() -> Payment:
    """An old payment that only waits for a person."""
    return replace(old("till1-old"), attention=("late",), state=State.PAID_LATE)


def test_the_row_of_a_payment_is_written_before_it_leaves_memory() -> None:
    """Else the next start finds it as it was before, and asks staff to decide once more."""
    bench = Bench(BrokenJournal(e.Woke((owed_a_decision(),), 8, "", 0)))
    bench.clock.seconds += 7_200.0
    bench.start()
    assert bench.screen.staff.badge == 1
    bench.press(e.AttentionDecided("till1-old", "goods", "Ann"), e.Ticked())
    assert "till1-old" not in bench.runner.till.payments
    assert bench.journal.rows["till1-old"].attention == ()
    bench.journal.check(owed_a_decision())


def test_what_rides_along_of_an_old_payment_is_written_too() -> None:
    """It was recalled for one answer, which wrote nothing that must wait."""
    bench = Bench()
    bench.journal.rows["till1-old"] = old("till1-old")
    bench.clock.seconds += 7_200.0
    bench.start()
    bench.ask.arrived.emit((e.StatusHeard("till1-old", DECLINED, b"said"),))
    assert bench.journal.commits == []
    bench.mailbox.post("till1-old", ODD)
    bench.read()
    assert bench.journal.kinds() == ["Noted", "LetterKept"]
    assert bench.journal.rows["till1-old"].said == "decline 20105"
    bench.journal.check(old("till1-old"))


def test_what_rides_along_does_not_pile_up() -> None:
    bench = Bench()
    bench.journal.rows["till1-old"] = old("till1-old")
    bench.start()
    for n in range(40):
        bench.clock.seconds += 10.0
        bench.gate.answers.append((e.StatusHeard("till1-old", PENDING, b"%d" % n),))
        bench.press(e.CheckNowPressed("till1-old"))
    assert bench.journal.commits == []
    bench.disk.hold()
    bench.ring("idle")
    bench.charge()
    bench.disk.release()
    kinds = bench.journal.kinds()
    assert [len(commit) for commit in bench.journal.commits][:1] == [40]
    assert kinds[40:41] == ["Intended"], "and the charge that came meanwhile is not held up for good"
    bench.journal.check(old("till1-old"))


# Lanes.


def test_one_warming_is_enough() -> None:
    """A question must not wait behind connections that nobody answers."""
    bench = Bench()
    bench.start()
    bench.ask.hold()
    for _ in range(5):
        bench.press(e.KeyTyped("1"), e.Erased())
    assert bench.ask.waiting == 1
    bench.ask.release()
    bench.press(e.KeyTyped("1"))
    assert bench.gate.seen == ["warm", "warm"]


def test_a_job_that_ends_in_the_program_itself_ends_as_a_call() -> None:
    bench = Bench()
    bench.gate.orders.append(SystemExit("out"))
    bench.start()
    bench.charge()
    assert bench.staff is StaffPage.AWAITING_QR, "it may have left: nobody says refused"
    assert bench.runner.till.lines.order_out is None


# The end.


def test_close_while_a_commit_is_under_way() -> None:
    bench = Bench()
    bench.start()
    bench.disk.hold()
    bench.charge()
    seen = len(bench.screens)
    bench.runner.close()
    assert bench.journal.kinds() == ["Intended"], "what was begun is finished"
    assert bench.journal.closed == 1
    assert "order till1-1" not in bench.gate.seen, "and nothing comes of it any more"
    assert len(bench.screens) == seen
    assert not any(bench.timer(name).isActive() for name in ("wake", "blank", "retry", "reload", "idle", "pulse"))


def test_what_comes_after_close_is_ignored() -> None:
    bench = Bench()
    bench.offer()
    seen, kinds = len(bench.screens), bench.journal.kinds()
    bench.runner.close()
    bench.runner.close()
    bench.letters.arrived.emit((e.LetterHeard("e1", 2, "till1-1", PAID, b"late"),))
    bench.disk.arrived.emit(None)
    bench.press(e.CancelConfirmed(), e.Ticked())
    assert len(bench.screens) == seen
    assert bench.journal.kinds() == kinds
    assert bench.journal.closed == 1
    assert not bench.timer("blank").isActive()


def test_close_writes_what_rides_along_once() -> None:
    bench = Bench()
    bench.start()
    bench.charge()
    bench.runner.close()
    assert bench.journal.kinds() == ["Intended", "Submitted", "Acknowledged"]
    bench.journal.check()


def test_close_does_not_write_twice_what_is_being_saved() -> None:
    bench = Bench()
    bench.start()
    bench.charge()
    bench.disk.hold()
    bench.press(e.CancelPressed())
    bench.runner.close()
    assert bench.journal.kinds()[:3] == ["Intended", "Submitted", "Acknowledged"]
    bench.journal.check()
    assert bench.journal.closed == 1
