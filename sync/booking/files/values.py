"""What a cell may say of status, mode, kind of visit, completeness, and who comes."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from core.model import AppointmentMode, AppointmentStatus, Completeness, VisitKind
from sync.booking.files.content import STATUS_UNKNOWN, FilePerson, RowUnreadable
from sync.booking.files.words import folded

_E = TypeVar("_E", bound=StrEnum)
_REFERENCE: Final = re.compile(r"[0-9A-Z]{1,16}")
_MARKS: Final = re.compile(r"[\s./_\-]+")

_S, _M, _K, _C = AppointmentStatus, AppointmentMode, VisitKind, Completeness


def _table(words: Mapping[_E, Iterable[str]]) -> dict[str, _E]:
    return {word: value for value, spellings in words.items() for word in spellings}


STATUSES: Final = _table(
    {
        _S.BOOKED: (
            "a venir", "a renseigner", "rendez vous aujourd hui", "rendez vous du jour",
            "aujourd hui", "non renseigne", "en attente", "prevu", "confirme",
            "a confirmer", "booked", "confirmed", "tentative", "unknown", "upcoming", "scheduled",
        ),
        _S.CHECKED_IN: (
            "rendez vous honore", "rdv honore", "honore", "vu", "present", "seen", "attended",
            "done", "completed",
        ),
        _S.NO_SHOW: (
            "absence non excusee", "absence non excusee au rendez vous", "non honore",
            "absent", "non venu", "lapin", "noshow", "no show", "missed",
        ),
        _S.EXCUSED: (
            "absence excusee", "excuse", "excusee", "annule par l usager",
            "rendez vous annule a l initiative de l usager", "annule a l initiative de l usager",
            "annule excuse", "excused", "cancelled by visitor", "cancelled by user",
        ),
        _S.REVOKED: (
            "annule par le service", "rendez vous annule a l initiative du service",
            "annule a l initiative du service", "annule", "annulee", "supprime", "revoked",
            "cancelled by office", "cancelled", "canceled",
        ),
    }
)  # fmt: skip
MODES: Final = _table(
    {
        _M.IN_PERSON: (
            "in person", "public office", "sur place", "presentiel", "au guichet", "en personne",
        ),
        _M.PHONE: ("phone", "telephone", "par telephone", "telephonique"),
        _M.VIDEO: ("video", "visio", "visioconference", "par visio", "online"),
        _M.HOME: ("home", "domicile", "a domicile", "home visit"),
    }
)  # fmt: skip
VISIT_KINDS: Final = _table(
    {
        _K.FIRST: ("first", "premiere", "premiere visite", "1", "depot"),
        _K.SECOND: ("second", "deuxieme", "seconde visite", "deuxieme visite", "2"),
        _K.COLLECTION: ("collection", "retrait", "remise", "retrait de titre", "remise de titre"),
    }
)
COMPLETENESS: Final = _table(
    {
        _C.COMPLETE: ("complete", "complet", "oui", "yes", "1", "vrai", "true"),
        _C.INCOMPLETE: ("incomplete", "incomplet", "non", "no", "0", "faux", "false"),
        _C.UNKNOWN: ("unknown", "inconnu", "a verifier"),
    }
)


def choose(words: Mapping[str, _E], cell: str, absent: _E, code: str) -> _E:
    """Return what a cell says; an empty one says nothing.

    Raises:
        RowUnreadable: `code`, for a word that nobody explained.
    """
    if not cell:
        return absent
    found = words.get(folded(cell))
    if found is None:
        raise RowUnreadable(code)
    return found


def read_status(cell: str) -> tuple[AppointmentStatus, tuple[str, ...]]:
    """Return the state that a cell tells, and a note where its words mean nothing to us.

    A server may find new words for its states. Who is turned away over one loses more than a post
    does that expects somebody in vain.
    """
    found = STATUSES.get(folded(cell)) if cell else _S.BOOKED
    return (_S.BOOKED, (STATUS_UNKNOWN,)) if found is None else (found, ())


def read_reference(cell: str) -> str | None:
    """Return a reference as a person types it: digits and capitals alone; None for an empty cell.

    Raises:
        RowUnreadable: `reference_unreadable`.
    """
    typed = _MARKS.sub("", cell).upper()
    if not typed:
        return None
    if _REFERENCE.fullmatch(typed) is None:
        raise RowUnreadable("reference_unreadable")
    return typed


def read_people(cell: str) -> tuple[FilePerson, ...]:
    """Return the people of a cell that may name several, between commas or semicolons."""
    names = (name.strip() for name in re.split(r"[,;]", cell))
    return tuple(read_person(name) for name in names if name)


def read_person(cell: str) -> FilePerson:
    """Return the person of a cell.

    `BIDON, Gaston` is split at its comma, `Gaston BIDON` and `BIDON Gaston` at their capitals.
    Any other name is kept whole, as a family name: which part is which is not for us to guess.
    """
    family, comma, given = cell.partition(",")
    if comma:
        return FilePerson(family.strip(), given.strip())
    words = cell.split()
    loud = [len(word) > 1 and word.isupper() for word in words]
    if words and not all(loud):
        first = next((place for place, one in enumerate(loud) if not one), 0)
        last = len(words) - next((place for place, one in enumerate(reversed(loud)) if not one), 0)
        if first:
            return FilePerson(" ".join(words[:first]), " ".join(words[first:]))
        if last < len(words):
            return FilePerson(" ".join(words[last:]), " ".join(words[:last]))
    return FilePerson(" ".join(words))
