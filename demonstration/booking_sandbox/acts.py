"""What colleagues do on the booking server's web pages while a site is open."""

from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from demonstration.booking_sandbox.scenario import Number, Status

_Day = Annotated[int, Field(ge=-366, le=366)]


class _Act(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NewPerson(_Act):
    """Somebody who is booked; who answers for them is the first of the booking."""

    first_name: str
    last_name: str


class Create(_Act):
    """Book an appointment."""

    act: Literal["create"] = "create"
    day: _Day = 0
    at: time
    minutes: Annotated[int, Field(ge=1, le=1440)] = 20
    motif: Number
    people: Annotated[tuple[NewPerson, ...], Field(min_length=1, max_length=20)]


class Delete(_Act):
    """Delete an appointment, which then is in no list; `rgpd` where its time is over."""

    act: Literal["delete"] = "delete"
    rdv: Number
    reason: Literal["rgpd"] | None = None


class Move(_Act):
    """Move an appointment; what is left out stays."""

    act: Literal["move"] = "move"
    rdv: Number
    day: _Day | None = None
    at: time | None = None


class Rename(_Act):
    """Change what an appointment is for."""

    act: Literal["change_motif"] = "change_motif"
    rdv: Number
    motif: Number


class Replace(_Act):
    """Let somebody else come in a person's place: one participation goes, another is made."""

    act: Literal["replace"] = "replace"
    participation: Number
    person: NewPerson


class SetRdv(_Act):
    """Set the status of an appointment on its page, which its people follow."""

    act: Literal["set"] = "set"
    rdv: Number
    status: Status


class SetPerson(_Act):
    """Set the status of one person on the page."""

    act: Literal["set_person"] = "set_person"
    participation: Number
    status: Status


class Rights(_Act):
    """Give an agent other rights."""

    act: Literal["rights"] = "rights"
    agent: Number
    role: Literal["reception", "basic"]
    motifs: tuple[Number, ...] = ()


Act = Annotated[
    Create | Delete | Move | Rename | Replace | SetRdv | SetPerson | Rights,
    Field(discriminator="act"),
]
ACT: TypeAdapter[Act] = TypeAdapter(Act)
