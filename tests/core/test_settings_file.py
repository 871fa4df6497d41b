"""One file holds all settings and the catalogue, and gives them back as they were."""

import json
from dataclasses import fields
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as how
from hypothesis import strategies as st

from core.catalogue import (
    Catalogue,
    by_code,
    catalogue_document,
    catalogue_warnings,
    read_catalogue,
)
from core.errors import SettingsInvalid
from core.model import LANGUAGES, TICKET_LETTERS, SettingsLayer
from core.runtime.ids import new_id
from core.settings_document import POLICY_RANGES
from core.site import Service
from core.things import Actor
from core.usecases import settings
from core.usecases.settings import ImportSettings
from server.settings_check import NotStrict, checked_layers, strict_json, whole
from server.settings_file import layers_of, settings_file
from tests.fakes.reception import CATALOGUE, Reception

NOTHING: Final = Catalogue((), ())
TEXTS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20)
LABELS = st.fixed_dictionaries(
    {"fr": TEXTS}, optional={language: TEXTS for language in LANGUAGES if language != "fr"}
)
DAYS = st.dates().filter(lambda day: 2000 <= day.year <= 2199).map(str)


def holidays(rows: list[str]) -> list[dict[str, Any]]:
    return [{"day": day, "labels": {"fr": "Fête"}} for day in rows]


CALENDARS = st.fixed_dictionaries(
    {},
    optional={
        "weekly": st.dictionaries(
            st.sampled_from(["monday", "friday", "sunday"]),
            st.sampled_from(
                [
                    [],
                    [{"opens": "09:00", "closes": "12:30"}],
                    [{"opens": "22:00", "closes": "02:00"}],
                ]
            ),
        ),
        "closures": st.lists(DAYS, max_size=3, unique=True),
        "holidays": st.dictionaries(
            st.sampled_from(["home", "host"]), st.lists(DAYS, max_size=2, unique=True).map(holidays)
        ),
        "last_ticket_min": st.integers(0, 240),
    },
)
DIALS = {
    name: st.integers(least, most)
    for name, (least, most) in POLICY_RANGES.items()
    if "allowance" not in name and name != "priority_bonus_min"
}
LAYERS = st.fixed_dictionaries(
    {},
    optional={
        "theme": st.sampled_from(["light", "dark", "contrast"]),
        "waiting_room": st.sampled_from(["", "B", "Salle d’été", "候诊室", "قاعة"]),
        "languages": st.permutations(LANGUAGES).map(list),
        "policy": st.fixed_dictionaries(
            {}, optional=DIALS | {"priority_mode": st.sampled_from(["bonus", "absolute"])}
        ),
        "calendar": st.none() | CALENDARS,
        "messages": st.lists(st.fixed_dictionaries({"texts": LABELS}), max_size=2),
        "event_file": st.none() | st.booleans(),
    },
)


@st.composite
def catalogues(draw: st.DrawFn) -> dict[str, Any]:
    codes = draw(st.lists(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), unique=True, max_size=5))
    services: list[dict[str, Any]] = [
        {
            "code": code,
            "number": number,
            "letter": draw(st.sampled_from(TICKET_LETTERS)),
            "labels": draw(LABELS),
            "sensitive": draw(st.booleans()),
            "flow": draw(st.lists(st.sampled_from(codes[:number]), unique=True, max_size=2)),
            "equipment": draw(st.lists(st.sampled_from(["till", "biometric"]), unique=True)),
            "daily_cap": draw(st.none() | st.integers(0, 9)),
        }
        for number, code in enumerate(codes, 1)
    ]
    for place, service in enumerate(services):
        service["flow"] = [code for code in service["flow"] if code in codes[:place]]
        if draw(st.booleans()):
            service["calendar"] = draw(CALENDARS)
    numbers = draw(st.lists(st.integers(1, 9), unique=True, max_size=3))
    counters: list[dict[str, Any]] = [
        {
            "number": str(number),
            "name": draw(LABELS),
            "services": [code for code in codes if draw(st.booleans())],
        }
        for number in numbers
    ]
    for counter in counters:
        counter["secondary"] = [code for code in codes if code not in counter["services"]]
    return {"services": services, "counters": counters}


def put(reception: Reception, layers: dict[SettingsLayer, Any], catalogue: Any) -> None:  # noqa: ANN401
    with reception.read() as reader:
        given = checked_layers(layers_of(reader), layers)
    command = ImportSettings(given, catalogue)
    reception.store.write(lambda uow: settings.import_settings(uow, Actor(), command))


def exported(reception: Reception) -> dict[str, Any]:
    with reception.read() as reader:
        found: dict[str, Any] = strict_json(settings_file(reader).model_dump_json())
    return found


@given(LAYERS, LAYERS, catalogues())
@how(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_is_exported_is_given_back_as_it_was(
    reception: Reception, ministry: dict[str, Any], site: dict[str, Any], catalogue: dict[str, Any]
) -> None:
    given = {SettingsLayer.MINISTRY: ministry, SettingsLayer.SITE: site}
    put(reception, given, catalogue)
    file = exported(reception)
    assert file["layers"]["ministry"] == ministry
    assert file["layers"]["site"] == site
    version = reception.site().version
    put(reception, file["layers"], file["catalogue"])
    assert reception.site().version == version, "what is there already makes no version"
    put(reception, {SettingsLayer.MINISTRY: {}, SettingsLayer.SITE: {}}, CATALOGUE)
    put(reception, file["layers"], file["catalogue"])
    assert exported(reception) == file


@given(catalogues())
@how(derandomize=True, deadline=None)
def test_a_catalogue_is_read_as_it_is_written(catalogue: dict[str, Any]) -> None:
    found = read_catalogue(catalogue, known=NOTHING, new_id=new_id)
    document = catalogue_document(found)
    again = read_catalogue(document, known=found, new_id=new_id)
    assert again == found
    assert by_code(document)["services"].keys() == {one["code"] for one in catalogue["services"]}


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=6,
)
SERVICE_NAMES = sorted(field.name for field in fields(Service))


@given(st.sampled_from([*SERVICE_NAMES, "secondary", "kind", "time_box_min", "x"]), JSON_VALUES)
@example("flow", [["passport"]])
@example("flow", 5)
@example("calendar", {"weekly": {"monday": [{"opens": 1}]}})
@example("calendar", {"exceptions": [{"day": "9999-12-31", "windows": 3}]})
@example("labels", {"fr": ["a"]})
@how(max_examples=200, derandomize=True, deadline=None)
def test_whatever_stands_in_a_catalogue_is_read_or_refused(name: str, value: object) -> None:
    for kind in ("services", "counters"):
        first, *others = CATALOGUE[kind]
        document = {**CATALOGUE, kind: [{**first, name: value}, *others]}
        try:
            found = read_catalogue(document, known=NOTHING, new_id=new_id)
        except SettingsInvalid:
            continue
        json.dumps(catalogue_document(found), ensure_ascii=False).encode()


@given(st.dictionaries(st.sampled_from([*whole({}), "x"]), JSON_VALUES, max_size=3))
@example({"booking": {"motifs": {"1": ["a"]}}})
@example({"calendar": []})
@example({"languages": 5})
@how(max_examples=200, derandomize=True, deadline=None)
def test_whatever_stands_in_settings_is_read_or_refused(document: dict[str, Any]) -> None:
    try:
        found = whole(document)
    except SettingsInvalid:
        return
    assert whole(found) == found


@pytest.mark.parametrize(
    ("services", "counters", "mistake"),
    [
        ({"passport": {"flow": ["life"]}, "life": {"flow": ["passport"]}}, {}, "leads back"),
        ({"passport": {"flow": ["cash", "cash"]}}, {}, "cash stands twice"),
        ({"passport": {"code": "Pass port"}}, {}, "characters of a-z"),
        ({}, {"1": {"secondary": ["life"]}}, "stands in services too"),
        ({}, {"1": {"number": "x" * 21}}, "at most 20 characters"),
        ({"life": {"services": []}}, {}, "unknown name services"),
        ({"life": {"flows": []}}, {}, r"unknown name flows \(did you mean flow\?\)"),
    ],
)
def test_what_a_catalogue_cannot_mean_is_refused(
    services: dict[str, Any], counters: dict[str, Any], mistake: str
) -> None:
    document = {
        "services": [{**one, **services.get(one["code"], {})} for one in CATALOGUE["services"]],
        "counters": [{**one, **counters.get(one["number"], {})} for one in CATALOGUE["counters"]],
    }
    with pytest.raises(SettingsInvalid, match=mistake):
        read_catalogue(document, known=NOTHING, new_id=new_id)


def test_what_is_probably_not_meant_is_only_warned_about() -> None:
    document = {
        "services": [
            {"code": "a", "number": 1, "letter": "K", "labels": {"fr": "A"}, "sensitive": True},
            {"code": "b", "number": 2, "letter": "F", "labels": {"fr": "B"}},
        ],
        "counters": [{"number": "1", "name": {"fr": "Guichet"}, "services": ["a"]},
                     {"number": "2", "name": {"fr": "Guichet"}}],
    }  # fmt: skip
    found = read_catalogue(document, known=NOTHING, new_id=new_id)
    assert catalogue_warnings(found) == ("idle:2", "letter_alone:K", "unserved:b")


@pytest.mark.parametrize("kind", ["services", "counters"])
def test_a_catalogue_without_end_is_refused(kind: str) -> None:
    rows = [{"code": f"c{number}", "number": number} for number in range(501)]
    with pytest.raises(SettingsInvalid, match=f"{kind}: at most 500"):
        read_catalogue({kind: rows}, known=NOTHING, new_id=new_id)


@pytest.mark.parametrize("text", ['{"a": 1, "a": 1}', '[{"b": {"a": 1, "a": 2}}]', "[Infinity]"])
def test_strict_json_means_one_thing(text: str) -> None:
    with pytest.raises(NotStrict):
        strict_json(text)
