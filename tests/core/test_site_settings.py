"""Settings and catalogue: read whole, refused with every mistake, kept by version."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.catalogue import Catalogue, catalogue_document
from core.errors import Conflict, NotFound, SettingsInvalid, Unprocessable
from core.runtime.clock import SystemClock
from core.store import Store
from core.things import Actor
from core.usecases import settings
from core.usecases.settings import AddSigningKey, ChangeSettings, ImportCatalogue, Initialise
from sync.contract.settings import SettingsDocument
from tests.fakes.reception import CATALOGUE, Reception

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
    with Store.open(tmp_path / "new.db", key=None, clock=SystemClock()) as store:
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
        version, _, _ = reader.settings()
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
