"""What stands on a page of a PDF, as a reader of the file finds it."""

import re
import subprocess
from pathlib import Path

_MARKS = re.compile("[\u202a-\u202e]")


def text_of(pdf: bytes, folder: Path, *options: str) -> str:
    """Return the text of a file in its own order, blanks made single and marks of direction out."""
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, str(path), "-"], check=True, capture_output=True)
    return " ".join(_MARKS.sub("", done.stdout.decode()).split())


LONG_SITE = (
    "Section consulaire de l'ambassade de France auprès de la République démocratique du Congo à"
    " Kinshasa, annexe de Goma Est"
)
"""Of as many letters as a site's name may have."""


def count_of_pages(pdf: bytes) -> int:
    """Return how many pages a file has."""
    return len(re.findall(rb"/Type /Page\b", pdf))


def rightmost(pdf: bytes, folder: Path) -> float:
    """Return where the longest line of a file ends, in points from the left."""
    path = folder / "measured.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True)
    return max(map(float, re.findall(r'xMax="([0-9.]+)"', done.stdout.decode())))


def title_of(pdf: bytes, folder: Path) -> str:
    """Return a file's title."""
    path = folder / "titled.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True)
    found = re.search(r"^Title: +(.*)$", done.stdout.decode(), re.MULTILINE)
    assert found is not None
    return found.group(1)
