"""Settings files: every mistake at once, never a value that was read."""

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from core.runtime.settings import Settings, SettingsError, load_settings


class _Lamp(Settings):
    colour: str
    dim_after_s: Annotated[int, Field(ge=10, le=600)] = 45


def test_toml_and_json_read_alike(tmp_path: Path) -> None:
    toml, json = tmp_path / "lamp.toml", tmp_path / "lamp.json"
    toml.write_text('colour = "vert"\ndim_after_s = 60\n', encoding="utf-8")
    json.write_text('{"colour": "vert", "dim_after_s": 60}', encoding="utf-8")
    assert load_settings(toml, _Lamp) == load_settings(json, _Lamp)


def test_all_mistakes_are_told_at_once_without_their_values(tmp_path: Path) -> None:
    path = tmp_path / "lamp.toml"
    path.write_text('dim_after_s = 1\nsecret_word = "sesame"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(path, _Lamp)
    assert len(caught.value.mistakes) == 3
    assert "colour" in str(caught.value)
    assert "dim_after_s" in str(caught.value)
    assert "sesame" not in str(caught.value)


@pytest.mark.parametrize("raw", [b"colour = ", b"\xff\xfe", b""])
def test_unreadable_files_are_told_with_their_name(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "lamp.toml"
    path.write_bytes(raw)
    with pytest.raises(SettingsError, match=r"lamp\.toml"):
        load_settings(path, _Lamp)


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent\.json"):
        load_settings(tmp_path / "absent.json", _Lamp)
