"""Refusals with a stable code, for people to act on; and the faults of the store."""

from datetime import UTC, datetime
from typing import ClassVar

Fact = str | int | bool | None
"""What may stand beside a code: ids, numbers, states and times; never a name."""


def fact(value: Fact | datetime) -> Fact:
    """Return a value as a fact; a time becomes RFC 3339 in UTC with `Z`."""
    if isinstance(value, datetime):
        text = value.astimezone(UTC).isoformat(timespec="milliseconds")
        return text.replace("+00:00", "Z")
    return value


class Refusal(Exception):
    """The rules refuse a command; it changed nothing, and the person at the screen can act on it.

    Attributes:
        status: The HTTP status of the family.
        code: Stable, snake_case.
        facts: What the reader's sentence needs.
        keeps_changes: What the command wrote before the refusal is kept (counting wrong tries).
        replayed: The refusal was given before under the same idempotency key.
    """

    status: ClassVar[int] = 409
    keeps_changes: ClassVar[bool] = False

    def __init__(self, code: str, /, **facts: Fact | datetime) -> None:
        self.code = code
        self.facts: dict[str, Fact] = {name: fact(value) for name, value in facts.items()}
        self.replayed = False
        super().__init__(code)


class Conflict(Refusal):
    """A rule refuses: the state of things does not allow the command."""


class NotFound(Refusal):
    """An id, a code or a reference names nothing."""

    status = 404


class Unprocessable(Refusal):
    """A value is refused, whatever the state of things."""

    status = 422


class Forbidden(Refusal):
    """The actor has no right to this."""

    status = 403


class Throttled(Refusal):
    """Too many tries; the attempt itself is remembered."""

    status = 429
    keeps_changes = True


class WrongTry(Forbidden):
    """A secret did not fit; the attempt itself is remembered."""

    keeps_changes = True


class KeyReused(Unprocessable):
    """An idempotency key came again with another body."""

    def __init__(self) -> None:
        super().__init__("idempotency_key_reused")


class SettingsInvalid(Unprocessable):
    """A settings document or a catalogue is wrong; lists every mistake as `where: what`."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("settings_invalid", mistakes="; ".join(mistakes))

    def __str__(self) -> str:
        return "; ".join(self.mistakes)


class StoreUnavailable(Exception):
    """The database cannot be reached, is locked or full; trying again may help."""


class NotActive(StoreUnavailable):
    """Another server of the site may be the one that writes; this one has no right to."""


class DataTooNew(Exception):
    """The data come from a newer version of the program."""


class DataDamaged(Exception):
    """The database is damaged, or its key does not fit."""
