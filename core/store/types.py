"""How values stand in columns: moments as UTC microseconds, enums as text, the rest as JSON."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import BigInteger, Dialect, String, Text, TypeDecorator

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_MICROSECOND: Final = timedelta(microseconds=1)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as whole microseconds since 1970 in UTC; refuses naive values."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment in the store is aware")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Choice(TypeDecorator[StrEnum]):
    """A value of one enum, kept as its text."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__(32)
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


class TextTuple(TypeDecorator[tuple[Any, ...]]):
    """A tuple of short texts or of values of one enum, kept as a JSON list."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Callable[[str], str] = str) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps([str(item) for item in value])

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:
        if value is None:
            return None
        if value == "[]":
            return ()
        return tuple(self.kind(item) for item in json.loads(value))


class JsonObject(TypeDecorator[dict[str, Any]]):
    """An object of JSON values."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return _encode(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        if value is None:
            return None
        found = json.loads(value)
        return dict(found)
