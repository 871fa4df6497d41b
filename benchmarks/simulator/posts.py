"""Two posts, and what may happen to them: who books, who walks in, who comes late or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from core.model import CounterId, ServiceId
from core.offering import IdleCounter
from core.site import Policy, Service

_RULES: Final = Policy()


@dataclass(frozen=True, slots=True)
class Route:
    """A way through the post; shares of bookings and of walk-ins are weights."""

    steps: tuple[str, ...]
    of_bookings: float
    of_walk_ins: float


@dataclass(frozen=True, slots=True)
class Peak:
    """Hours from opening during which demand is multiplied."""

    from_hour: float
    to_hour: float
    bookings: float = 1.0
    walk_ins: float = 1.0


@dataclass(frozen=True)
class Post:
    """A post and the demand of a day; rates are people an hour.

    Attributes:
        work: Mean in minutes and coefficient of variation of each service's time, lognormal.
        no_show: Share of bookings whose person does not come.
        late: Share of those who come that are late, by `late_min` on average (exponential).
        early_min: How early the others are on average (exponential), at most when check-in opens.
        priority: Share of people with priority.
        slower: Factor on every service time.
    """

    name: str
    work: Mapping[str, tuple[float, float]]
    counters: tuple[IdleCounter, ...]
    routes: tuple[Route, ...]
    hours: float
    bookings: float
    walk_ins: float
    no_show: float = 0.15
    late: float = 0.23
    late_min: float = 8.6
    early_min: float = 18.0
    priority: float = 0.08
    peaks: tuple[Peak, ...] = ()
    slower: float = 1.0
    policy: Policy = _RULES

    @property
    def services(self) -> dict[str, Service]:
        """The catalogue of this post, by id."""
        return {
            name: Service(
                ServiceId(name), name, number, "K", {}, typical_min=max(1, round(mean_min))
            )
            for number, (name, (mean_min, _)) in enumerate(self.work.items(), start=1)
        }

    def factors(self, hour: float) -> tuple[float, float]:
        """Return by how much bookings and walk-ins are multiplied at an hour from opening."""
        bookings = walk_ins = 1.0
        for peak in self.peaks:
            if peak.from_hour <= hour < peak.to_hour:
                bookings, walk_ins = bookings * peak.bookings, walk_ins * peak.walk_ins
        return bookings, walk_ins


def _counters(*equipped: tuple[int, str]) -> tuple[IdleCounter, ...]:
    skills = [frozenset(services.split()) for count, services in equipped for _ in range(count)]
    return tuple(
        IdleCounter(CounterId(f"{number:02}"), services)
        for number, services in enumerate(skills, start=1)
    )


SMALL: Final = Post(
    name="small",
    work={
        "delivery": (4, 0.5),
        "signature": (9, 0.6),
        "passport": (13, 0.5),
        "civil": (15, 0.7),
    },
    counters=_counters(
        (1, "delivery signature passport"), (1, "delivery signature passport civil")
    ),
    routes=(
        Route(("delivery",), 0.10, 0.40),
        Route(("signature",), 0.20, 0.30),
        Route(("passport",), 0.50, 0.15),
        Route(("civil",), 0.20, 0.15),
    ),
    hours=4,
    bookings=6,
    walk_ins=4,
)

LARGE: Final = Post(
    name="LARGE",
    work={
        "passport": (12.0, 0.5),
        "visa": (11.5, 0.6),
        "civil": (12.5, 0.6),
        "biometric": (4.5, 0.5),
        "delivery": (4.5, 0.5),
        "cash": (2.8, 0.5),
    },
    counters=_counters(
        (4, "passport"),
        (3, "passport civil"),
        (3, "visa"),
        (1, "visa passport"),
        (2, "civil visa"),
        (2, "biometric"),
        (2, "biometric delivery"),
        (2, "delivery cash"),
        (1, "cash"),
    ),
    routes=(
        Route(("passport", "biometric", "cash"), 0.45, 0.15),
        Route(("visa", "biometric"), 0.30, 0.10),
        Route(("civil",), 0.25, 0.25),
        Route(("delivery",), 0.0, 0.50),
    ),
    hours=8,
    bookings=50,
    walk_ins=38,
)

_TWO_PEAKS: Final = (Peak(1, 3, 1.25, 1.25), Peak(5, 7, 1.25, 1.25))

SCENARIOS: Final = (
    SMALL,
    replace(SMALL, name="25% no-show", no_show=0.25),
    replace(SMALL, name="30% late", late=0.30),
    replace(SMALL, name="rush", peaks=(Peak(1, 2.5, 1.0, 2.5),)),
    replace(SMALL, name="overload", bookings=8, walk_ins=5.2),
    replace(SMALL, name="30% priority", priority=0.30),
    LARGE,
    replace(LARGE, name="L 25% no-show", no_show=0.25),
    replace(LARGE, name="L 30% late", late=0.30),
    replace(LARGE, name="L peaks", peaks=_TWO_PEAKS),
    replace(LARGE, name="L overload", bookings=54, walk_ins=41),
)
"""The scenarios of the comparison: six of the small post, five of the large one."""


def scenario(name: str) -> Post:
    """Return a scenario by its name.

    Raises:
        KeyError: There is none of this name.
    """
    return {post.name: post for post in SCENARIOS}[name]
