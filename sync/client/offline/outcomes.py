"""What becomes of someone who arrives at a kiosk, and how the kiosk's own memory stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.model import Arrival
from sync.contract.site import EstimateOut


@dataclass(frozen=True, slots=True)
class GivenTicket:
    """A number that the visitor now holds; nothing takes it back.

    Attributes:
        key: Names this ticket at this kiosk, for slips and later news.
        number: `K042`.
        issued_at: Server time, aware.
        service_id: What the person came for; None where only the server knows.
        online: The server has answered and knows of it.
        visit_id: The visit, once the server has answered.
        estimate: The wait, if the server has answered.
        arrival: How a check-in stands to the booked time; None for walk-ins.
        starts_at: The booked time; None for walk-ins.
        alias: The number that the server calls instead, where two stations gave the same one.
        initials: `M. D.`, if the server has answered with them; never kept on disk.
        again: The same number was given to this person before.
    """

    key: str
    number: str
    issued_at: datetime
    service_id: str | None = None
    online: bool = False
    visit_id: str | None = None
    estimate: EstimateOut | None = None
    arrival: Arrival | None = None
    starts_at: datetime | None = None
    alias: str | None = None
    initials: str | None = field(default=None, repr=False)
    again: bool = False


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A number whose slip nobody knows of, since the kiosk ended before it told.

    Attributes:
        booked: It was a check-in.
        language: What the visitor read; None where that was not said.
    """

    ticket: GivenTicket
    booked: bool
    language: str | None


@dataclass(frozen=True, slots=True)
class RefusedArrival:
    """A rule refuses; no number was given.

    Attributes:
        code: As the server's refusals, or decided here while it is away: `code_invalid`,
            `wrong_site`, `wrong_day`, `too_early` (with `come_back_at`), `too_late`,
            `service_unknown`, `service_closed` and `last_call` (with `opens_at`), `crisis_mode`,
            `site_frozen`, `kiosk_storage`, `unauthorised`.
        facts: What the sentence may need.
    """

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ServerAway:
    """The server did not answer, and the kiosk alone cannot decide: a person must help."""


ArrivalOutcome = GivenTicket | RefusedArrival | ServerAway


@dataclass(frozen=True, slots=True)
class DeskState:
    """How the kiosk stands to its server.

    Attributes:
        online: The last call was answered.
        unauthorised: The server does not know this station any more.
        pending: Facts that the server does not know yet.
        rejected: Facts that the server refused, set aside for a person.
    """

    online: bool = False
    unauthorised: bool = False
    pending: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Rejected:
    """One fact that the server refused: the number, which the visitor holds, and the reason."""

    key: str
    kind: str
    number: str
    issued_at: datetime
    reason: str


class DeskUnavailable(Exception):
    """The kiosk's memory cannot be used.

    Attributes:
        code: `kiosk_store_damaged`, `kiosk_store_too_new`, `kiosk_store_in_use`,
            `kiosk_store_unwritable` or `kiosk_key_missing`.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
