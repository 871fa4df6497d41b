"""Settings files: read and checked once, at start, with every mistake told at once."""

import json
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

_MISTAKES_SHOWN = 20


class Settings(BaseModel):
    """A settings document, frozen; unknown names are mistakes, names in `_s` are seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)


SettingsT = TypeVar("SettingsT", bound=BaseModel)


class SettingsError(Exception):
    """A settings document is unreadable or some values are refused.

    Attributes:
        mistakes: One text each: where it is, and what is wrong. Never a value that was read.
    """

    def __init__(self, source: str, mistakes: list[str]) -> None:
        super().__init__(f"{source}: " + "; ".join(mistakes))
        self.source = source
        self.mistakes = mistakes


def mistakes_of(error: ValidationError) -> list[str]:
    """Tell where each mistake is and what it is, without the values, which may be secret."""
    found = [
        f"{'.'.join(map(str, item['loc'])) or 'document'}: {item['msg']}"
        for item in error.errors(include_url=False, include_input=False)
    ]
    if len(found) > _MISTAKES_SHOWN:
        rest = len(found) - _MISTAKES_SHOWN
        found = [*found[:_MISTAKES_SHOWN], f"and {rest} more"]
    return found


def check_settings(data: object, model: type[SettingsT], *, source: str) -> SettingsT:
    """Check a document that was read already.

    Raises:
        SettingsError: Some value is refused.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise SettingsError(source, mistakes_of(error)) from error


def load_settings(path: Path, model: type[SettingsT]) -> SettingsT:
    """Read and check a settings file, TOML or (by its `.json` ending) JSON.

    Raises:
        SettingsError: Unreadable, neither TOML nor JSON, or some value is refused.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except OSError as error:
        raise SettingsError(str(path), [error.strerror or "cannot be read"]) from error
    except (UnicodeDecodeError, json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(str(path), [str(error)]) from error
    return check_settings(data, model, source=str(path))
