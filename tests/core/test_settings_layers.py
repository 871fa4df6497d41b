"""Settings in layers: who says what, what is inherited, and how it was before."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Conflict, NotFound, SettingsInvalid
from core.model import EventKind, SettingsLayer, SettingsPart
from core.settings_layers import (
    changed_paths,
    difference,
    leaves,
    merge,
    merged,
    origins,
    own_part,
)
from core.usecases import settings
from core.usecases.settings import (
    ChangeSettings,
    ImportCatalogue,
    ImportSettings,
    RestoreSettings,
)
from tests.fakes.reception import CATALOGUE, Reception

DEFAULT, MINISTRY, SITE = SettingsLayer.DEFAULT, SettingsLayer.MINISTRY, SettingsLayer.SITE

VALUES = st.one_of(st.booleans(), st.integers(0, 3), st.sampled_from(["a", "b"]), st.just([1]))
DOCUMENTS = st.recursive(
    st.dictionaries(st.sampled_from("pqrs"), VALUES, max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("pqrs"), st.one_of(VALUES, inner), max_size=3),
    max_leaves=8,
)


def put(reception: Reception, layer: SettingsLayer, document: dict[str, Any]) -> int:
    command = ChangeSettings(document, layer=layer)
    return int(str(reception.do(settings.change, reception.lea, command)["version"]))


@given(DOCUMENTS, DOCUMENTS)
def test_what_a_layer_says_itself_gives_the_whole_again(
    lower: dict[str, Any], wanted: dict[str, Any]
) -> None:
    complete = merge(lower, wanted)
    own = own_part(complete, lower)
    assert merge(lower, own) == complete
    assert changed_paths(merge(lower, own), complete) == []
    # Only what differs is the layer's own: a value that it repeats is inherited.
    assert own_part(lower, lower) == {}


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_every_value_has_one_origin_and_it_says_so(
    default: dict[str, Any], ministry: dict[str, Any], site: dict[str, Any]
) -> None:
    layers = {DEFAULT: default, MINISTRY: ministry, SITE: site}
    complete = merged(layers)
    found = origins(complete, layers)
    assert found.keys() == dict(leaves(complete)).keys()
    for path, value in leaves(complete):
        if value == {}:
            continue
        said = dict(leaves(layers[found[path]]))
        assert said[path] == value


def test_the_upper_layer_wins_and_the_rest_shows_through(reception: Reception) -> None:
    put(reception, MINISTRY, {"policy": {"grace_min": 20, "hold_min": 10}, "theme": "dark"})
    put(reception, SITE, {"policy": {"grace_min": 5}})
    site = reception.site()
    assert (site.policy.grace_min, site.policy.hold_min, site.theme) == (5, 10, "dark")
    with reception.read() as reader:
        layers = {layer: found.document for layer, found in reader.settings.layers().items()}
    found = origins(merged(layers), layers)
    assert found["policy.grace_min"] is SITE
    assert found["policy.hold_min"] is MINISTRY
    put(reception, MINISTRY, {"policy": {"hold_min": 12}})
    site = reception.site()
    assert (site.policy.grace_min, site.policy.hold_min, site.theme) == (5, 12, "light")


def test_a_value_that_is_the_same_below_is_inherited(reception: Reception) -> None:
    put(reception, MINISTRY, {"policy": {"grace_min": 20}})
    put(reception, SITE, {"policy": {"grace_min": 20, "hold_min": 7}})
    put(reception, MINISTRY, {"policy": {"grace_min": 25}})
    assert reception.site().policy.grace_min == 25
    assert reception.site().policy.hold_min == 7


def test_a_mistake_between_layers_is_told_and_changes_nothing(reception: Reception) -> None:
    put(reception, SITE, {"policy": {"late_allowance_min": 50}})
    before = reception.site()
    with pytest.raises(SettingsInvalid, match=r"policy\.late_allowance_min"):
        put(reception, MINISTRY, {"policy": {"walk_in_allowance_min": 40}})
    assert reception.site() == before


def test_settings_and_catalogue_can_be_as_they_were(reception: Reception) -> None:
    first = put(reception, SITE, {"policy": {"grace_min": 20}})
    put(reception, MINISTRY, {"theme": "dark"})
    smaller = {
        "services": [one for one in CATALOGUE["services"] if one["code"] != "proxy"],
        "counters": [
            {**one, "services": [code for code in one["services"] if code != "proxy"]}
            for one in CATALOGUE["counters"]
        ],
    }
    reception.do(settings.import_catalogue, reception.lea, ImportCatalogue(smaller))
    put(reception, SITE, {"policy": {"grace_min": 1}})
    last = reception.site().version
    services = len(reception.site().services)
    done = reception.do(settings.restore, reception.lea, RestoreSettings(first))
    site = reception.site()
    assert (site.policy.grace_min, site.theme) == (20, "light")
    assert len(site.services) == services + 1
    # Putting back is a change like others, and can be taken back.
    reception.do(settings.restore, reception.lea, RestoreSettings(last))
    again = reception.site()
    assert (again.policy.grace_min, again.theme, len(again.services)) == (1, "dark", services)
    assert again.version > int(str(done["version"])) > last


def test_what_was_in_force_already_makes_no_version(reception: Reception) -> None:
    version = put(reception, SITE, {"theme": "dark"})
    done = reception.do(settings.restore, reception.lea, RestoreSettings(version))
    assert (done["version"], done["changed"]) == (version, 0)


def test_an_unknown_version_and_a_stale_one_are_refused(reception: Reception) -> None:
    version = put(reception, SITE, {"theme": "dark"})
    for wrong in (0, version + 1):
        with pytest.raises(NotFound, match="settings_version_unknown"):
            reception.do(settings.restore, reception.lea, RestoreSettings(wrong))
    with pytest.raises(Conflict, match="settings_changed_since"):
        reception.do(settings.restore, reception.lea, RestoreSettings(1, version - 1))


def test_a_file_is_taken_over_whole_or_not_at_all(reception: Reception) -> None:
    before = reception.site()
    good: dict[SettingsLayer, dict[str, Any]] = {
        MINISTRY: {"theme": "dark"},
        SITE: {"policy": {"grace_min": 9}},
    }
    broken = {"services": [{"code": "x"}], "counters": []}
    with pytest.raises(SettingsInvalid):
        reception.do(settings.import_settings, reception.lea, ImportSettings(good, broken))
    assert reception.site() == before
    reception.do(settings.import_settings, reception.lea, ImportSettings(good))
    assert (reception.site().theme, reception.site().policy.grace_min) == ("dark", 9)


def test_layers_of_one_file_are_judged_together(reception: Reception) -> None:
    first = reception.site().version
    together: dict[SettingsLayer, dict[str, Any]] = {
        MINISTRY: {"policy": {"walk_in_allowance_min": 20}},
        SITE: {"policy": {"late_allowance_min": 10, "priority_bonus_min": 20}},
    }
    done = reception.do(settings.import_settings, reception.lea, ImportSettings(together))
    assert done["changed"] == 2
    last = reception.site().version
    reception.do(settings.restore, reception.lea, RestoreSettings(first))
    assert reception.site().policy.walk_in_allowance_min == 60
    reception.do(settings.restore, reception.lea, RestoreSettings(last))
    policy = reception.site().policy
    assert (policy.walk_in_allowance_min, policy.late_allowance_min) == (20, 10)


def test_a_version_that_was_taken_back_is_never_seen(reception: Reception) -> None:
    broken = {"services": [{"code": "x"}], "counters": []}
    command = ImportSettings({SITE: {"theme": "dark"}}, broken)
    with pytest.raises(SettingsInvalid):
        reception.do(settings.import_settings, reception.lea, command)
    # The next version gets the number of the one that never was.
    put(reception, SITE, {"theme": "contrast"})
    assert reception.site().theme == "contrast"


def test_what_a_layer_repeats_is_kept_when_it_is_put_back(reception: Reception) -> None:
    put(reception, SITE, {"theme": "dark"})
    both = put(reception, MINISTRY, {"theme": "dark"})
    put(reception, SITE, {})
    reception.do(settings.restore, reception.lea, RestoreSettings(both))
    put(reception, MINISTRY, {})
    assert reception.site().theme == "dark"


@given(DOCUMENTS, DOCUMENTS)
def test_the_difference_over_a_layer_gives_the_other_again(
    lower: dict[str, Any], wanted: dict[str, Any]
) -> None:
    found = merge(lower, difference(wanted, lower))
    assert without_empty(found) == without_empty(wanted)


def without_empty(document: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted((path, value) for path, value in leaves(document) if value != {})


def test_the_journal_tells_what_changed(reception: Reception) -> None:
    put(reception, MINISTRY, {"policy": {"grace_min": 20}, "theme": "dark"})
    with reception.read() as reader:
        events = [
            event
            for event in reader.events(0)
            if event.kind is EventKind.SITE_SETTINGS_CHANGED and event.facts is not None
        ]
        newest = reader.settings.newest()
    assert events[-1].facts is not None
    assert events[-1].facts["layer"] == "ministry"
    assert events[-1].facts["paths"] == "policy.grace_min,theme"
    assert newest is not None
    assert (newest.part, newest.changed) == (SettingsPart.SETTINGS, ("policy.grace_min", "theme"))
    assert newest.agent_id == reception.lea.agent_id
