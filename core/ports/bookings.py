"""Bookings, and outcomes for the booking server, as the rules ask for them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.ports.rows import Rows
from core.things import Appointment, AppointmentPerson, BookedDay, OutboxItem


class Appointments(Rows[Appointment], Protocol):
    """Bookings and their persons."""

    def by_code_id(self, code_id: int) -> Appointment | None:
        """Return the booking that a signed code names."""

    def by_reference(self, reference: str) -> Sequence[Appointment]:
        """Return every booking with this reference, by time."""

    def by_source(self, source: str, source_id: str) -> Appointment | None:
        """Return the booking that a source names so."""

    def by_sources(self, source: str, source_ids: Collection[str]) -> Mapping[str, Appointment]:
        """Return the bookings that a source names so, by its names."""

    def named(self, source: str, number: str) -> Sequence[Appointment]:
        """Return what a source calls by a number: one booking, or those of a collective one."""

    def taken_code_ids(self, code_ids: Collection[int]) -> frozenset[int]:
        """Return which of these ids for signed codes some booking has."""

    def add_all(
        self, appointments: Sequence[Appointment], persons: Sequence[AppointmentPerson]
    ) -> None:
        """Keep new bookings and their persons."""

    def from_day(self, day: date) -> Sequence[Appointment]:
        """Return the bookings of a day and of all later ones."""

    def of_day(self, day: date, source: str | None = None) -> Sequence[Appointment]:
        """Return the bookings of a day, from one source or all, also withdrawn ones."""

    def persons(self, appointment_id: str) -> Sequence[AppointmentPerson]:
        """Return the persons of a booking, by ordinal."""

    def naming(self, until: date, limit: int) -> Sequence[str]:
        """Return at most `limit` bookings up to a day that can still be told whose they are."""

    def blank(self, ids: Collection[str], *, past: bool = False) -> int:
        """Forget whose bookings these are: names, cases, papers; return how many names that was.

        Args:
            ids: Of bookings.
            past: Their day is over. Their references go too, once their outcomes are told, and
                what a source calls them that is told nothing.
        """

    def forget(self, until: date, given_up: datetime, limit: int) -> int:
        """Forget at most `limit` bookings up to a day that nothing waits for; return how many.

        Outcomes that were refused are waited for if they were made after `given_up`.
        """

    def put_days_read(self, days: Sequence[BookedDay], before: date) -> None:
        """Keep when days were read, in place of what was known; forget those before a day."""

    def put_persons(self, appointment_id: str, persons: Sequence[AppointmentPerson]) -> None:
        """Keep the persons of a booking, in place of earlier ones."""


class Outbox(Rows[OutboxItem], Protocol):
    """Outcomes for the booking server."""

    def of_target(self, source: str, target: str) -> Sequence[OutboxItem]:
        """Return every item about a participation, oldest first."""

    def of_appointment(self, appointment_id: str) -> Sequence[OutboxItem]:
        """Return every item about a booking, oldest first."""

    def next_order(self) -> int:
        """Return the next place in the order of sending."""
