"""What is shipped for a new site: services in eight languages, and France's public holidays."""

import json
from datetime import date
from typing import Any

import pytest

from core.catalogue import Catalogue, catalogue_warnings, read_catalogue
from core.model import LANGUAGES, HolidayOf, SettingsLayer
from core.runtime.ids import new_id
from core.runtime.paths import resource
from core.usecases import settings
from core.usecases.settings import ChangeSettings
from server.settings_check import checked
from tests.fakes.reception import Reception

CONSULAR = {
    "passport", "id_card", "collection", "emergency_doc", "loss_theft", "registration", "birth",
    "recognition", "marriage", "death", "nationality", "pacs", "signature", "copy_cert",
    "life_cert", "customs_cert", "proxy", "digital_id", "school_grant", "social", "protection",
    "military", "visa", "deposit", "info", "video",
}  # fmt: skip
"""What a post does; notarial acts have been given up almost everywhere and are left out."""


def shipped(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("services", name).read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(shipped("default_catalogue.json"), known=Catalogue((), ()), new_id=new_id)


def test_every_consular_service_is_there(catalogue: Catalogue) -> None:
    assert {service.code for service in catalogue.services} >= CONSULAR


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_stands_in_every_language(catalogue: Catalogue, language: str) -> None:
    for service in catalogue.services:
        assert service.labels[language].strip(), service.code
        for paper in service.documents:
            assert paper.labels[language].strip(), (service.code, paper.code)


def test_sensitive_services_hide_among_ordinary_ones(catalogue: Catalogue) -> None:
    assert {"protection", "social"} <= {s.code for s in catalogue.services if s.sensitive}
    assert not [one for one in catalogue_warnings(catalogue) if one.startswith("letter_alone")]


def test_what_needs_a_device_is_served_where_it_stands(catalogue: Catalogue) -> None:
    by_id = {service.id: service for service in catalogue.services}
    for place in catalogue.counters:
        for service_id in (*place.services, *place.secondary):
            assert set(by_id[service_id].equipment) <= set(place.equipment), place.number


def test_every_service_has_a_family_and_sane_minutes(catalogue: Catalogue) -> None:
    for service in catalogue.services:
        assert service.family, service.code
        assert 1 <= service.typical_min <= service.max_min


def test_frances_holidays_are_taken_as_the_ministrys(reception: Reception) -> None:
    given = shipped("holidays_france.json")["settings"]
    with reception.read() as reader:
        layers = {layer: found.document for layer, found in reader.settings.layers().items()}
    own = checked(layers, SettingsLayer.MINISTRY, given)
    command = ChangeSettings(own, layer=SettingsLayer.MINISTRY)
    reception.do(settings.change, reception.server, command)
    holidays = {found.day: found for found in reception.site().calendar.holidays}
    assert holidays[date(2026, 7, 14)].labels["en"] == "National Day"
    # Moveable feasts, from the published dates of Easter.
    for day in (date(2026, 4, 6), date(2027, 3, 29), date(2028, 5, 25), date(2030, 6, 10)):
        assert holidays[day].of is HolidayOf.HOME
    assert len([day for day in holidays if day.year == 2029]) == 11
