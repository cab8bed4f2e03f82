"""Who may say that a payment is paid, declined or has a code: one file, and nobody else in the product."""

from __future__ import annotations

import ast
from pathlib import Path

import kiosk

PROOFS = frozenset({"QrProved", "SuccessProved", "DeclineProved"})
ROOM = Path(kiosk.__file__).parent
MAKER = ROOM / "adapters" / "translate.py"
HOME = ROOM / "sale" / "facts.py"


def _loads(tree: ast.AST) -> list[tuple[str, int]]:
    """Every place where a proof's name is used as a value that could be called, with its line.

    Annotations, `match` patterns, `isinstance`, unions and tuples of types only look at a proof: left out.
    """
    looking: set[int] = set()
    for node in ast.walk(tree):
        annotations: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            annotations = [node.returns, *(a.annotation for a in ast.walk(node.args) if isinstance(a, ast.arg))]
        elif isinstance(node, ast.AnnAssign):
            annotations = [node.annotation]
        elif isinstance(node, ast.MatchClass):
            annotations = [node.cls]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            # The names themselves only: a call inside is a making.
            looking |= {id(node.left), id(node.right)}
        elif isinstance(node, ast.Tuple):
            looking |= {id(member) for member in node.elts}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
            annotations = list(node.args[1:])
        looking |= {id(inner) for found in annotations if found is not None for inner in ast.walk(found)}
    used: list[tuple[str, int]] = []
    for node in ast.walk(tree):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in PROOFS and id(node) not in looking:
            assert isinstance(node, ast.Attribute | ast.Name)
            used.append((name, node.lineno))
    return sorted(used, key=lambda found: found[1])


def test_only_translate_makes_the_proofs() -> None:
    makers = {
        f"{path.relative_to(ROOM)}:{line} uses {name}"
        for path in sorted(ROOM.rglob("*.py"))
        if path not in (MAKER, HOME)
        for name, line in _loads(ast.parse(path.read_text("utf-8")))
    }
    assert not makers, "a proof is made by kiosk/adapters/translate.py alone, from a sealed value of the verifier"


def test_translate_makes_each_proof_in_one_place() -> None:
    made = [name for name, _line in _loads(ast.parse(MAKER.read_text("utf-8")))]
    assert sorted(made) == sorted(PROOFS)


def test_the_search_sees_every_way_to_make_one() -> None:
    ways = """
from kiosk.sale import facts as f
from kiosk.sale.facts import SuccessProved, DeclineProved as D
a = f.SuccessProved(stated)
b = SuccessProved(stated)
make = f.QrProved
c = [SuccessProved][0](stated)
d = odd | SuccessProved(stated)
"""
    assert [line for _name, line in _loads(ast.parse(ways))] == [4, 5, 6, 7, 8]
    looks = """
def hear(fact: f.SuccessProved | f.Odd) -> f.QrProved | None:
    match fact:
        case f.SuccessProved():
            return None
    kept: SuccessProved = fact
    KINDS = (f.QrProved, f.Odd)
    return isinstance(fact, f.QrProved | f.DeclineProved)
"""
    assert _loads(ast.parse(looks)) == []


def test_no_proof_is_imported_under_another_name() -> None:
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                renamed = {name.name for name in node.names if name.asname not in (None, name.name)}
                assert not renamed & PROOFS, f"{path.relative_to(ROOM)}:{node.lineno} renames a proof"
