"""Which service a file's words mean: found by code or label, else proposed, never guessed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from core.errors import NotFound
from core.model import ServiceId
from core.site import Service
from sync.booking.files.words import folded

_MOST_PROPOSED: Final = 3
_SHORTEST_WORD: Final = 3


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """What is known of one label of a file.

    Attributes:
        service_id: What it means; None until somebody says.
        found_by: How that is known.
        proposed: Services that share words with it, the likeliest first.
    """

    label: str
    service_id: ServiceId | None = None
    found_by: Literal["mapping", "name"] | None = None
    proposed: tuple[ServiceId, ...] = ()


def match_labels(
    labels: Iterable[str], services: Sequence[Service], mapping: Mapping[str, str]
) -> dict[str, LabelMatch]:
    """Return what each label means, without regard to accents and case.

    Args:
        labels: As the file writes them.
        services: Of the site.
        mapping: Service ids or codes by label, as a person said.

    Raises:
        NotFound: `service_unknown`: the mapping names a service that is not there.
    """
    said = {folded(label): _named(services, name) for label, name in mapping.items()}
    names: dict[str, set[ServiceId]] = {}
    for service in services:
        for name in (service.code, *service.labels.values()):
            names.setdefault(folded(name), set()).add(service.id)
    return {label: _match(label, services, said, names) for label in dict.fromkeys(labels)}


def _match(
    label: str,
    services: Sequence[Service],
    said: Mapping[str, ServiceId],
    names: Mapping[str, set[ServiceId]],
) -> LabelMatch:
    plain = folded(label)
    if plain in said:
        return LabelMatch(label, said[plain], "mapping")
    found = names.get(plain, set()) if plain else set()
    if len(found) == 1:
        return LabelMatch(label, next(iter(found)), "name")
    return LabelMatch(label, proposed=_proposed(plain, services))


def _proposed(plain: str, services: Sequence[Service]) -> tuple[ServiceId, ...]:
    wanted = _telling(plain)
    scores = [
        (
            max(len(wanted & _telling(folded(name))) for name in (one.code, *one.labels.values())),
            one.id,
        )
        for one in services
    ]
    likely = sorted((item for item in scores if item[0]), key=lambda item: -item[0])
    return tuple(service_id for _, service_id in likely[:_MOST_PROPOSED])


def _telling(plain: str) -> set[str]:
    """Return the words that mean something, without the s of a plural."""
    return {word.removesuffix("s") for word in plain.split() if len(word) >= _SHORTEST_WORD}


def _named(services: Sequence[Service], name: str) -> ServiceId:
    for service in services:
        if name in {service.id, service.code}:
            return service.id
    raise NotFound("service_unknown")
