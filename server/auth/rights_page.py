"""Prints the table of rights as a page, so that a change of rights is seen in review.

`python -m server.auth.rights_page > docs/rights.md`
"""

import sys
from collections.abc import Iterable

from core.model import DEVICES, AccountScope, Role, StationKind
from server.auth.rights import RIGHTS, Right

_HEAD = """\
# Who may call what

Made of the table in `server/auth/rights.py`; renew it with `python -m server.auth.rights_page`. A
station's token speaks for the device, a session's token for the agent who signed in at one, a
service account's for another tool, by the scopes that it was given. A route that is not here is
closed to everyone. What each of them sees of the feed stands in `server/auth/audience.py`.

| Route | Stations | Roles | Scopes | |
|---|---|---|---|---|
"""


_DEVICES = [kind for kind in StationKind if kind in DEVICES]


def rights_text() -> str:
    """Return the page, one line for each route."""
    return _HEAD + "".join(
        f"| `{method} {path}` | {_names(right.stations, _DEVICES)} |"
        f" {_names(right.roles, Role)} | {_names(right.scopes, AccountScope)} |"
        f" {_more(right)} |\n"
        for (method, path), right in sorted(RIGHTS.items(), key=lambda item: item[0][::-1])
    )


def _names(
    some: frozenset[StationKind] | frozenset[Role] | frozenset[AccountScope], all_: Iterable[str]
) -> str:
    every = [str(one) for one in all_]
    held = [one for one in every if one in some]
    return "all" if held == every else ", ".join(held) or "–"


def _more(right: Right) -> str:
    notes = [
        "without a token" if right.free else "",
        "also while locked" if right.when_locked else "",
        f"refused after {right.even_s:g} s" if right.even_s else "",
    ]
    return "; ".join(note for note in notes if note)


if __name__ == "__main__":
    sys.stdout.write(rights_text())
