"""Values that prove something are made by the verifier alone."""

from __future__ import annotations

import copy
import dataclasses
import inspect
from collections.abc import Callable

import pytest

from kiosk.gate import verified
from kiosk.gate.replies import (
    DisplayItem,
    NotRegistered,
    Stated,
    VerifiedConfirming,
    VerifiedDeclined,
    VerifiedEnded,
    VerifiedMoved,
    VerifiedPaid,
    VerifiedPending,
    VerifiedQr,
    VerifiedReversed,
)
from tests.gate.helpers import letter, standard

STATED = Stated("till1-X")


@pytest.mark.parametrize(
    "build",
    [
        lambda: VerifiedPaid(STATED),
        lambda: VerifiedPaid(STATED, seal=object()),
        lambda: VerifiedDeclined(STATED, False),
        lambda: VerifiedQr(STATED, (DisplayItem("qr_data", "x"),)),
        lambda: VerifiedPending(STATED, True),
        lambda: VerifiedConfirming(STATED),
        lambda: VerifiedEnded(STATED),
        lambda: VerifiedMoved(STATED),
        lambda: VerifiedReversed(STATED, "refund"),
        lambda: NotRegistered("till1-X"),
        lambda: NotRegistered("till1-X", seal=True),
    ],
)
def test_nobody_else_can_build_one(build: Callable[[], object]) -> None:
    with pytest.raises(TypeError, match="made by the gateway's verifier alone"):
        build()


def test_every_proof_is_sealed() -> None:
    names = [name for name, value in vars(verified).items() if inspect.isclass(value) and name.startswith("Verified")]
    assert len(names) == 8
    for name in names:
        assert "seal" in inspect.signature(getattr(verified, name)).parameters


def test_a_proof_cannot_be_bent_into_another() -> None:
    paid = letter(standard())
    assert isinstance(paid, VerifiedPaid)
    with pytest.raises(TypeError, match="verifier alone"):
        dataclasses.replace(paid, stated=STATED)
    with pytest.raises(dataclasses.FrozenInstanceError):
        paid.stated = STATED  # type: ignore[misc]  # the slip that is refused
    assert copy.deepcopy(paid) == paid
    assert "seal" not in repr(paid)
