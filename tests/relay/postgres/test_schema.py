"""The tables in PostgreSQL: made once, only in a place of their own, and left alone when they are another's."""

from __future__ import annotations

import threading

import pytest

from kiosk.relay.errors import StoreError
from kiosk.relay.postgres.line import SCHEMA
from kiosk.relay.postgres.schema import VERSION
from tests.relay.helpers import open_kept, tell
from tests.relay.postgres.server import Server


def test_processes_that_open_one_new_database_together_make_its_tables_once(postgres: Server) -> None:
    place = postgres.database()
    faults: list[BaseException] = []

    def one() -> None:
        try:
            open_kept(place).close()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert tell(place, "SELECT count(*) FROM about") == 1


def test_a_newer_release_s_tables_are_left_alone(postgres: Server) -> None:
    place = postgres.database()
    open_kept(place).close()
    tell(place, f"UPDATE about SET version = {VERSION + 1}")
    with pytest.raises(StoreError, match=f"release {VERSION + 1}.*that made it"):
        open_kept(place)


def test_the_tables_of_release_2_are_brought_to_this_one(postgres: Server) -> None:
    place = postgres.database()
    store = open_kept(place)
    store.add_project("shop", b"s", "e", 1.0)
    shape = "SELECT string_agg(column_name || data_type, ',' ORDER BY ordinal_position) FROM information_schema.columns"
    new = tell(place, f"{shape} WHERE table_name = 'projects'")
    tell(place, "ALTER TABLE projects DROP COLUMN old_address, DROP COLUMN used_at, DROP COLUMN old_used_at")
    tell(place, "UPDATE about SET version = 2")
    again = open_kept(place)
    assert tell(place, f"{shape} WHERE table_name = 'projects'") == new
    assert tell(place, "SELECT version FROM about") == VERSION
    again.rotate_project("shop", b"s2")
    # The one that serves from before goes on.
    assert store.project(b"s") == store.project(b"s2") is not None
    store.close()
    again.close()


def test_another_program_s_schema_of_that_name_is_left_alone(postgres: Server) -> None:
    place = postgres.database()
    tell(place, f"CREATE SCHEMA {SCHEMA}")
    tell(place, "CREATE TABLE about (application bigint, version bigint)")
    with pytest.raises(StoreError, match="another program"):
        open_kept(place)


def test_who_may_not_make_a_schema_is_told_what_to_ask_for(postgres: Server) -> None:
    place = postgres.database()
    postgres.tell("DROP ROLE IF EXISTS guest")
    postgres.tell("CREATE ROLE guest LOGIN")
    guest = type(place)(place.url.replace("postgres@", "guest@"))
    with pytest.raises(StoreError, match=f"CREATE SCHEMA {SCHEMA} AUTHORIZATION"):
        open_kept(guest)
