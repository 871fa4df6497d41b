"""What could not be understood of a day, for the lead's eyes: ids and codes, never a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from sync.booking.rows import DayOfBookings, Oddity, SetAside


@dataclass(frozen=True, slots=True)
class DayReport:
    """What was odd about a day, as it was last read.

    Attributes:
        odd: Appointments that were taken all the same, by source id, under what was odd.
        set_aside: Rows that could not be taken.
    """

    day: date
    odd: Mapping[Oddity, tuple[str, ...]] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()

    @classmethod
    def of(cls, found: DayOfBookings) -> Self:
        """Return the report of a day that was just read."""
        odd: dict[Oddity, tuple[str, ...]] = {}
        for note in Oddity:
            names = sorted(one.source_id for one in found.bookings if note in one.notes)
            if names:
                odd[note] = tuple(names)
        rows = sorted(found.set_aside, key=lambda row: (row.source_id or "", row.reasons))
        return cls(found.day, odd, tuple(rows))

    @property
    def is_clean(self) -> bool:
        """Whether everything was understood."""
        return not self.odd and not self.set_aside

    def lines(self) -> list[str]:
        """Return it as lines for the log."""
        return [
            *(f"{len(names)} bookings: {note}" for note, names in self.odd.items()),
            *(
                f"booking {row.source_id} was set aside: {', '.join(row.reasons)}"
                for row in self.set_aside
            ),
        ]
