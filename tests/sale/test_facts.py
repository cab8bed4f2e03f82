"""Facts are plain values; a code knows its size."""

from __future__ import annotations

import typing
from dataclasses import FrozenInstanceError, replace

import pytest

from kiosk.sale import facts as f
from tests.sale.helpers import code, success


def test_a_code_is_as_large_as_it_has_rows() -> None:
    assert replace(code(), rows=(b"\1\0", b"\0\1")).size == 2


def test_a_fact_cannot_be_changed() -> None:
    proof, name = success(), "stated"
    with pytest.raises(FrozenInstanceError):
        setattr(proof, name, f.Stated())


def test_a_document_that_says_nothing_states_nothing() -> None:
    said = f.Stated()
    assert (said.project_id, said.customer_id, said.sums, said.successes, said.status) == (None, None, (), (), "")


def test_only_what_is_signed_states_anything() -> None:
    silent = {kind for kind in typing.get_args(f.Fact) if "stated" not in kind.__slots__}
    assert silent == {f.NotRegistered, f.Odd}
