"""What a document says about identity, gathered from wherever its shape keeps it, for others to compare.

It must not know what is ours, save the project's number, nor what the document proves.
"""

from __future__ import annotations

from kiosk.gate import codes
from kiosk.gate.document import Document, Operation, Part
from kiosk.gate.verified import Stated, Sum


def state(content: Document, name: str, project_id: int) -> Stated:
    """Gather what a document says about the payment `name`; `project_id` is ours.

    The operation spoken of is the last successful sale, else the last sale. A code that leaves open where the money
    is comes before the operation's own, unless the payment succeeded.
    """
    won = _won(content)
    chosen = [*content.sales, *won][-1:]
    other = [part for operation in won or content.sales for part in operation.other_sums]
    moved = [code for code in content.codes if codes.money_may_have_moved(code) and content.status != codes.SUCCESS]
    codes_said = (*moved, *(operation.code for operation in chosen), content.code, *content.codes)
    messages = (*(op.message for op in chosen), content.message, *(words for _, words in content.errors))
    foreign = [project for project in content.projects if project != project_id]
    return Stated(
        payment_id=name,
        project_id=next(iter((*foreign, *content.projects)), None),
        customer_id=content.customer_id or None,
        sums=_filled(parts(content)),
        other_sums=_filled((*content.other_sums, *other)),
        operation_id=next((operation.id for operation in chosen if operation.id), None),
        successful_sales=_successes(won),
        status=content.status,
        code=next((code for code in codes_said if code), ""),
        message=next((words for words in messages if words), ""),
        noted=content.noted,
    )


def _won(content: Document) -> list[Operation]:
    return [operation for operation in content.sales if operation.status == codes.SUCCESS]


def _successes(won: list[Operation]) -> tuple[str, ...]:
    """One name for each successful sale operation; the same operation given twice is one."""
    return tuple(dict.fromkeys(operation.id or f"#{index}" for index, operation in enumerate(won)))


def parts(content: Document) -> tuple[Part, ...]:
    """Sums that have to equal ours: the payment's and the sale's, the successful ones' if there are any."""
    chosen = _won(content) or content.sales
    return (*content.sums, *(part for operation in chosen for part in operation.sums))


def _filled(found: tuple[Part, ...]) -> tuple[Sum, ...]:
    """Sums to compare: what one leaves out is filled from the first that says it; absent is not different."""
    minor = next((part.minor for part in found if part.minor is not None), None)
    currency = next((part.currency for part in found if part.currency), "")
    filled = [(minor if part.minor is None else part.minor, part.currency or currency) for part in found]
    return tuple(dict.fromkeys(Sum(amount, unit) for amount, unit in filled if amount is not None))
