"""Where the product finds its own files, and where a program may keep its state."""

import sys
from pathlib import Path

import platformdirs


def resource(*parts: str) -> Path:
    """Return the path of a bundled file, from a source checkout, an install or a frozen program.

    Args:
        parts: The path below `resources`, such as `"services", "default_catalogue.json"`.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    base = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return base.joinpath("resources", *parts)


def default_profile(program: str) -> Path:
    """Return the folder where a program of this user keeps its state; it may not exist yet."""
    return platformdirs.user_data_path("guichet", appauthor=False) / program
