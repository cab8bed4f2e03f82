"""A project's secret key, kept so that it cannot slip into a log, a traceback, a pickle or a settings dump.

It must not know where the key came from or what it signs.
"""

from __future__ import annotations

from typing import NoReturn


class Secret:
    """One secret text. Everything that prints it prints stars; only `reveal` hands it out.

    Raises `ValueError` (never naming the text) when it is empty or not encodable as UTF-8.
    """

    __slots__ = ("_text",)

    _text: str

    def __init__(self, text: str) -> None:
        if not text:
            raise ValueError("the secret is empty: put the project's secret key there")
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise ValueError("the secret is not Unicode text: copy the project's secret key again") from None
        object.__setattr__(self, "_text", text)

    def reveal(self) -> str:
        """The text itself; for the one place that signs with it."""
        return self._text

    def __repr__(self) -> str:
        return "Secret('***')"

    def __str__(self) -> str:
        return "***"

    def __format__(self, spec: str) -> str:
        return format("***", spec)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a Secret does not change: make a new one")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a Secret does not change: make a new one")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        # Late: a start reads the secret and compares it with nothing.
        import hmac

        return hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        # The same for all: a hash of the text would let it be guessed from a printed hash.
        return hash(Secret)

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Secret:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a Secret is not pickled: hand on the reference it was read from")


def reveal(secret: str | Secret) -> str:
    """The text of a secret given either way. An empty one raises `ValueError`: it would sign for anybody."""
    return (secret if isinstance(secret, Secret) else Secret(secret)).reveal()
