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
    """The database cannot be reached, is locked or too slow; trying again may help.

    Whether a command was done is not known then: its key may be sent again, and does it once.
    """

    code: ClassVar[str] = "store_unavailable"


class StoreFull(StoreUnavailable):
    """The disk is full; what is there can still be read."""

    code = "store_full"


class StoreReadOnly(StoreUnavailable):
    """The disk takes no changes, as the system leaves it after a fault; it can still be read."""

    code = "store_read_only"


class NotActive(StoreUnavailable):
    """Another server of the site may be the one that writes; this one has no right to."""

    code = "standby"


class DataTooNew(Exception):
    """The data come from a newer version of the program."""


class DataDamaged(Exception):
    """The database is damaged, or its key does not fit."""

    code: ClassVar[str] = "store_damaged"


class AnswersMissing(DataDamaged):
    """The journal ends before an event that was on disk, and answered, once.

    Args:
        newest: The seq of the last event that is there.
        answered: The seq of the last one that was known to be on disk.
    """

    def __init__(self, newest: int, answered: int) -> None:
        self.newest = newest
        self.answered = answered
        super().__init__(f"the journal ends at {newest}, and had reached {answered}")
