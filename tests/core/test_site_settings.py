"""Settings and catalogue: read whole, refused with every mistake, kept by version."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from core.catalogue import Catalogue, catalogue_document
from core.errors import Conflict, NotFound, SettingsInvalid, Unprocessable
from core.model import SettingsLayer
from core.runtime.clock import SystemClock
from core.site import Vocabulary
from core.store import Store
from core.things import Actor
from core.usecases import settings
from core.usecases.settings import AddSigningKey, ChangeSettings, ImportCatalogue, Initialise
from sync.contract.settings import SettingsDocument
from tests.fakes.reception import CATALOGUE, Reception
from tests.support.databases import database_at

RESOURCES = Path(__file__).parents[2] / "resources" / "services"


def change(reception: Reception, document: dict[str, Any], version: int | None = None) -> int:
    receipt = reception.do(settings.change, reception.lea, ChangeSettings(document, version))
    return int(str(receipt["version"]))


def test_a_site_is_set_up_once(reception: Reception) -> None:
    again = Initialise("Porto", "Europe/Paris")
    assert reception.do(settings.initialise, reception.server, again)["created"] is False
    assert (reception.site().name, reception.site().zone) == ("Lisbonne", "Europe/Lisbon")


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "../etc/passwd", ""])
def test_an_unknown_zone_is_refused(tmp_path: Path, zone: str) -> None:
    with Store.on(database_at(tmp_path / "new.db", None), SystemClock()) as store:
        with pytest.raises(Unprocessable, match="zone_unknown"):
            store.write(lambda uow: settings.initialise(uow, Actor(), Initialise("x", zone)))
        with store.read() as reader, pytest.raises(NotFound, match="site_unknown"):
            reader.site()


def test_the_shipped_settings_and_catalogue_are_read(reception: Reception) -> None:
    shipped = json.loads((RESOURCES / "default_settings.json").read_text(encoding="utf-8"))
    change(reception, shipped)
    catalogue = json.loads((RESOURCES / "default_catalogue.json").read_text(encoding="utf-8"))
    reception.do(settings.import_catalogue, reception.lea, ImportCatalogue(catalogue))
    site = reception.site()
    assert len(site.services) == len(catalogue["services"])
    assert len(site.counters) == len(catalogue["counters"])


def test_the_wire_document_is_read_as_it_is(reception: Reception) -> None:
    change(reception, SettingsDocument().model_dump(mode="json"))
    assert reception.site().policy.walk_in_allowance_min == 60


def test_changes_are_versioned_and_do_not_overwrite_each_other(reception: Reception) -> None:
    with reception.read() as reader:
        version = reader.settings.version()
    assert change(reception, {"policy": {"grace_min": 20}}, version) == version + 1
    assert reception.site().policy.grace_min == 20
    with pytest.raises(Conflict, match="settings_changed_since"):
        change(reception, {}, version)


@pytest.mark.parametrize(
    ("document", "mistakes"),
    [
        ({"policy": {"grace_min": -1, "walk_in_allowance_min": 10}}, ["policy.grace_min"]),
        ({"policy": {"gracemin": 1}}, ["policy: unknown name gracemin"]),
        ({"languages": ["fr", "xx"]}, ["languages: unknown language xx"]),
        ({"nothing": 1, "theme": 3}, ["settings: unknown name nothing", "settings.theme"]),
        ({"calendar": {"weekly": {"someday": []}}}, ["unknown weekday someday"]),
        ({"calendar": {"weekly": {"monday": [{"opens": "9"}]}}}, ["opens and closes are times"]),
        ({"calendar": {"weekly": {}, "closures": ["x"]}}, ["x is not a date"]),
        ({"booking": {"seen_on": "never"}}, ["booking.seen_on"]),
        ({"leases": []}, []),
        ({"leases": 5}, ["leases: must be an object"]),
        ({"messages": {"a": 1}}, ["messages: must be a list of objects"]),
        ({"reference": {"letters": "yes"}}, ["reference.letters"]),
    ],
)
def test_every_mistake_is_told(
    reception: Reception, document: dict[str, Any], mistakes: list[str]
) -> None:
    if not mistakes:
        change(reception, document)
        return
    with pytest.raises(SettingsInvalid) as refused:
        change(reception, document)
    for mistake in mistakes:
        assert mistake in "\n".join(refused.value.mistakes)


def test_ids_stay_with_codes_and_what_is_gone_is_still_named(reception: Reception) -> None:
    waiting = reception.walk_in("proxy")
    before = reception.site()
    smaller = {
        "services": [one for one in CATALOGUE["services"] if one["code"] != "proxy"],
        "counters": [
            {**one, "services": [code for code in one["services"] if code != "proxy"]}
            for one in CATALOGUE["counters"]
            if one["number"] != "3"
        ],
    }
    command = ImportCatalogue(smaller)
    reception.do(settings.import_catalogue, reception.lea, command)
    site = reception.site()
    assert reception.service("life") == next(s.id for s in before.services if s.code == "life")
    assert len(site.services) == 4
    assert site.service(reception.step(waiting).service_id).code == "proxy"
    reception.do(settings.import_catalogue, reception.lea, ImportCatalogue(CATALOGUE))
    assert [one.id for one in reception.site().services] == [one.id for one in before.services]
    assert [one.id for one in reception.site().counters] == [one.id for one in before.counters]


def test_a_catalogue_is_written_as_it_is_read(reception: Reception) -> None:
    site = reception.site()
    document = catalogue_document(Catalogue(site.services, site.counters))
    reception.do(settings.import_catalogue, reception.lea, ImportCatalogue(document))
    assert reception.site().services == site.services
    assert reception.site().counters == site.counters


@pytest.mark.parametrize(
    ("change_of_first", "mistake"),
    [
        ({"letter": "A"}, "services.passport.letter"),
        ({"number": 2}, "number 2 stands twice"),
        ({"number": 0}, "services.passport.number"),
        ({"flow": ["none"]}, "no service has the code none"),
        ({"flow": ["passport", "cash"]}, "services.passport.flow"),
        ({"online_url": "ftp://x"}, "services.passport.online_url"),
        ({"labels": {"en": "Passport"}}, "services.passport.labels"),
        ({"labels": {"fr": "P", "xx": "P"}}, "unknown languages: xx"),
        ({"late_policy": "never"}, "services.passport.late_policy"),
        ({"surprise": 1}, "unknown name surprise"),
        ({"code": "life"}, "code life stands twice"),
    ],
)
def test_mistakes_of_a_catalogue_are_told(
    reception: Reception, change_of_first: dict[str, Any], mistake: str
) -> None:
    first, *others = CATALOGUE["services"]
    document = {**CATALOGUE, "services": [{**first, **change_of_first}, *others]}
    with pytest.raises(SettingsInvalid, match=mistake):
        reception.do(settings.import_catalogue, reception.lea, ImportCatalogue(document))


def test_signing_keys_are_kept_by_id(reception: Reception) -> None:
    key = AddSigningKey(7, bytes(32), "public")
    reception.do(settings.add_signing_key, reception.server, key)
    with reception.read() as reader:
        assert [(one.key_id, one.public_key) for one in reader.signing_keys()] == [(7, "public")]
    assert repr(key) == "AddSigningKey(key_id=7, public_key='public')"
    with pytest.raises(Conflict, match="key_exists"):
        reception.do(settings.add_signing_key, reception.server, key)
    with pytest.raises(Unprocessable, match="key_refused"):
        reception.do(settings.add_signing_key, reception.server, AddSigningKey(1, b"x", "p"))


def test_settings_of_other_tools_and_words_are_read_from_the_document(
    reception: Reception,
) -> None:
    given = SettingsDocument.model_validate(
        {
            "brand_pack": "post-lisbon",
            "vocabulary": {"meeting": "summons", "person": "user"},
            "case_link": "https://cases.example/{case_ref}?from=guichet",
            "partners": [
                {
                    "code": "town_hall",
                    "labels": {"fr": "Mairie"},
                    "texts": {"fr": "Aide aux démarches, le mardi."},
                    "url": "https://town.example",
                }
            ],
            "webhooks": [
                {
                    "name": "statistics",
                    "url": "https://events.example/in",
                    "kinds": ["step.completed", "day.closed"],
                }
            ],
            "event_file": True,
        }
    )
    change(reception, given.model_dump(mode="json"))
    site = reception.site()
    assert site.vocabulary == Vocabulary("summons", "user")
    assert (site.brand_pack, site.event_file) == ("post-lisbon", True)
    assert site.case_link == "https://cases.example/{case_ref}?from=guichet"
    assert [one.code for one in site.partners] == ["town_hall"]
    assert site.webhooks[0].kinds == ("step.completed", "day.closed")
    with reception.read() as reader:
        assert SettingsDocument.model_validate(reader.settings.effective()) == given


@pytest.mark.parametrize(
    "wrong",
    [
        {"case_link": "https://cases.example/"},
        {"case_link": "javascript:{case_ref}"},
        {"brand_pack": "../theirs"},
        {"vocabulary": {"meeting": "party"}},
        {"webhooks": [{"name": "a", "url": "https://x.example", "kinds": ["no.such"]}]},
        {"webhooks": [{"name": "a", "url": "https://x.example", "kinds": ["day.closed"]}] * 2},
        {"partners": [{"code": "a", "labels": {"en": "A"}, "texts": {"fr": "A"}}]},
    ],
)
def test_settings_that_mean_nothing_are_refused_on_the_wire(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SettingsDocument.model_validate(wrong)


def test_each_version_says_who_set_it(reception: Reception) -> None:
    def layer() -> SettingsLayer | None:
        with reception.read() as reader:
            newest = reader.settings.newest()
        return None if newest is None else newest.layer

    assert layer() is SettingsLayer.DEFAULT
    ministry = ChangeSettings({"theme": "dark"}, layer=SettingsLayer.MINISTRY)
    reception.do(settings.change, reception.server, ministry)
    assert layer() is SettingsLayer.MINISTRY
    change(reception, {"theme": "light"})
    assert layer() is SettingsLayer.SITE


def test_a_stream_of_its_own_and_a_desk_with_a_time_box_survive(reception: Reception) -> None:
    visa = {
        "code": "visa",
        "number": 23,
        "letter": "X",
        "labels": {"fr": "Visa"},
        "stream": "visa",
        "online_url": "https://visas.example",
        "calendar": {
            "weekly": {"friday": [{"opens": "14:00", "closes": "16:30"}]},
            "closures": ["2026-12-25"],
            "holidays": {
                "home": [{"day": "2026-07-14", "labels": {"fr": "Fête nationale"}}],
                "host": [{"day": "2026-06-10", "labels": {"fr": "Jour du Portugal"}}],
            },
            "exceptions": [
                {
                    "day": "2026-12-31",
                    "windows": [{"opens": "09:00", "closes": "11:00"}],
                    "labels": {"fr": "Réveillon"},
                }
            ],
            "last_ticket_min": 15,
        },
        "family": "visas",
        "equipment": ["biometric"],
        "priority_default": True,
    }
    desk = {
        "number": "9",
        "name": {"fr": "Libre-service"},
        "kind": "self_service_desk",
        "zone": "C",
        "stream": "visa",
        "time_box_min": 20,
        "services": ["visa"],
        "secondary": ["life"],
        "equipment": ["scanner"],
    }
    document = {
        "services": [*CATALOGUE["services"], visa],
        "counters": [*CATALOGUE["counters"], desk],
    }
    reception.do(settings.import_catalogue, reception.lea, ImportCatalogue(document))
    site = reception.site()
    written = catalogue_document(Catalogue(site.services, site.counters))
    assert {name: written["services"][-1][name] for name in visa} == visa
    assert {name: written["counters"][-1][name] for name in desk} == desk
    reception.do(settings.import_catalogue, reception.lea, ImportCatalogue(written))
    assert reception.site().services == site.services
    assert reception.site().counters == site.counters
