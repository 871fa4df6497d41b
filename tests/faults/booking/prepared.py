"""A site whose appointments come from the booking sandbox, and the day that stands there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.model import Role
from server.data_folder import DataFolder
from tests.faults.history import Json
from tests.faults.prepared import copy_of_site, place_for_a_site
from tests.server.site_support import SiteUnderTest, init, running_site

DAYS: Final = ("2026-11-24", "2026-11-25")
COUNTER: Final = "2"
TOKEN: Final = "day-token"
"""Of whoever directs the booking server; the site signs in."""

_CLIENT: Final = "guichet"
_SECRET: Final = "hush"
_LIVES_S: Final = 4
"""So short that every day renews, many a time in the middle of something."""

MOTIFS: Final[Mapping[str, str]] = {"31": "life_cert", "32": "signature", "33": "registration"}
GROUPS: Final = (33,)
"""The motifs whose people are strangers who share an hour."""

SINGLE: Final = (31, 32)

_TIMES: Final = [f"{hour:02d}:{minute:02d}" for hour in (8, 9) for minute in range(0, 60, 6)]
_TOMORROW: Final = 14


@dataclass(frozen=True, slots=True)
class PreparedPost:
    """A folder to copy, and who may speak to the site in it.

    Attributes:
        base: Holds `data`, the site's folder.
        tokens: By name: `lea` at reception, `marc` at a counter, `chef` who leads,
            `ada` who sets up.
        counter_id: Where `marc` sits.
    """

    base: Path
    tokens: Mapping[str, str]
    counter_id: str

    def copy_to(self, folder: Path) -> Path:
        """Copy the site's folder; return the copy."""
        return copy_of_site(self.base, folder)


@contextmanager
def prepared_post() -> Iterator[PreparedPost]:
    """Set a site up in a temporary folder."""
    with place_for_a_site() as base:
        yield _prepare(base)


def settings_of(url: str) -> Json:
    """Return the settings of a site whose booking server listens at `url`."""
    return {
        "booking": {
            "gateway": "rdv_service_public",
            "base_url": url,
            "organisation_ids": [77],
            "motifs": dict(MOTIFS),
            "days_ahead": len(DAYS) - 1,
            "sign_in": {"client_id": _CLIENT, "redirect": ""},
        }
    }


def scenario() -> Json:
    """Return two days at the booking server: pages of eight; people alone, families and groups."""
    today = [_rdv(500 + place, time, 0) for place, time in enumerate(_TIMES)]
    ahead = [_rdv(600 + place, time, 1) for place, time in enumerate(_TIMES[:_TOMORROW])]
    return {
        "organisation": {"id": 77, "name": "Consulat inventé"},
        "zone": "Europe/Lisbon",
        "page_size": 8,
        "day": DAYS[0],
        "place": {"id": 12, "name": "Accueil", "address": "1 place Inventée"},
        "motifs": [
            {"id": int(one), "name": f"Motif {one}", "collectif": int(one) in GROUPS}
            for one in sorted(MOTIFS)
        ],
        "rdvs": [*today, *ahead],
        "oauth": {
            "client_id": _CLIENT,
            "client_secret": _SECRET,
            "redirect_uris": ["http://127.0.0.1/"],
            "lives_s": _LIVES_S,
        },
    }


def _rdv(number: int, time: str, day: int) -> Json:
    match number % 5:
        case 3:
            motif, people = SINGLE[number % 2], 2
        case 4:
            motif, people = GROUPS[0], 3
        case _:
            motif, people = SINGLE[number % 2], 1
    return {
        "id": number,
        "day": day,
        "at": time,
        "motif": motif,
        "people": [_person(number, which) for which in range(people)],
    }


def _person(rdv: int, which: int) -> Json:
    number = 10 * rdv + which
    return {
        "participation": number,
        "user": number,
        "first_name": f"Essai {which}",
        "last_name": f"PERSONNE {rdv}",
    }


def _prepare(base: Path) -> PreparedPost:
    init(base / "data")
    with running_site(base / "data") as site:
        site.sign_in("ada", Role.ADMIN)
        site.sign_in("chef", Role.LEAD)
        made = PreparedPost(base, dict(site.tokens), site.counter(COUNTER))
        _open_counter(site, made.counter_id)
    DataFolder(base / "data").keep_booking_secret(_SECRET)
    return made


def _open_counter(site: SiteUnderTest, counter_id: str) -> None:
    site.post(f"/counters/{counter_id}/open", {}, as_="marc")
