"""Who came for their appointment on a day: what a booking system without an interface is told."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.model import ServiceId


class Presence(StrEnum):
    """What became of one person of an appointment, in a booking server's words."""

    SEEN = "seen"
    NO_SHOW = "noshow"
    EXCUSED = "excused"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """One person of an appointment.

    Attributes:
        reference: As people type it; "" once it was forgotten.
        source_id: What the source of the appointment calls it.
        person: The place among the people of the appointment, from 1 on.
        arrived_at: When they checked in; None for who did not.
    """

    reference: str
    source_id: str
    starts_at: datetime
    service_id: ServiceId
    person: int
    outcome: Presence
    arrived_at: datetime | None = None
    family_name: str = field(default="", repr=False)
    given_name: str = field(default="", repr=False)
