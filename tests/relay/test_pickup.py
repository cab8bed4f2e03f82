"""Letters going out: the cursor that is the receipt, waiting, one poll per token, and no cross reading."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.service import Service
from kiosk.relay.values import Request, Wait
from tests.relay.helpers import Desk, SickStore, answered, bodies, letter, neighbours_of, waiting


def test_the_cursor_is_the_receipt(desk: Desk) -> None:
    for name in "ABC":
        desk.post(letter(f"till1-{name}"))
    page = desk.poll()
    first, epoch = page["letters"][0]["position"], page["epoch"]
    assert bodies(desk.poll(f"after={first}&epoch={epoch}")) == [letter("till1-B"), letter("till1-C")]
    box = desk.store.box(1, "till1")
    assert box is not None
    assert box.read_to == first
    # A lower cursor later takes nothing back and still shows what is there.
    assert len(desk.poll(f"after=0&epoch={epoch}")["letters"]) == 3


def test_a_cursor_of_another_epoch_is_read_as_nought_and_is_no_receipt(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    last = desk.poll()["last"]
    for query in (f"after={last}&epoch=feedfacefeedface", f"after={last}", f"after={last}&epoch="):
        assert bodies(desk.poll(query)) == [letter("till1-A")]
    box = desk.store.box(1, "till1")
    assert box is not None
    assert box.read_to == 0


def test_a_memory_that_is_behind_the_disk_begins_no_new_epoch(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    page = desk.poll()
    slow = SickStore(desk.store)
    slow.behind = 1
    near = neighbours_of(desk.store)
    desk.service = Service(slow, desk.clock, os.urandom, LIMITS, ticks=desk.ticks, note=desk.log, neighbours=near)
    answer = desk.poll(f"after={page['last']}&epoch={page['epoch']}")
    assert (answer["epoch"], answer["letters"]) == (page["epoch"], [])
    box = desk.store.box(1, "till1")
    assert box is not None
    assert (box.epoch, box.read_to) == (page["epoch"], page["last"]), "and it is a receipt"


def test_a_cursor_beyond_the_end_means_an_older_copy_and_begins_a_new_epoch(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    page = desk.poll()
    answer = desk.poll(f"after={page['last'] + 1}&epoch={page['epoch']}")
    assert answer["epoch"] != page["epoch"]
    assert bodies(answer) == [letter("till1-A")]
    assert desk.probe()["epoch"] == answer["epoch"]
    assert desk.poll(f"after={answer['last']}&epoch={answer['epoch']}")["letters"] == []


def test_an_empty_page_keeps_the_cursor(desk: Desk) -> None:
    epoch = desk.probe()["epoch"]
    assert desk.poll("after=0")["last"] == 0
    desk.post(letter("till1-A"))
    last = desk.poll()["last"]
    page = desk.poll(f"after={last}&epoch={epoch}")
    assert page == {"epoch": epoch, "till": "till1", "last": last, "taken": 0, "letters": []}


def test_pages_end_at_a_hundred_letters_and_lose_none(desk: Desk) -> None:
    sent = [letter(f"till1-{n}") for n in range(205)]
    for body in sent:
        desk.post(body)
    got: list[bytes] = []
    cursor, epoch, sizes = 0, desk.probe()["epoch"], []
    while page := desk.poll(f"after={cursor}&epoch={epoch}"):
        if not page["letters"]:
            break
        sizes.append(len(page["letters"]))
        got += bodies(page)
        cursor = page["last"]
    assert sizes == [100, 100, 5]
    assert got == sent


def test_a_page_ends_at_its_bytes_but_holds_at_least_one_letter(make_desk: Callable[[Limits], Desk]) -> None:
    desk = make_desk(replace(LIMITS, page_bytes=300))
    large = letter("till1-A", pad="x" * 400)
    desk.post(large)
    desk.post(letter("till1-B"))
    page = desk.poll()
    assert bodies(page) == [large]
    assert bodies(desk.poll(f"after={page['last']}&epoch={page['epoch']}")) == [letter("till1-B")]


def test_a_poll_waits_is_woken_and_collects(desk: Desk) -> None:
    woken: list[tuple[str, str]] = []
    desk.service.on_stored(lambda project, till: woken.append((project, till)))
    wait = waiting(desk.get("/letters", "wait=25"))
    assert (wait.project, wait.till, wait.until) == ("shop", "till1", 25.0)
    assert desk.service.collect(wait) == wait
    desk.post(letter("till1-A"))
    assert woken == [("shop", "till1")]
    assert answered(desk.service.collect(wait)).status == 200


def test_a_wait_ends_at_its_time_with_an_empty_page(desk: Desk) -> None:
    wait = waiting(desk.get("/letters", "wait=2.5"))
    desk.ticks.now = 2.4
    assert isinstance(desk.service.collect(wait), Wait)
    desk.ticks.now = 2.5
    response = answered(desk.service.collect(wait))
    assert (response.status, json.loads(response.body)["letters"]) == (200, [])


def test_a_wall_clock_that_jumps_ends_no_wait(desk: Desk) -> None:
    wait = waiting(desk.get("/letters", "wait=25"))
    for year in (+31_536_000, -63_072_000):
        desk.clock.now += year
        assert isinstance(desk.service.collect(wait), Wait)
    assert answered(desk.service.collect(wait, over=True)).status == 200


def test_the_newest_poll_of_a_token_wins_and_the_older_hears_204(desk: Desk) -> None:
    woken: list[tuple[str, str]] = []
    desk.service.on_stored(lambda project, till: woken.append((project, till)))
    older = waiting(desk.get("/letters", "wait=25"))
    newer = waiting(desk.get("/letters", "wait=25"))
    assert woken == [("shop", "till1")]
    gone = answered(desk.service.collect(older))
    assert (gone.status, gone.body) == (204, b"")
    assert "content-length" not in gone.headers
    desk.post(letter("till1-A"))
    assert answered(desk.service.collect(older)).status == 204
    assert answered(desk.service.collect(newer)).status == 200


def test_a_poll_that_needs_not_wait_also_takes_the_older_ones_place(desk: Desk) -> None:
    older = waiting(desk.get("/letters", "wait=25"))
    desk.poll("wait=0")
    assert answered(desk.service.collect(older)).status == 204


def test_two_tills_wait_without_disturbing_each_other(desk: Desk) -> None:
    second = desk.service.add_till("shop", "till2")
    one, two = waiting(desk.get("/letters", "wait=25")), waiting(desk.get("/letters", "wait=25", second))
    desk.post(letter("till2-A"))
    assert desk.service.collect(one) == one
    assert answered(desk.service.collect(two)).status == 200


def test_no_till_reads_another_ones_letters(make_desk: Callable[[Limits], Desk]) -> None:
    desk, shops, tills = make_desk(LIMITS), 6, 6
    tokens: dict[tuple[int, int], str] = {}
    for shop in range(shops):
        address = desk.service.add_project(f"p{shop}")
        for till in range(tills):
            tokens[shop, till] = desk.service.add_till(f"p{shop}", f"t{till}")
        for till in range(tills):
            assert desk.post(letter(f"t{till}-X", secret=f"{shop}/{till}"), address).status == 200
    for (shop, till), token in tokens.items():
        # Whatever else the request says, only the token counts.
        page = desk.poll(f"after=0&till=t0&project=p0&box={shop}", token)
        assert bodies(page) == [letter(f"t{till}-X", secret=f"{shop}/{till}")]
        assert page["till"] == f"t{till}"


def test_a_revoked_token_opens_nothing_from_then_on(desk: Desk) -> None:
    wait = waiting(desk.get("/letters", "wait=25"))
    desk.service.revoke_till("shop", "till1")
    desk.post(letter("till1-A"))
    assert answered(desk.service.collect(wait)).status == 401
    assert answered(desk.get("/letters")).status == 401
    assert answered(desk.get("/probe")).status == 401


def test_a_new_token_goes_on_where_the_revoked_one_stopped(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    page = desk.poll()
    desk.poll(f"after={page['last']}&epoch={page['epoch']}")
    desk.service.revoke_till("shop", "till1")
    desk.post(letter("till1-B"))
    token = desk.service.add_till("shop", "till1")
    assert token != desk.token
    assert bodies(desk.poll(f"after={page['last']}&epoch={page['epoch']}", token)) == [letter("till1-B")]


def test_unknown_revoked_and_missing_tokens_are_answered_alike(desk: Desk) -> None:
    revoked = desk.service.add_till("shop", "till2")
    desk.service.revoke_till("shop", "till2")
    answers = [answered(desk.get("/letters", token=token)) for token in (revoked, "A" * 43, "", "a b", "é")]
    answers.append(answered(desk.service.handle(Request("GET", "/letters"))))
    answers.append(
        answered(desk.service.handle(Request("GET", "/letters", "", {"authorization": f"Basic {desk.token}"})))
    )
    # A token in the address is no token: addresses end up in logs.
    answers.append(answered(desk.service.handle(Request("GET", "/letters", f"token={desk.token}"))))
    assert {answer.status for answer in answers} == {401}
    assert len({answer.body for answer in answers}) == 1
    assert {answer.headers["www-authenticate"] for answer in answers} == {"Bearer"}


def test_probe_tells_the_newest_position_and_takes_no_place(desk: Desk) -> None:
    assert desk.probe()["last"] == 0
    wait = waiting(desk.get("/letters", "wait=25"))
    assert set(desk.probe()) == {"epoch", "project", "till", "last", "taken", "orphans", "refused_at"}
    assert desk.service.collect(wait) == wait
    desk.post(letter("till1-A"))
    assert desk.probe()["last"] == desk.poll()["last"] > 0


def test_everybody_learns_how_far_the_box_was_ever_acknowledged(desk: Desk) -> None:
    epoch = desk.probe()["epoch"]
    for name in "ABC":
        desk.post(letter(f"till1-{name}"))
    last = desk.poll()["last"]
    assert (desk.probe()["taken"], desk.poll()["taken"]) == (0, 0)
    desk.poll(f"after={last}&epoch={epoch}")
    assert desk.probe()["taken"] == last
    # A till whose records are an older copy asks from further back, and is told.
    assert desk.poll(f"after=1&epoch={epoch}")["taken"] == last
    assert desk.probe()["taken"] == last


def test_positions_stay_above_every_cursor_given_out_before_a_restore(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "relay.db")
    copy = tmp_path / "copy.db"
    desk.tell(f"VACUUM INTO '{copy}'")
    desk.post(letter("till1-A"))
    page = desk.poll()
    desk.clock.now += 60.0
    desk.open(copy)
    desk.post(letter("till1-B"))
    assert bodies(desk.poll(f"after={page['last']}&epoch={page['epoch']}")) == [letter("till1-B")]
    desk.close()


def test_letters_and_epoch_outlive_the_process(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    before = desk.poll()
    desk.open(desk.place)
    assert desk.poll() == before
    assert desk.post(letter("till1-A")).status == 200
    assert desk.poll() == before
