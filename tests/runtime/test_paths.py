"""Bundled files are found from a source tree and from a frozen program."""

import json
import sys
from pathlib import Path

import pytest

from core.model import CRISIS_STREAM, LANGUAGES, TICKET_LETTERS, CounterKind
from core.runtime.paths import default_profile, resource
from sync.contract.settings import SettingsDocument


def test_bundled_file_is_found() -> None:
    assert resource("fonts", "OFL.txt").is_file()


def test_frozen_programs_look_beside_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("a", "b") == tmp_path / "resources" / "a" / "b"


def test_profile_names_the_program() -> None:
    assert default_profile("kiosk").name == "kiosk"


def test_default_settings_are_the_documents_defaults() -> None:
    text = resource("services", "default_settings.json").read_text(encoding="utf-8")
    assert SettingsDocument.model_validate_json(text) == SettingsDocument()


def test_default_catalogue_is_whole() -> None:
    text = resource("services", "default_catalogue.json").read_text(encoding="utf-8")
    catalogue = json.loads(text)
    services = {service["code"]: service for service in catalogue["services"]}
    assert len({service["number"] for service in services.values()}) == len(services)
    for service in services.values():
        assert set(service["labels"]) == set(LANGUAGES)
        assert service["letter"] in TICKET_LETTERS
        assert set(service["flow"]) <= set(services)
        assert service["typical_min"] <= service["max_min"]
        assert all({"fr", "en"} <= set(paper["labels"]) for paper in service["documents"])
    served = {code for counter in catalogue["counters"] for code in counter["services"]}
    # Every counter takes those of a crisis, as long as it lasts.
    crisis = {code for code, service in services.items() if service.get("stream") == CRISIS_STREAM}
    assert len(crisis) == 4
    assert served == set(services) - crisis
    kinds = {counter["kind"] for counter in catalogue["counters"]}
    assert kinds == set(CounterKind) - {CounterKind.SELF_SERVICE_DESK}
    assert all(service["code"] not in service["flow"] for service in services.values())


def test_sensitive_services_share_their_letters_with_ordinary_ones() -> None:
    text = resource("services", "default_catalogue.json").read_text(encoding="utf-8")
    services = json.loads(text)["services"]
    sensitive = {one["letter"] for one in services if one["sensitive"]}
    ordinary = {one["letter"] for one in services if not one["sensitive"]}
    assert sensitive
    assert sensitive <= ordinary
