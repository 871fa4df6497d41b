"""Builds, updates and checks the catalogues of resources/i18n.

`python -m ui.build_translations` makes each `.ts` a `.qm`; `--update` gathers new texts from
the sources; `--check` fails on unfinished texts or differing placeholders.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import PySide6

from core.runtime.paths import resource

PROGRAMS: Final = ("ui", "kiosk", "devices", "counterapp", "display")
CATALOGUES: Final = {
    "ui": ("fr", "en", "ar"),
    "kiosk": ("fr", "en", "ar"),
    "devices": ("fr", "en"),
    "counterapp": ("fr", "en"),
    "display": ("fr", "en", "ar"),
}
"""Languages of each program's catalogue; all must be finished except English, the source."""

_APART: Final = {"devices": Path("kiosk", "devices")}
"""Programs whose texts stand within another's folder: staff reads them, in fewer languages."""

_PLACEHOLDER: Final = re.compile(r"\{[a-z_0-9]*\}|%[0-9n]|%L[0-9]")
_TOOL_TIMEOUT_S: Final = 120


class BuildFailed(Exception):
    """Qt's tool is missing, or refused a catalogue."""


def build_one(source: Path) -> Path:
    """Compile one catalogue beside itself, so that a reader never sees half a file.

    Raises:
        BuildFailed: The tool is missing, the folder read-only, or the catalogue is wrong.
    """
    target = source.with_suffix(".qm")
    try:
        handle, name = tempfile.mkstemp(suffix=".qm", dir=source.parent)
        os.close(handle)
        made = Path(name)
        try:
            _run(_tool("lrelease"), "-silent", str(source), "-qm", str(made))
            made.chmod(0o644)
            made.replace(target)
        finally:
            made.unlink(missing_ok=True)
    except OSError as error:
        raise BuildFailed(f"{source.name}: {error}") from error
    return target


def build_all() -> list[Path]:
    """Compile every catalogue.

    Raises:
        BuildFailed: See `build_one`.
    """
    return [build_one(source) for source in sorted(resource("i18n").glob("*.ts"))]


def update(programs: Sequence[str] = PROGRAMS) -> None:
    """Gather texts from the sources into the catalogues, keeping what is translated.

    Raises:
        BuildFailed: The tool is missing or failed.
    """
    root = resource("i18n").parents[1]
    for program in programs:
        sources = sorted(str(path) for path in _sources(root, program))
        for language in CATALOGUES[program]:
            target = resource("i18n", f"{program}_{language}.ts")
            _run(
                _tool("lupdate"),
                "-silent",
                "-no-obsolete",
                "-locations",
                "none",
                "-source-language",
                "en_GB",
                "-target-language",
                language,
                *sources,
                "-ts",
                str(target),
                cwd=root,
            )


def _sources(root: Path, program: str) -> Iterator[Path]:
    folder = _APART.get(program, Path(program))
    for path in (root / folder).rglob("*.py"):
        within = path.relative_to(root)
        if not any(within.is_relative_to(other) for other in _APART.values() if other != folder):
            yield within


def mistakes() -> Iterator[str]:
    """Yield one line for each text that is unfinished or whose placeholders differ."""
    for program, languages in CATALOGUES.items():
        for language in languages:
            path = resource("i18n", f"{program}_{language}.ts")
            if not path.exists():
                yield f"{path.name}: missing"
            elif language == "en":
                yield from _mistakes_of(path, may_be_unfinished=True)
            else:
                yield from _mistakes_of(path, may_be_unfinished=False)


def _mistakes_of(path: Path, *, may_be_unfinished: bool) -> Iterator[str]:
    # The file is our own, from the checkout; no outside XML comes here.
    for message in ET.parse(path).getroot().iter("message"):  # noqa: S314
        source = message.findtext("source", "")
        translation = message.find("translation")
        forms = (
            [] if translation is None else [f.text or "" for f in translation.iter("numerusform")]
        )
        texts = forms or ["" if translation is None else translation.text or ""]
        unfinished = translation is None or translation.get("type") == "unfinished"
        if unfinished or not all(texts):
            if not may_be_unfinished:
                yield f"{path.name}: unfinished: {source!r}"
            continue
        wanted = sorted(set(_PLACEHOLDER.findall(source)))
        for text in texts:
            found = sorted(set(_PLACEHOLDER.findall(text)))
            # A plural form may drop the number, as Arabic does for one and two.
            if found != wanted and not (forms and set(wanted) - set(found) <= {"%n"}):
                yield f"{path.name}: placeholders differ: {source!r}"


def _tool(name: str) -> str:
    folder = Path(PySide6.__file__).parent
    for candidate in (folder / name, folder / f"{name}.exe"):
        if candidate.exists():
            return str(candidate)
    raise BuildFailed(f"{name} is not in {folder}")


def _run(*command: str, cwd: Path | None = None) -> None:
    try:
        result = subprocess.run(
            command, cwd=cwd, capture_output=True, text=True, timeout=_TOOL_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BuildFailed(str(error)) from error
    if result.returncode != 0:
        raise BuildFailed((result.stderr or result.stdout).strip())


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, update or check; 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="ui.build_translations", description=__doc__)
    parser.add_argument("--update", nargs="*", metavar="PROGRAM", help="gather texts (all if none)")
    parser.add_argument("--check", action="store_true", help="report unfinished texts")
    options = parser.parse_args(arguments)
    try:
        if options.update is not None:
            update(options.update or PROGRAMS)
        elif options.check:
            found = list(mistakes())
            sys.stderr.writelines(f"{line}\n" for line in found)
            return 1 if found else 0
        else:
            build_all()
    except BuildFailed as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
