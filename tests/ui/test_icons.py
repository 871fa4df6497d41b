"""Icons: each one of the default catalogue is drawn, and an unknown name does no harm."""

import json

import pytest
from PySide6.QtWidgets import QApplication

from core.runtime.paths import resource
from ui.icons import IconMissing, known_icon, pixmap

_CATALOGUE = json.loads(resource("services", "default_catalogue.json").read_text("utf-8"))
NAMES = sorted({service["icon"] for service in _CATALOGUE["services"]})


@pytest.mark.parametrize("name", NAMES)
def test_every_service_of_the_catalogue_has_a_drawing(name: str) -> None:
    assert known_icon(name) == name


@pytest.mark.parametrize("name", ["no-such-thing", "../fonts/OFL", "", "a b"])
def test_a_name_of_a_site_that_has_no_drawing_gets_the_plain_one(name: str) -> None:
    assert known_icon(name) == "file-text"


def test_a_missing_drawing_is_said_before_anything_is_painted(qapp: QApplication) -> None:
    with pytest.raises(IconMissing):
        pixmap("no-such-thing")
