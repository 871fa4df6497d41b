"""The technical log: one JSON line an event, and no text of an error."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.runtime.logs import start_logging, stop_logging


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    level = logging.getLogger().level
    yield
    stop_logging()
    logging.getLogger().setLevel(level)


def test_errors_are_named_with_their_places_and_not_their_text(tmp_path: Path) -> None:
    start_logging("kiosk", tmp_path)
    try:
        int("Mme Éloïse Martin")
    except ValueError:
        logging.getLogger("kiosk").exception("visit %s failed", "0190")
    line = json.loads((tmp_path / "kiosk.log").read_text(encoding="utf-8"))
    assert line["text"] == "visit 0190 failed"
    assert line["error"].startswith("ValueError < test_logs.py:")
    assert "Martin" not in json.dumps(line, ensure_ascii=False)


def test_starting_again_replaces_the_first_log(tmp_path: Path) -> None:
    start_logging("kiosk", tmp_path / "first")
    start_logging("kiosk", tmp_path / "second")
    logging.getLogger("kiosk").info("here")
    assert (tmp_path / "first" / "kiosk.log").read_text() == ""
    assert "here" in (tmp_path / "second" / "kiosk.log").read_text()


def test_without_a_folder_plain_lines_go_to_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    start_logging("kiosk", None)
    logging.getLogger("kiosk").warning("two\nlines")
    assert capsys.readouterr().err.strip().endswith("WARNING kiosk: two lines")
