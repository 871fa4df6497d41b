"""The start of the counter app: options, keys, what is wrong with them."""

import subprocess
import sys
from pathlib import Path

import pytest

from counterapp.options import counter_options
from counterapp.shortcuts import DEFAULTS, load_shortcuts
from ui.crash import KnownFault


def test_the_counter_and_the_size_of_text_are_options() -> None:
    options = counter_options(["--counter", "2", "--text", "150", "--language", "fr"])
    assert (options.counter, options.text_percent) == ("2", 150)


@pytest.mark.parametrize("arguments", [["--text", "300"], ["--counter"], ["--unknown"]])
def test_wrong_use_is_one_line_and_exit_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        counter_options(arguments)
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_keys_are_the_defaults_without_a_file(tmp_path: Path) -> None:
    assert load_shortcuts(tmp_path / "none.toml") == dict(DEFAULTS)


def test_a_site_changes_a_key_and_turns_one_off(tmp_path: Path) -> None:
    path = tmp_path / "shortcuts.toml"
    path.write_text('recall = "Ctrl+R"\nabsent = ""\n', encoding="utf-8")
    keys = load_shortcuts(path)
    assert (keys["recall"], keys["absent"], keys["start"]) == ("Ctrl+R", "", "F5")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('recal = "F3"', "no action"),
        ('recall = "F2"', "used twice"),
        ("recall = 3", "is a text"),
        ("recall =", "shortcuts.toml"),
    ],
)
def test_a_wrong_file_of_keys_is_one_clear_sentence(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "shortcuts.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnownFault, match=words):
        load_shortcuts(path)


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "counterapp", "--profile", str(tmp_path / "profile")]
    return subprocess.run(
        [*command, "--windowed", "1280x720", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_workstation_that_is_not_enrolled_says_so_and_ends_well(tmp_path: Path) -> None:
    ended = run(tmp_path, "--quit-after", "0.5")
    assert ended.returncode == 0, ended.stderr


def test_a_server_that_is_away_at_enrolment_is_one_line(tmp_path: Path) -> None:
    ended = run(tmp_path, "--server", "http://127.0.0.1:9", "--pair", "ABCD-EFGH")
    lines = [line for line in ended.stderr.splitlines() if "propagateSizeHints" not in line]
    assert ended.returncode == 2
    assert len(lines) == 1
    assert "Traceback" not in ended.stderr
