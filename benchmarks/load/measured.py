"""Times of one kind of action over several rounds, each beside its floor."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median


def percentile(times: Sequence[float], share: float) -> float:
    """Return the value that this share of the times stay below."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


@dataclass(frozen=True, slots=True)
class Round:
    """What one round came to, in ms.

    Attributes:
        floor: The floor's median of the same minute; None where there is none.
    """

    count: int
    median: float
    p99: float
    floor: float | None


@dataclass
class Measured:
    """Times in ms. Noise only ever adds: the median round is a busy PC, the best the program.

    Ratios are taken round by round, since a floor that was measured an hour ago, or while the
    machine did something else, is no floor.
    """

    name: str
    rounds: list[Round] = field(default_factory=list)

    def add_round(self, times: Sequence[float], floor: float | None = None) -> None:
        """Keep the times of a round; one without any is left out."""
        if times:
            middle, high = percentile(times, 0.5), percentile(times, 0.99)
            self.rounds.append(Round(len(times), middle, high, floor))

    @property
    def count(self) -> int:
        """How many times there are."""
        return sum(one.count for one in self.rounds)

    @property
    def median(self) -> float:
        """The median round's median."""
        return median(one.median for one in self.rounds)

    @property
    def p99(self) -> float:
        """The median round's 99th percentile."""
        return median(one.p99 for one in self.rounds)

    @property
    def best(self) -> Round:
        """The round with the least median."""
        return min(self.rounds, key=lambda one: one.median)

    @property
    def floor(self) -> float:
        """The median round's floor."""
        return median(one.floor for one in self.rounds if one.floor)

    @property
    def ratio(self) -> float:
        """The median of the rounds' medians, each as a multiple of its floor."""
        return median(one.median / one.floor for one in self.rounds if one.floor)

    @property
    def ratio_p99(self) -> float:
        """The median of the rounds' 99th percentiles, each as a multiple of its floor's median."""
        return median(one.p99 / one.floor for one in self.rounds if one.floor)

    @property
    def best_ratio(self) -> float:
        """The least of the rounds' medians as multiples of their floors."""
        return min(one.median / one.floor for one in self.rounds if one.floor)
