"""Fails on Python files over 400 lines and names those over 300: one noun a file."""

import subprocess
import sys
from pathlib import Path

CEILING = 400
ROOMY = 300


def main() -> int:
    """Check every tracked Python file."""
    listing = subprocess.run(
        ["git", "ls-files", "*.py"], check=True, capture_output=True, text=True
    ).stdout
    sizes = {name: len(Path(name).read_text("utf-8").splitlines()) for name in listing.split()}
    too_long = {name: size for name, size in sizes.items() if size > CEILING}
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        if size > ROOMY:
            mark = "TOO LONG" if name in too_long else "long"
            sys.stdout.write(f"{mark:8} {size:4} {name}\n")
    return 1 if too_long else 0


if __name__ == "__main__":
    sys.exit(main())
