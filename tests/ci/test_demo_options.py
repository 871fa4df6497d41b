"""`./demo` says what it may be told before it sets anything up."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = ("demo", "demonstration/__init__.py", "demonstration/options.py")
SET_UP = 9
pytestmark = pytest.mark.skipif(shutil.which("python3") is None, reason="python3 is missing")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout whose set-up ends the script, and that has no virtual environment."""
    for name in NEEDED:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "installer").mkdir()
    (tmp_path / "installer" / "setup.sh").write_text(f"set_up() {{ exit {SET_UP}; }}\n")
    return tmp_path


def run(checkout: Path, *given: str) -> tuple[int, str, str]:
    done = subprocess.run([checkout / "demo", *given], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_help_comes_without_the_set_up(checkout: Path, asked: str) -> None:
    status, told, _ = run(checkout, asked)
    assert status == 0
    assert "--language" in told


def test_a_wrong_option_is_refused_without_the_set_up(checkout: Path) -> None:
    status, _, told = run(checkout, "--language", "de")
    assert status == 2
    assert "invalid choice: 'de'" in told


def test_anything_else_is_set_up(checkout: Path) -> None:
    assert run(checkout, "--language", "en", "--out", "x")[0] == SET_UP
    assert run(checkout)[0] == SET_UP
