"""The small C programs of a measurement, compiled where there is a compiler."""

import shutil
import subprocess
from pathlib import Path


def compiled(source: Path, target: Path, *options: str) -> Path | None:
    """Compile a file; None where there is no compiler, or where it does not know this system."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    command = [compiler, "-O2", *options, "-o", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, check=False)
    return target if done.returncode == 0 else None
