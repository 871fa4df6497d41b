"""Links with which a person of an appointment books again, as a booking server gives them."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class BookedThere:
    """A person of an appointment, as the booking server names both.

    Attributes:
        source_id: The appointment, as `Booking.source_id`.
        person_source_id: The person's participation, as `BookedPerson.source_id`.
        day: The local day of the appointment.
    """

    source_id: str
    person_source_id: str
    day: date


class FollowUps(Protocol):
    """What makes the links. Calls block, each for a bounded time; one thread uses it.

    A link is a secret of the person, or of the agent: whoever has it acts as they. It is shown
    once, and neither kept nor logged.
    """

    def plan(self, person: BookedThere) -> str:
        """Begin a new appointment for a person; return where an agent goes on with it.

        Raises:
            BookingRejected: The person is not there any more, or it is not done for this one.
            BookingFault: It was not done, or that is not known.
        """
        ...

    def invitation(self, person: BookedThere) -> str:
        """Return the address by which a person books without an account, and nobody else may.

        Raises:
            BookingRejected: As `plan`.
            BookingFault: As `plan`.
        """
        ...
