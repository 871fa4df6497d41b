"""Where a post's other tools are told of events."""

import re
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, field_validator

from core.model import EventKind

_INTERNAL: Final = re.compile(r"(?:agent|person|journal)\..*|site\.key_changed|booking\.link_made")
_HERE: Final = re.compile(r"http://(?:localhost|127\.[0-9.]+|\[::1\])(?::[0-9]{1,5})?(?:[/?#]|$)")


class WebhookSettings(BaseModel):
    """Where events are sent, signed. The secret is kept apart, under this name.

    Attributes:
        name: Whoever keeps it goes on where it was; another name begins with what comes next.
        url: `https`; plain `http` to the server's own machine alone.
        kinds: What is sent; what agents do is told to auditors alone.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
    url: Annotated[str, Field(max_length=300, pattern=r"^https?://[^\s/?#@]+(?:[/?#]\S*)?$")]
    kinds: Annotated[tuple[EventKind, ...], Field(min_length=1)]

    @field_validator("url")
    @classmethod
    def _kept_secret(cls, url: str) -> str:
        if url.startswith("http://") and _HERE.match(url) is None:
            raise ValueError("events leave this machine over https")
        return url

    @field_validator("kinds")
    @classmethod
    def _of_the_queue(cls, kinds: tuple[EventKind, ...]) -> tuple[EventKind, ...]:
        internal = [kind for kind in kinds if _INTERNAL.fullmatch(kind)]
        if internal:
            raise ValueError(f"not told to other tools: {', '.join(internal)}")
        return kinds
