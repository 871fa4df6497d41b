"""What the booking server's kinds of appointment, places and agents are at the site."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sync.contract.wire import Text

ForeignId = Annotated[str, Field(pattern=r"^[0-9]{1,12}$")]
"""The number of a thing at the booking server."""

PlaceMatch = Literal["here", "elsewhere"]
BookedTimes = Literal["rdv_zone", "post_clock", "auto"]


class MatchingSettings(BaseModel):
    """How what the booking server says is understood. Keys are its numbers.

    Attributes:
        motifs: Code of the service that a kind of appointment is here.
        places: Whether a place is this site; one that is not named is. Who is booked elsewhere is
            not expected here.
        agents: Number of the counter at which an agent serves.
        times: What the digits of a booked time mean: the clock on the wall in the zone that the
            appointment names, the one of this post whatever it names, or (`auto`) as it names,
            but for the booking server's own zone, which stands where nobody set one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    motifs: Annotated[dict[ForeignId, Text], Field(max_length=2000)] = {}
    places: Annotated[dict[ForeignId, PlaceMatch], Field(max_length=500)] = {}
    agents: Annotated[dict[ForeignId, Text], Field(max_length=2000)] = {}
    times: BookedTimes = "auto"
