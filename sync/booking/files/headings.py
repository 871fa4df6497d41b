"""Which column of a table is which: the headings of booking tools, in French and English."""

from collections.abc import Mapping, Sequence
from typing import Final

from sync.booking.files.words import folded

_HEADINGS: Final[Mapping[str, Sequence[str]]] = {
    "start": (
        "date et heure du rdv", "date et heure du rendez vous", "date et heure", "date heure",
        "debut", "commence a", "date and time", "datetime", "starts at", "start at", "start",
    ),
    "day": (
        "date rdv", "date du rdv", "date du rendez vous", "date de rendez vous",
        "date rendez vous", "jour", "date", "appointment date", "start date", "day",
    ),
    "time": (
        "heure rdv", "heure du rdv", "heure du rendez vous", "heure de rendez vous",
        "heure rendez vous", "heure de debut", "heure debut", "horaire", "heure",
        "appointment time", "start time", "time", "hour",
    ),
    "end": ("heure de fin", "heure fin", "fin", "ends at", "end time", "end"),
    "minutes": (
        "duree en minutes", "duree minutes", "duree min", "duree", "duration in minutes",
        "duration minutes", "duration min", "duration", "minutes",
    ),
    # In the export of RDV Service Public `service` is the team, and `motif` what one comes for.
    "label": (
        "motif", "motif du rdv", "motif du rendez vous", "demarche", "prestation", "objet",
        "type de rdv", "type de rendez vous", "service", "appointment type", "reason", "subject",
    ),
    "key": (
        "rdv id", "id rdv", "id du rdv", "identifiant du rdv", "identifiant", "appointment id",
        "booking id", "uid", "uuid", "id",
    ),
    "reference": (
        "reference", "reference du rdv", "reference rdv", "ref", "numero de rdv", "numero du rdv",
        "numero rdv", "numero de rendez vous", "numero du rendez vous", "n rdv", "no rdv",
        "n de rdv", "numero", "booking reference", "appointment reference", "appointment number",
        "booking number", "reference number", "rdv id", "id rdv",
    ),
    "family_name": (
        "nom de famille", "nom d usage", "nom usage", "nom de naissance", "nom", "family name",
        "last name", "lastname", "surname",
    ),
    "given_name": (
        "prenom", "prenoms", "prenom s", "given name", "given names", "first name", "firstname",
        "forename",
    ),
    "full_name": (
        "nom et prenom", "nom prenom", "nom complet", "usager", "demandeur", "visiteur",
        "full name", "name", "visitor", "applicant",
    ),
    "full_names": ("usager s", "usagers", "demandeurs", "visitors", "applicants"),
    "status": ("statut", "statut du rdv", "etat", "status", "state"),
    "mode": ("mode", "modalite", "mode de rdv", "mode de rendez vous"),
    "visit_kind": ("type de visite", "nature de la visite", "visit kind"),
    "completeness": ("completude", "dossier complet", "completeness", "complete"),
    "case_ref": (
        "numero de dossier", "n de dossier", "n dossier", "dossier", "case reference",
        "case number", "case ref", "case",
    ),
    "pre_application": (
        "numero de pre demande", "n de pre demande", "pre demande", "predemande",
        "numero de predemande", "pre application number", "pre application",
    ),
}  # fmt: skip
"""Folded headings by field; the first that a table has wins, and no other is looked at."""


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    """Return the place of each field that a row of headings names."""
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        places.setdefault(folded(cell), place)
    found: dict[str, int] = {}
    for field, headings in _HEADINGS.items():
        place_of = next((places[one] for one in headings if one in places), None)
        if place_of is not None:
            found[field] = place_of
    return found


def missing(columns: Mapping[str, int]) -> list[str]:
    """Return what a table must say and does not: `day`, `time`, `label`."""
    lacking = [] if "start" in columns or "day" in columns else ["day"]
    # A column of days may hold times too, but then that is all there is.
    if "start" not in columns and "time" not in columns:
        lacking.append("time")
    if "label" not in columns:
        lacking.append("label")
    return lacking
