"""How files of appointments are read that come in one shape day by day."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from sync.contract.wire import Text

PresetName = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]


class FilePreset(BaseModel):
    """What would else be said with each file; what is said with a file wins.

    Attributes:
        mapping: Codes of services by the label that the file gives them.
        zone: IANA name of the zone of times without one; empty for the site's.
        wall_clock: Times are the wall clock's, whatever zone a calendar names.
        reference_column: Heading of the column with what people type.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    mapping: Annotated[
        dict[
            Annotated[Text, Field(min_length=1, max_length=500)],
            Annotated[Text, Field(min_length=1, max_length=64)],
        ],
        Field(max_length=500),
    ] = {}
    zone: Annotated[Text, Field(max_length=64)] = ""
    wall_clock: bool = False
    reference_column: Annotated[Text, Field(max_length=500)] = ""

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            return ZoneInfo(zone).key if zone else zone
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("no such time zone") from error
