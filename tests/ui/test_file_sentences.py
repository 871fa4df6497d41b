"""Each code that a file of appointments, or one of its rows, is refused with has a sentence."""

import re
from pathlib import Path

import pytest

import sync.booking.files
from ui.file_sentences import FILE_SENTENCES
from ui.messages import problem_text

REFUSAL = re.compile(
    r'(?:FileRefused|RowUnreadable)\(\s*"([a-z_]+)"'
    r'|Mistake\([a-z.]+, "([a-z_]+)"'
    r'|"([a-z_]+_unknown)"'
)


def codes_of_files() -> list[str]:
    """Return every code that the readers of files name."""
    folder = Path(sync.booking.files.__path__[0])
    found = [REFUSAL.findall(path.read_text("utf-8")) for path in folder.glob("*.py")]
    codes = {code for one in found for groups in one for code in groups if code}
    return sorted(codes - {"pre_application_refused", "service_unknown"})


def test_the_readers_name_the_codes_that_this_test_looks_for() -> None:
    assert len(codes_of_files()) > 20


@pytest.mark.parametrize("code", [*codes_of_files(), "service_unmatched", "file_kind_unsupported"])
def test_what_is_wrong_with_a_file_is_said_in_a_sentence(code: str) -> None:
    assert code in FILE_SENTENCES


@pytest.mark.usefixtures("kiosk_app")
def test_a_row_that_contradicts_another_names_it() -> None:
    assert problem_text("key_twice", {"first": 7}).endswith("see row 7.")
