"""The invented day that the sandbox starts from.

A scenario is a JSON file, UTF-8:

    {"organisation": {"id": 77, "name": "…"},     the post at the booking server
     "zone": "Europe/Lisbon",                     its IANA zone; the times below are its wall clock
     "labels": "paris" | "zone",                  how answers label times: as if in Paris, or with
                                                  the zone's offset and a `time_zone` field
     "order": "stable" | "per_page",              rows in one arbitrary order, or in another one for
                                                  each page asked for, so that paging skips rows
     "page_size": 100,                            lower it to exercise paging
     "day": "2026-11-24",                         day 0
     "place": {"id": 12, "name": "…", "address": "…"},
     "motifs": [{"id": 31, "name": "…",
                 "location_type": "public_office" | "phone" | "home" | "visio",
                 "collectif": false,
                 "service": "passport"}],         the post's own code for it; the protocol hides it
     "rdvs": [{"id": 501, "day": 0, "at": "08:45", "minutes": 20, "motif": 31,
               "status": "unknown",               may miss; else of the RDV and all its people
               "people": [{"participation": 7001, "user": 9001, "first_name": "…",
                           "last_name": "…", "responsible": 9000}],
               "holders": 1}],                    agents who hold it: who is not at reception sees
                                                  it once for each of them
     "agents": [{"id": 5, "token": "…",           may miss; then every token is reception's
                 "password": "…",             may miss; then it does not sign in as in old days
                 "role": "reception" | "basic",   a basic agent sees the RDVs of some motifs only
                 "motifs": [31]}],
     "oauth": {"client_id": "…", "client_secret": "…", "redirect_uris": ["…"],
               "lives_s": 7200}}                  may miss; then nobody signs in by the browser

`day` of an RDV counts from day 0 and may be negative; `responsible` is the user who answers for a
child.
"""

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

Number = Annotated[int, Field(ge=1, lt=1 << 40)]
Status = Literal["unknown", "seen", "noshow", "excused", "revoked"]


class ScenarioError(Exception):
    """A scenario cannot be used; the text says which and why."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Organisation(_Part):
    """The post at the booking server."""

    id: Number
    name: str


class Place(_Part):
    """Where the post receives people."""

    id: Number
    name: str
    address: str


class Motif(_Part):
    """A kind of appointment."""

    id: Number
    name: str
    location_type: Literal["public_office", "phone", "home", "visio"] = "public_office"
    collectif: bool = False
    service: str | None = None


class Person(_Part):
    """A participation, and the user behind it."""

    participation: Number
    user: Number
    first_name: str
    last_name: str
    responsible: Number | None = None


class Agent(_Part):
    """Whose rights a token gives.

    Attributes:
        token: Opens the interface from the start; None where the agent signs in.
        password: For the deprecated sign-in, whose tokens come in headers.
        motifs: What a basic agent sees.
    """

    id: Number
    token: str | None = Field(default=None, repr=False)
    password: str | None = Field(default=None, repr=False)
    role: Literal["reception", "basic"] = "reception"
    motifs: tuple[Number, ...] = ()

    def sees(self, rdv: "Rdv") -> bool:
        """Whether the agent sees an RDV, and may change it."""
        return self.role == "reception" or rdv.motif in self.motifs


class Application(_Part):
    """What may ask an agent for access, by OAuth."""

    client_id: Annotated[str, Field(min_length=1)]
    client_secret: Annotated[str, Field(repr=False)] = ""
    redirect_uris: tuple[str, ...] = ()
    lives_s: Annotated[int, Field(ge=1)] = 7200


class Rdv(_Part):
    """An appointment."""

    id: Number
    day: int = 0
    at: time
    minutes: Annotated[int, Field(ge=1, le=1440)] = 20
    motif: Number
    status: Status = "unknown"
    people: tuple[Person, ...]
    holders: Annotated[int, Field(ge=1, le=5)] = 1


@dataclass(frozen=True, slots=True)
class RdvNow:
    """An RDV as it stands, and the status of each participation."""

    rdv: Rdv
    status: str
    cancelled_at: str | None
    people: dict[int, str]


class Scenario(_Part):
    """Everything that the sandbox knows before anybody writes to it."""

    organisation: Organisation
    zone: str
    labels: Literal["paris", "zone"] = "paris"
    order: Literal["stable", "per_page"] = "stable"
    page_size: Annotated[int, Field(ge=1, le=100)] = 100
    day: date
    place: Place
    motifs: Annotated[tuple[Motif, ...], Field(min_length=1)]
    rdvs: tuple[Rdv, ...]
    agents: tuple[Agent, ...] = ()
    oauth: Application | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        try:
            ZoneInfo(self.zone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"no such zone: {self.zone}") from error
        motifs = {motif.id for motif in self.motifs}
        unknown = sorted({rdv.motif for rdv in self.rdvs} - motifs)
        if unknown:
            raise ValueError(f"rdvs name unknown motifs: {unknown}")
        for name, ids in (
            ("motifs", [motif.id for motif in self.motifs]),
            ("rdvs", [rdv.id for rdv in self.rdvs]),
            ("participations", [one.participation for rdv in self.rdvs for one in rdv.people]),
        ):
            if len(ids) != len(set(ids)):
                raise ValueError(f"{name}: an id stands twice")
        return self

    def motif(self, motif_id: int) -> Motif:
        """Return a kind of appointment."""
        return next(motif for motif in self.motifs if motif.id == motif_id)


def load_scenario(path: Path) -> Scenario:
    """Read a scenario.

    Raises:
        ScenarioError: Unreadable, or not as described above.
    """
    try:
        return Scenario.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "file"
        raise ScenarioError(f"{path}: {place}: {first['msg']}") from error
    except OSError as error:
        raise ScenarioError(f"{path}: {error.strerror}") from error
