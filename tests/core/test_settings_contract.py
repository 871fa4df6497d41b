"""What the wire says of settings and what the rules read: the same names, ranges and defaults."""

from dataclasses import fields
from typing import Any

import pytest
from annotated_types import Ge, Le
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from core.errors import SettingsInvalid
from core.model import SettingsLayer
from core.settings_document import POLICY_RANGES, RETENTION_RANGES, check_document
from core.site import Policy, Retention
from server.settings_check import checked, whole
from sync.contract.settings import (
    BookingSettings,
    LeaseSettings,
    PolicySettings,
    ReferenceSettings,
    RetentionSettings,
    SessionSettings,
    SettingsDocument,
)


def bound(field: FieldInfo, kind: type[Ge] | type[Le]) -> int:
    found = next(one for one in field.metadata if isinstance(one, kind))
    value: Any = found.ge if isinstance(found, Ge) else found.le
    return int(value)


def test_the_dials_of_the_queue_are_the_same_on_the_wire_and_in_the_rules() -> None:
    names = {field.name for field in fields(Policy)}
    assert names == PolicySettings.model_fields.keys() == {*POLICY_RANGES, "priority_mode"}
    for name, field in PolicySettings.model_fields.items():
        assert field.default == getattr(Policy(), name), name
        if name in POLICY_RANGES:
            assert (bound(field, Ge), bound(field, Le)) == POLICY_RANGES[name], name


def test_periods_are_the_same_on_the_wire_and_in_the_rules() -> None:
    names = {field.name for field in fields(Retention)}
    assert names == RetentionSettings.model_fields.keys() == RETENTION_RANGES.keys()
    for name, field in RetentionSettings.model_fields.items():
        assert field.default == getattr(Retention(), name), name


PARTS: dict[str, type[BaseModel]] = {
    "policy": PolicySettings,
    "leases": LeaseSettings,
    "reference": ReferenceSettings,
    "sessions": SessionSettings,
    "retention": RetentionSettings,
}
ROOM: dict[str, dict[str, int]] = {
    "policy": {"walk_in_allowance_min": 480, "late_allowance_min": 0, "priority_bonus_min": 0},
    "reference": {"min_length": 1, "max_length": 16},
}
"""Values that bound others, and leave them room."""

EDGES = [
    (part, name, bound(field, Ge), bound(field, Le))
    for part, model in PARTS.items()
    for name, field in model.model_fields.items()
    if field.metadata
]


@pytest.mark.parametrize(("part", "name", "least", "most"), EDGES)
def test_both_refuse_the_same_numbers(part: str, name: str, least: int, most: int) -> None:
    for value in (least, most):
        given = ROOM.get(part, {}) | {name: value}
        PARTS[part].model_validate(given)
        check_document({part: given})
    wrong: list[object] = [least - 1, most + 1, str(least), 1.5, True]
    for odd in wrong:
        with pytest.raises(ValidationError):
            PARTS[part].model_validate({name: odd}, strict=True)
        with pytest.raises(SettingsInvalid):
            check_document({part: {name: odd}})


def test_all_names_of_the_wire_are_read_and_no_others() -> None:
    check_document(SettingsDocument().model_dump(mode="json"))
    for name in SettingsDocument.model_fields:
        with pytest.raises(SettingsInvalid, match=f"did you mean {name}"):
            check_document({f"{name}x": 1})


@pytest.mark.parametrize(
    "calendar",
    [
        {"weekly": {"monday": [{"opens": "09:00", "closes": "09:00"}]}},
        {
            "weekly": {
                "monday": [
                    {"opens": "09:00", "closes": "11:00"},
                    {"opens": "10:00", "closes": "12:00"},
                ]
            }
        },
        {
            "weekly": {
                "monday": [
                    {"opens": "22:00", "closes": "02:00"},
                    {"opens": "08:00", "closes": "12:00"},
                ]
            }
        },
        {"closures": ["2026-02-29"]},
        {"closures": ["1999-12-31"]},
        {"closures": ["2200-01-01"]},
        {"closures": ["9999-12-31", "0001-01-01"]},
        {"closures": "2026-01-01"},
        {"holidays": {"ministry": []}},
        {"holidays": {"home": [{"day": "2026-07-14", "name": "x"}]}},
        {"holidays": {"home": [{"day": "2026-07-14"}, {"day": "2026-07-14"}]}},
        {"exceptions": [{"day": "2026-07-14", "windows": [{"opens": "9", "closes": "10:00"}]}]},
        {"exceptions": [{"day": "2026-07-14"}, {"day": "2026-07-14"}]},
        {"last_ticket_min": 241},
        {"weekly": [], "closures": {}},
    ],
)
def test_calendars_that_mean_nothing_are_refused(calendar: dict[str, Any]) -> None:
    with pytest.raises(SettingsInvalid):
        whole({"calendar": calendar})


def test_a_calendar_of_every_kind_is_read_as_it_stands() -> None:
    calendar = {
        "weekly": {"sunday": [{"opens": "20:00", "closes": "02:00"}]},
        "closures": ["2026-12-24"],
        "holidays": {
            "home": [{"day": "2026-07-14", "labels": {"fr": "Fête nationale"}}],
            "host": [{"day": "2026-06-10", "labels": {}}],
        },
        "exceptions": [
            {
                "day": "2026-12-31",
                "windows": [{"opens": "22:00", "closes": "01:00"}],
                "labels": {"fr": "Réveillon"},
            }
        ],
        "last_ticket_min": 15,
    }
    assert whole({"calendar": calendar, "day_starts_at": "02:00"})["calendar"] == calendar


def test_a_ministrys_holidays_and_a_posts_own_stand_side_by_side() -> None:
    default, ministry, site = SettingsLayer
    home = {"home": [{"day": "2026-07-14", "labels": {"fr": "Fête nationale"}}]}
    host = {"host": [{"day": "2026-06-10", "labels": {"fr": "Jour du Portugal"}}]}
    layers: dict[SettingsLayer, dict[str, Any]] = {
        default: SettingsDocument().model_dump(mode="json"),
        ministry: {"calendar": {"holidays": home}},
    }
    own = checked(layers, site, {"calendar": {"holidays": host}})
    assert own == {"calendar": {"holidays": host}}
    everything = whole({"calendar": {"holidays": home | host}})
    assert checked(layers, site, everything) == own


@pytest.mark.parametrize(
    "address",
    ["http://192.0.2.2:18999", "http://127.0.0.1:99999", "http://127.0.0.1:1:2", "https://[::1",
     "https://rdv.example/?x=1"],
)  # fmt: skip
def test_an_address_that_is_called_by_nobody_is_a_mistake_of_the_settings(address: str) -> None:
    with pytest.raises(ValidationError):
        BookingSettings(gateway="rdv_service_public", base_url=address, organisation_ids=(77,))


def test_a_booking_server_is_elsewhere_or_here() -> None:
    for address in ("https://rdv.example", "https://rdv.example:8443/", "http://127.0.0.1:8470"):
        BookingSettings(gateway="rdv_service_public", base_url=address, organisation_ids=(77,))


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("waiting_room", "대기실", "waiting_room: no slip can show U+B300 U+AE30 U+C2E4"),
        ("waiting_room", "Salle 😀", "waiting_room: no slip can show U+1F600"),
        ("privacy_url", "https://example.org/" + "я" * 265, "privacy_url: a slip's code holds"),
    ],
)
def test_what_no_slip_can_carry_is_a_mistake_of_the_settings(
    name: str, value: str, told: str
) -> None:
    layers: dict[SettingsLayer, dict[str, Any]] = {SettingsLayer.DEFAULT: {}}
    with pytest.raises(SettingsInvalid) as refused:
        checked(layers, SettingsLayer.SITE, {name: value})
    assert [mistake[: len(told)] for mistake in refused.value.mistakes] == [told]
    # Settings from before this was asked are read all the same.
    SettingsDocument.model_validate({name: value})


@pytest.mark.parametrize(
    "room", ["Salle d’été 2", "Зал ожидания", "قاعة الانتظار", "候诊室", "Αίθουσα"]
)
def test_a_room_in_any_script_of_the_fonts_is_none(room: str) -> None:
    assert whole({"waiting_room": room})["waiting_room"] == room
