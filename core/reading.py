"""Takes values out of a document and remembers every mistake, whatever stands there."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final, TypeVar

from core.errors import SettingsInvalid
from core.model import LANGUAGES

EnumT = TypeVar("EnumT", bound=StrEnum)

MOST_TOLD: Final = 100
"""Mistakes that are told one by one; the rest is counted."""

_LONGEST_NAME: Final = 60
_LONGEST_TEXT: Final = 2000


def shown(name: object) -> str:
    """Return a name of a document as it may stand in a mistake: short, and in one line."""
    text = str(name)
    text = text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME] + "…"
    return text if text.isprintable() else ascii(text)


def unknown_name(name: object, known: Iterable[str]) -> str:
    """Say that nothing reads a name, and which one may be meant."""
    near = get_close_matches(str(name)[:_LONGEST_NAME], list(known), n=1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    return f"unknown name {shown(name)}{meant}"


class Reading:
    """Takes values out of a document and remembers every mistake."""

    def __init__(self) -> None:
        self._mistakes: list[str] = []
        self._more = 0

    def mistake(self, where: str, what: str) -> None:
        """Remember a mistake."""
        if len(self._mistakes) < MOST_TOLD:
            self._mistakes.append(f"{where}: {what}")
        else:
            self._more += 1

    def finish(self) -> None:
        """Raise `SettingsInvalid` if there was any mistake."""
        if self._mistakes:
            more = [f"and {self._more} more"] if self._more else []
            raise SettingsInvalid([*self._mistakes, *more])

    def only(self, row: Mapping[str, Any], names: frozenset[str], where: str) -> None:
        """Refuse names that nothing reads."""
        for name in sorted(set(row) - names):
            self.mistake(where, unknown_name(name, names))

    def part(self, row: Mapping[str, Any], name: str, where: str = "") -> Mapping[str, Any]:
        """Return a part of the document, empty if absent."""
        found = row.get(name)
        if found is None or found == []:
            return {}
        if not isinstance(found, Mapping):
            self.mistake(_join(where, name), "must be an object")
            return {}
        return found

    def items(self, row: Mapping[str, Any], name: str, where: str = "") -> Sequence[Any]:
        """Return a list, empty if absent."""
        found = row.get(name)
        if found is None:
            return ()
        if not isinstance(found, list | tuple):
            self.mistake(_join(where, name), "must be a list")
            return ()
        return found

    def rows(self, row: Mapping[str, Any], name: str, where: str = "") -> list[Mapping[str, Any]]:
        """Return a list of objects, empty if absent."""
        found = row.get(name)
        if found is None:
            return []
        if not isinstance(found, list | tuple) or not all(
            isinstance(one, Mapping) for one in found
        ):
            self.mistake(_join(where, name), "must be a list of objects")
            return []
        return list(found)

    def texts(self, row: Mapping[str, Any], name: str, where: str = "") -> tuple[str, ...]:
        """Return a list of short texts, empty if absent."""
        found = self.items(row, name, where)
        for one in found:
            if not isinstance(one, str) or not one or len(one) > _LONGEST_NAME:
                self.mistake(_join(where, name), "must be a list of short texts")
                return ()
        return tuple(found)

    def text(
        self, row: Mapping[str, Any], name: str, default: str | None = None, where: str = ""
    ) -> str:
        """Return a text; without a default it must be there."""
        found = row.get(name, default)
        if not isinstance(found, str) or (default is None and not found):
            self.mistake(_join(where, name), "a text is missing")
            return ""
        if len(found) > _LONGEST_TEXT or not found.isprintable():
            self.mistake(_join(where, name), f"one line of at most {_LONGEST_TEXT} characters")
            return ""
        return found

    def flag(self, row: Mapping[str, Any], name: str, default: bool, where: str) -> bool:
        """Return true or false."""
        found = row.get(name, default)
        if not isinstance(found, bool):
            self.mistake(_join(where, name), "must be true or false")
            return default
        return found

    def whole(
        self, row: Mapping[str, Any], name: str, default: int, least: int, most: int, where: str
    ) -> int:
        """Return a whole number within a range."""
        found = row.get(name, default)
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
            self.mistake(_join(where, name), f"must be a whole number from {least} to {most}")
            return default
        return found

    def optional_whole(
        self, row: Mapping[str, Any], name: str, least: int, most: int, where: str
    ) -> int | None:
        """Return a whole number within a range, or None."""
        if row.get(name) is None:
            return None
        return self.whole(row, name, least, least, most, where)

    def choice(self, row: Mapping[str, Any], name: str, default: EnumT, where: str) -> EnumT:
        """Return one of the values that a name allows."""
        kind = type(default)
        found = row.get(name, default.value)
        if not isinstance(found, str) or found not in {value.value for value in kind}:
            allowed = ", ".join(value.value for value in kind)
            self.mistake(_join(where, name), f"one of {allowed}")
            return default
        return kind(found)

    def labels(
        self, row: Mapping[str, Any], name: str, where: str, *, optional: bool = False
    ) -> dict[str, str]:
        """Return texts by language; French is among them unless they may be absent."""
        place = _join(where, name)
        found = row.get(name)
        if optional and not found:
            return {}
        if not isinstance(found, Mapping) or not found.get("fr"):
            self.mistake(place, "texts by language, French among them")
            return {"fr": ""}
        unknown = sorted(shown(language) for language in set(found) - set(LANGUAGES))
        if unknown:
            self.mistake(place, f"unknown languages: {', '.join(unknown)}")
        return {
            language: self.text(found, language, where=place)
            for language in found
            if language in LANGUAGES
        }


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
