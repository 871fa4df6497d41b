"""What is held about a person: finding it, giving it out, erasing it."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from sync.contract.arrivals import SecondPersonIn
from sync.contract.calls import ReasonCode
from sync.contract.wire import Answer, Id, Instant, Request, Text, TicketNumber

Ids = Annotated[tuple[Id, ...], Field(max_length=50)]


class PersonFindIn(Request):
    """How a person is looked for: by reference, by a day's number, or by a day's names."""

    reference: Annotated[str, Field(pattern=r"^[0-9A-Z]{1,16}$")] | None = None
    number: TicketNumber | None = None
    name: Annotated[Text, Field(min_length=1, max_length=64)] | None = Field(None, repr=False)
    day: date | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(one is not None for one in (self.reference, self.number, self.name)) != 1:
            raise ValueError("send exactly one of reference, number, name")
        if self.reference is None and self.day is None:
            raise ValueError("a number, or a name, is of a day")
        return self


class PersonFoundOut(Answer):
    """A booking or a visit that may be the person's; initials only, to tell them apart."""

    appointment_id: str | None
    visit_id: str | None
    day: date
    number: str | None
    service_id: str
    initials: str


class PersonsFoundOut(Answer):
    """All that fit, the best first."""

    items: tuple[PersonFoundOut, ...]


class PersonChosenIn(Request):
    """Which bookings and visits are the person's; at least one."""

    appointment_ids: Ids = ()
    visit_ids: Ids = ()

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not (self.appointment_ids or self.visit_ids):
            raise ValueError("name a booking or a visit")
        return self


class HeldOut(Answer):
    """One row that is held: what it is about, and what it says."""

    about: str
    fields: dict[str, str | int | bool | None]


class StaysOut(Answer):
    """What stays elsewhere; `until` is None where somebody else decides."""

    what: str
    until: Instant | None


class PersonExportOut(Answer):
    """All that is held about a person, and what is beside it elsewhere."""

    made_at: Instant
    rows: tuple[HeldOut, ...]
    stays: tuple[StaysOut, ...]


class PersonEraseIn(PersonChosenIn):
    """Whose data shall be forgotten, why, and who confirms it."""

    reason: ReasonCode
    confirmed_by: SecondPersonIn


class PersonErasedOut(Answer):
    """What was forgotten, counted, and what stays."""

    appointments: int
    visits: int
    names: int
    notes: int
    stays: tuple[StaysOut, ...]
