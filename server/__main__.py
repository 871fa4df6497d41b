"""Starts the program `guichet-server`, as soon as may be."""

import sys
from collections.abc import Sequence

from core.runtime.sweeping import unswept


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code, as `server.program` names them."""
    with unswept():
        from server import program  # noqa: PLC0415 - the import is what takes the time

    return program.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
