"""What is counted over many days of one rule in one scenario."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import fmean

from benchmarks.simulator.play import Playing, Turn

_PUNCTUAL_S = 600


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that a share of all does not pass; 0 of none."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)] if values else 0.0


def mean(values: Sequence[float]) -> float:
    """Return the mean; 0 of none."""
    return fmean(values) if values else 0.0


@dataclass
class Measures:
    """Waits in minutes by class, and who was passed."""

    appointments: list[float] = field(default_factory=list)
    walk_ins: list[float] = field(default_factory=list)
    priority: list[float] = field(default_factory=list)
    passed: list[int] = field(default_factory=list)
    passed_late: int = 0
    punctual: int = 0
    punctual_on_time: int = 0
    visits: int = 0
    violations: int = 0

    def add(self, played: Playing) -> None:
        """Count one more day."""
        self.violations += played.violations
        for turn in played.turns.values():
            self.visits += 1
            self._count(turn)

    def _count(self, turn: Turn) -> None:
        visitor, wait_min = turn.visitor, turn.wait_s / 60
        if visitor.starts_at is not None:
            self.appointments.append(wait_min)
            if visitor.checked_in_at <= visitor.starts_at:
                self.punctual += 1
                self.punctual_on_time += turn.wait_s <= _PUNCTUAL_S
            return
        (self.priority if visitor.priority else self.walk_ins).append(wait_min)
        if not visitor.priority:
            self.passed.append(turn.passed)
            self.passed_late += turn.passed_late

    @property
    def on_time_percent(self) -> float:
        """Of punctual appointments, those called by the booked time + 10 minutes."""
        return 100 * self.punctual_on_time / max(1, self.punctual)

    @property
    def walk_in_p95(self) -> float:
        """Nine and a half of ten walk-ins without priority wait no longer, in minutes."""
        return percentile(self.walk_ins, 0.95)

    @property
    def walk_in_worst(self) -> float:
        """The longest wait of a walk-in without priority, in minutes."""
        return max(self.walk_ins, default=0.0)

    def by_class(self) -> str:
        """Return mean / p95 of the classes, then who was passed."""
        waits = "; ".join(
            f"{mean(found):.1f}/{percentile(found, 0.95):.0f}"
            for found in (self.appointments, self.walk_ins, self.priority)
        )
        late = 100 * self.passed_late / max(1, len(self.passed))
        return f"{waits} · {late:.1f}% · {mean(self.passed):.1f}/{max(self.passed, default=0)}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown, with columns of even width."""
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    shown = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join(line.strip() for line in (shown[0], rule, *shown[1:]))
