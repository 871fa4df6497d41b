"""Faults on demand: what goes wrong at the booking server, and how often."""

import random
import threading
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from demonstration.booking_sandbox.acts import Act

Calls = Literal["list", "write", "token", "other"]


class Fault(BaseModel):
    """One thing that goes wrong.

    Attributes:
        kind: `slow`: it answers `seconds` late. `drip`: so long between two pieces of its answer.
            `status`: it answers with a status and does nothing. `drop_before` and `drop_after`: the
            connection ends without an answer, before or after the effect. `half`: half of the
            answer comes. `block_page`: somebody in between answers with a page. `redirect`: or
            points elsewhere. `garbled`: it is no JSON. Of lists only: `empty`: lists nothing and
            says 200. `thin`: lists a part, and counts that part. `shuffle`: another order on each
            page. `meanwhile`: colleagues do `acts` before it answers.
        calls: Which calls it meets.
        chance: How often it meets them, from 0 to 1.
        times: After how many it is over; None for never.
        page: The page of a list that it meets; None for any.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal[
        "slow", "drip", "status", "drop_before", "drop_after", "half", "block_page", "redirect",
        "garbled", "empty", "thin", "shuffle", "meanwhile",
    ]  # fmt: skip
    calls: Literal["any", "list", "write", "token"] = "any"
    chance: Annotated[float, Field(ge=0, le=1)] = 1.0
    times: Annotated[int, Field(ge=1)] | None = None
    page: Annotated[int, Field(ge=1)] | None = None
    seconds: Annotated[float, Field(ge=0, le=3600)] = 0.0
    status: Annotated[int, Field(ge=200, le=599)] = 503
    retry_after: str | None = None
    location: str = "https://www.exemple.test/"
    keeps: Annotated[float, Field(ge=0, le=1)] = 0.5
    acts: tuple[Act, ...] = ()

    def meets(self, calls: Calls, page: int | None) -> bool:
        """Whether it is of a kind of call, whatever chance says."""
        if self.kind in {"empty", "thin", "shuffle", "meanwhile"} and calls != "list":
            return False
        return self.calls in {"any", calls} and self.page in {None, page}


class Troubles(BaseModel):
    """All that goes wrong now.

    Attributes:
        clock_ahead_s: How far the server's clock is ahead of the sandbox's own; may be negative.
        seed: Of chance.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    faults: Annotated[tuple[Fault, ...], Field(max_length=100)] = ()
    clock_ahead_s: Annotated[float, Field(ge=-1e8, le=1e8)] = 0.0
    seed: int = 0


class Misfortune:
    """Draws what meets each call; the first fault that chance lets meet it is the one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._troubles = Troubles()
        self._chooser = random.Random(0)  # noqa: S311 - bad luck, not a secret
        self._met: list[int] = []

    @property
    def clock_ahead_s(self) -> float:
        """How far the clock is wrong."""
        return self._troubles.clock_ahead_s

    def put(self, troubles: Troubles) -> None:
        """Let other things go wrong from now on, and none of those before."""
        with self._lock:
            self._troubles = troubles
            self._chooser = random.Random(troubles.seed)  # noqa: S311 - as above
            self._met = [0] * len(troubles.faults)

    def met(self) -> list[int]:
        """Return how many calls each fault met."""
        with self._lock:
            return list(self._met)

    def draw(self, calls: Calls, page: int | None = None) -> Fault | None:
        """Return what goes wrong with a call."""
        with self._lock:
            for place, fault in enumerate(self._troubles.faults):
                if fault.times is not None and self._met[place] >= fault.times:
                    continue
                if fault.meets(calls, page) and self._chooser.random() < fault.chance:
                    self._met[place] += 1
                    return fault
        return None
