"""What a site says that no slip can carry: slips leave it out, and somebody should know."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from core.site import Site
from core.slip_limits import CODE_BYTES, code_fits
from server.paper.faces import lacking

_LETTERS_TOLD: Final = 5


@lru_cache(maxsize=2000)
def unshown(text: str) -> str:
    """Return which letters of a text no bundled font has, as a sentence; "" where all are there."""
    letters = lacking(text)
    told = " ".join(f"U+{ord(letter):04X}" for letter in letters[:_LETTERS_TOLD])
    return f"no slip can show {told}" if letters else ""


def not_for_slips(waiting_room: str, privacy_url: str) -> dict[str, str]:
    """Return what no slip can carry of the settings: name of the setting → sentence."""
    found = {"waiting_room": unshown(waiting_room)}
    if not code_fits(privacy_url):
        found["privacy_url"] = f"a slip's code holds at most {CODE_BYTES} bytes of UTF-8"
    return {name: told for name, told in found.items() if told}


def left_out(site: Site) -> Iterator[str]:
    """Yield what slips of a site leave out: `name`, a setting, or `services.CODE.documents`."""
    if unshown(site.name):
        yield "name"
    yield from not_for_slips(site.waiting_room, site.privacy_url)
    for service in site.services:
        labels = (label for paper in service.documents for label in paper.labels.values())
        if any(unshown(label) for label in labels):
            yield f"services.{service.code}.documents"
