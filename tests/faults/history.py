"""What clients did and heard, written down while they did it: nothing here knows the product."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

Json: TypeAlias = Any
Row: TypeAlias = Mapping[str, Any]
"""A row of the journal, as `GET /v1/journal` tells it."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whose token a command bore.

    Attributes:
        kind: Of the station: `kiosk`, `counter` or `display`.
        agent_id: None for a station's own token.
        roles: Of the agent.
    """

    name: str
    kind: str
    station_id: str
    agent_id: str | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole answer to a request."""

    status: int
    body: Json
    replayed: bool = False

    @property
    def final(self) -> bool:
        """Whether it settles a command: what asks to come again does not."""
        return self.status < 500 and self.status not in (408, 429)


@dataclass(slots=True)
class Command:
    """One wish of one client, under one key, however often it was sent.

    Attributes:
        invoked_at: Before it was first sent, in seconds of one clock for all clients.
        completed_at: When the first final answer came; None while nothing is known.
        reuse: The key was another command's: it must be refused, and change nothing.
        sends: How often it was sent.
    """

    who: Who
    key: str
    method: str
    path: str
    body: Json
    invoked_at: float
    completed_at: float | None = None
    answers: list[Answer] = field(default_factory=list)
    reuse: bool = False
    sends: int = 0

    @property
    def answer(self) -> Answer | None:
        """The first final answer, if one came."""
        return next((one for one in self.answers if one.final), None)

    @property
    def done(self) -> bool:
        """Whether it was answered with success."""
        answer = self.answer
        return answer is not None and answer.status < 400

    @property
    def unknown(self) -> bool:
        """Whether it may have been done or not."""
        return self.answer is None

    def __str__(self) -> str:
        """Name it in one line."""
        answer = self.answer
        told = "unknown" if answer is None else f"{answer.status}"
        if answer is not None and answer.status >= 400 and isinstance(answer.body, dict):
            told += f" {answer.body.get('code')}"
        return f"{self.who.name} {self.method} {self.path} [{self.key[:8]}] -> {told}"


@dataclass(slots=True)
class Followed:
    """What one subscriber of the feed heard, over all its connections.

    Attributes:
        after: The seq that it began behind.
        until: The last seq that it knows to have heard up to.
    """

    who: Who
    way: str
    after: int
    until: int = 0
    events: list[Json] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Slips:
    """What a kiosk gave whose own program sends what it sends.

    Attributes:
        numbers: On its slips.
        unanswered: How often it asked the server for a number, heard nothing, and gave none: the
            server may have a visit of it, whom staff must look for.
    """

    numbers: frozenset[str]
    unanswered: int = 0


@dataclass(slots=True)
class Evidence:
    """All that a checker needs to judge one run.

    Attributes:
        began: The newest seq before any client began: what is older was set up.
        journal: Every row, from the first one.
        staff_feed: What `GET /v1/events?after=0` gave a lead, page by page.
        queue, board: The answers at the end, when nobody moved any more.
        visits: Answers of `GET /v1/visits/{id}`, by id.
        outbox: Its items.
        appointments: As they stand at the end, by id.
        bookings: Ids of those that a booking server wants to hear of.
        slips: Of kiosks whose own program sends what it sends, by station.
    """

    began: int
    commands: Sequence[Command]
    journal: Sequence[Row]
    feeds: Sequence[Followed] = ()
    staff_feed: Sequence[Json] = ()
    lead: Who | None = None
    queue: Json = None
    board: Json = None
    visits: Mapping[str, Json] = field(default_factory=dict)
    outbox: Sequence[Json] = ()
    appointments: Mapping[str, Json] = field(default_factory=dict)
    bookings: frozenset[str] = frozenset()
    slips: Mapping[str, Slips] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        """Keep it, for whoever looks into a failure."""
        path.write_text(json.dumps(asdict(self), default=list, indent=1), encoding="utf-8")


class History:
    """Takes down commands from many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.commands: list[Command] = []

    def begin(
        self, who: Who, key: str, method: str, path: str, body: Json, *, reuse: bool = False
    ) -> Command:
        """Note a wish that is about to be sent."""
        command = Command(who, key, method, path, body, time.monotonic(), reuse=reuse)
        with self._lock:
            self.commands.append(command)
        return command

    def sent(self, command: Command) -> None:
        """Note that it goes out once more."""
        with self._lock:
            command.sends += 1

    def answered(self, command: Command, answer: Answer) -> None:
        """Note an answer."""
        with self._lock:
            command.answers.append(answer)
            if answer.final and command.completed_at is None:
                command.completed_at = time.monotonic()
