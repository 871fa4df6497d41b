"""Fails when the lock file names an address or index, or holds a requirement without a hash."""

import re
import sys
from pathlib import Path


def main() -> int:
    """Check `requirements.lock`."""
    text = Path("requirements.lock").read_text("utf-8")
    faults = [f"address: {line}" for line in text.splitlines() if re.search(r"://|--.*index", line)]
    requirements = re.split(r"\n(?=\S)", text.strip())
    faults += [
        f"no hash: {block.splitlines()[0]}"
        for block in requirements
        if "--hash=sha256:" not in block
    ]
    sys.stdout.write("".join(f"requirements.lock: {fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
