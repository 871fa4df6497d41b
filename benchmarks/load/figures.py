"""The table of a run: each figure beside its floor, its goal and its alarm."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from benchmarks.load.measured import Measured

OK: Final = "reached"
MISSED: Final = "missed"
ALARM: Final = "ALARM"
_WORST: Final = (OK, MISSED, ALARM)
_HEAD: Final = ("figure", "median", "99th", "best", "floor", "ratio", "goal", "alarm", "verdict")


@dataclass(frozen=True, slots=True)
class Limit:
    """What a value should reach.

    Attributes:
        at_least: More is better.
    """

    goal: float
    alarm: float
    at_least: bool = False

    def verdict(self, value: float) -> str:
        """Say how a value stands."""
        if self.at_least:
            return OK if value >= self.goal else MISSED if value >= self.alarm else ALARM
        return OK if value <= self.goal else MISSED if value <= self.alarm else ALARM

    def show(self, limit: float) -> str:
        """Return the goal or the alarm as the table shows it."""
        return f"{'≥' if self.at_least else '≤'} {limit:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, and the same as numbers for the JSON file."""

    figure: str
    shown: tuple[str, ...]
    verdict: str
    values: dict[str, Any]


@dataclass
class Table:
    """Rows in the order in which they were measured."""

    rows: list[Row] = field(default_factory=list)

    def times(
        self,
        figure: str,
        found: Measured,
        floor: str,
        middle: Limit | None = None,
        high: Limit | None = None,
    ) -> None:
        """Add times in ms that are judged as multiples of their floors."""
        limits = (middle, high)
        ratios = (found.ratio, found.ratio_p99)
        verdict = _worst(
            limit.verdict(ratio) for limit, ratio in zip(limits, ratios, strict=True) if limit
        )
        shown = (
            f"{found.median:.2f} ms",
            f"{found.p99:.2f} ms",
            f"{found.best.median:.2f} ms",
            f"{floor} {found.floor:.3f} ms",
            f"{found.ratio:.1f} / {found.ratio_p99:.1f}",
            " / ".join(limit.show(limit.goal) for limit in limits if limit),
            " / ".join(limit.show(limit.alarm) for limit in limits if limit),
        )
        values = {
            "unit": "ms",
            "median": found.median,
            "p99": found.p99,
            "best_median": found.best.median,
            "best_p99": found.best.p99,
            "rounds": len(found.rounds),
            "count": found.count,
            "floor": floor,
            "floor_ms": found.floor,
            "ratio": found.ratio,
            "ratio_p99": found.ratio_p99,
            "best_ratio": found.best_ratio,
        }
        self._add(figure, shown, verdict, values, limits)

    def milliseconds(self, figure: str, found: Measured, limit: Limit | None = None) -> None:
        """Add times in ms that are judged by themselves: their median."""
        self.value(figure, found.median, "ms", limit, p99=found.p99)

    def value(
        self,
        figure: str,
        value: float,
        unit: str,
        limit: Limit | None = None,
        *,
        floor: str = "",
        ratio: float | None = None,
        p99: float | None = None,
    ) -> None:
        """Add a single value; where there is a ratio to a floor, that is judged."""
        judged = value if ratio is None else ratio
        shown = (
            f"{value:.3g} {unit}" if value < 1000 else f"{value:.0f} {unit}",
            "" if p99 is None else f"{p99:.2f} {unit}",
            "",
            floor,
            "" if ratio is None else f"{ratio:.3g}",
            "" if limit is None else limit.show(limit.goal),
            "" if limit is None else limit.show(limit.alarm),
        )
        values = {
            "unit": unit,
            "median": value,
            "p99": p99,
            "floor": floor,
            "ratio": ratio,
        }
        self._add(figure, shown, limit.verdict(judged) if limit else "", values, (limit,))

    def missing(self, figure: str, why: str) -> None:
        """Say that the product has no such thing."""
        self.rows.append(Row(figure, (why, "", "", "", "", "", ""), "not there", {"missing": why}))

    def text(self) -> str:
        """Return the table to be printed."""
        lines = [_HEAD, *((row.figure, *row.shown, row.verdict) for row in self.rows)]
        widths = [max(len(line[at]) for line in lines) for at in range(len(_HEAD))]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rows as JSON values."""
        return [{"figure": row.figure, "verdict": row.verdict, **row.values} for row in self.rows]

    def _add(
        self,
        figure: str,
        shown: tuple[str, ...],
        verdict: str,
        values: dict[str, Any],
        limits: Sequence[Limit | None],
    ) -> None:
        known = [asdict(limit) for limit in limits if limit]
        self.rows.append(Row(figure, shown, verdict, {**values, "limits": known}))


def _worst(verdicts: Any) -> str:  # noqa: ANN401 - any iterable of verdicts
    found = list(verdicts)
    return max(found, key=_WORST.index) if found else ""
