"""The server's console, for signing in at a booking server in a test's own process."""

import io
from pathlib import Path

import pytest

from server.__main__ import main
from server.booking_grant import Grant, GrantKeeper
from server.data_folder import DataFolder
from tests.server.site_support import THE_DAY_BEFORE
from tests.support.booking_application import consented


class Console:
    """Somebody at the server's console, who has a browser.

    Attributes:
        folder: The site's.
        told: What the last command said beside its output.
    """

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._patch = patch
        self.told = io.StringIO()

    def run(self, command: str, *options: str, types: str | None = None) -> int:
        """Run a command; without `types` its address is opened, and what comes back pasted."""
        out, self.told = io.StringIO(), io.StringIO()
        self._patch.setattr("sys.stdout", out)
        self._patch.setattr("sys.stderr", self.told)
        self._patch.setattr("sys.stdin", _Typing(out, types))
        where = ("--data", str(self.folder), "--clock", THE_DAY_BEFORE)
        return main([command, *where, *options])

    def grant(self) -> Grant | None:
        """Return what is kept."""
        return GrantKeeper(DataFolder(self.folder)).grant()


class _Typing:
    def __init__(self, shown: io.StringIO, types: str | None) -> None:
        self._shown = shown
        self._types = types

    def readline(self) -> str:
        if self._types is not None:
            return f"{self._types}\n"
        address = self._shown.getvalue().strip()
        told = consented(address)
        if "state" not in told:
            return f"https://rdv.example/oauth/authorize/native?code={told['code']}\n"
        return f"http://127.0.0.1:8459/?code={told['code']}&state={told['state']}\n"
