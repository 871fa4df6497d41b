"""Secrets that are shared with another program: changed without a gap, two valid for a while."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol, Self

from server.faults import DAMAGED, Stop

LONGEST_OVERLAP: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Shared:
    """A secret, and until when it is valid; None for the one that is used from now on."""

    secret: str = field(repr=False)
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SharedSecrets:
    """The newest first; at most two are valid at any time."""

    known: tuple[Shared, ...] = ()

    def valid(self, now: datetime) -> Sequence[str]:
        """Return those that are valid at a moment, the newest first."""
        return [one.secret for one in self.known if one.until is None or now < one.until]

    def with_new(self, secret: str, now: datetime, overlap: timedelta) -> Self:
        """Return them with another one in the newest's place, which is valid for a while yet."""
        before = [one for one in self.known[:1] if one.secret != secret]
        kept = [Shared(one.secret, now + overlap) for one in before] if overlap else []
        return type(self)((Shared(secret), *kept))

    def ends(self) -> datetime | None:
        """Return until when the one of before is valid; None where there is none."""
        return self.known[1].until if len(self.known) > 1 else None

    def told(self) -> list[dict[str, str | None]]:
        """Return them as JSON values."""
        return [
            {"secret": one.secret, "until": None if one.until is None else one.until.isoformat()}
            for one in self.known
        ]

    @classmethod
    def of_told(cls, told: object) -> Self:
        """Return what JSON values say.

        Raises:
            KeyError: They say something else, as with the others.
            TypeError: As KeyError.
            ValueError: As KeyError.
        """
        if not isinstance(told, list):
            raise TypeError("a list of secrets is expected")
        known = []
        for one in told:
            secret, until = one["secret"], one["until"]
            known.append(Shared(str(secret), until and datetime.fromisoformat(until)))
        return cls(tuple(known))


class SecretKeeper(Protocol):
    """Where shared secrets are kept."""

    def shared_secrets(self) -> dict[str, SharedSecrets]: ...


def read_secrets(text: str | None, what: str) -> dict[str, SharedSecrets]:
    """Return secrets by whom they are shared with, as they were kept.

    Raises:
        Stop: The text is damaged.
    """
    if text is None:
        return {}
    try:
        found = json.loads(text)
        return {str(name): SharedSecrets.of_told(told) for name, told in found.items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Stop(f"the {what} are damaged: give them again", DAMAGED) from error


def secrets_text(secrets: dict[str, SharedSecrets]) -> str:
    """Return secrets as they are kept."""
    return json.dumps({name: one.told() for name, one in secrets.items()})
