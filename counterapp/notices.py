"""What a workplace tells in its status strip: a code and the facts of its sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Facts = Mapping[str, str | int | bool | None]


class Level(StrEnum):
    """How much a notice matters."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that happened; the facts hold ids, numbers and labels, never a person's name."""

    code: str
    facts: Facts = field(default_factory=dict)
    level: Level = Level.INFO


Say = Callable[[Notice], None]
