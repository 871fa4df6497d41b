"""Times of one kind of action over several rounds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median


def percentile(times: Sequence[float], share: float) -> float:
    """Return the value that this share of the times stay below."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


@dataclass
class Measured:
    """Times in ms. Noise only ever adds: the median of rounds is a busy PC, the best the program.

    Attributes:
        rounds: The times of each round.
    """

    name: str
    rounds: list[tuple[float, ...]] = field(default_factory=list)

    def add_round(self, times: Sequence[float]) -> None:
        """Keep the times of a round; one without any is left out."""
        if times:
            self.rounds.append(tuple(times))

    @property
    def count(self) -> int:
        """How many times there are."""
        return sum(len(times) for times in self.rounds)

    @property
    def median(self) -> float:
        """The median round's median."""
        return median(percentile(times, 0.5) for times in self.rounds)

    @property
    def p99(self) -> float:
        """The median round's 99th percentile."""
        return median(percentile(times, 0.99) for times in self.rounds)

    @property
    def best(self) -> float:
        """The best round's median."""
        return min(percentile(times, 0.5) for times in self.rounds)

    @property
    def best_p99(self) -> float:
        """The best round's 99th percentile."""
        return min(percentile(times, 0.99) for times in self.rounds)
