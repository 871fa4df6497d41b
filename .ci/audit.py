"""Fails when a locked package has a known vulnerability that nobody has judged.

It asks the OSV service, which gathers the advisories of the Python world, in one request. What
was judged stands in `.ci/known_advisories.txt`: a line each with the id, the day until which that
holds, and the reason. Without the service it says so in one line, and nothing fails: no build may
hang on somebody else's machine.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import requests

_HERE: Final = Path(__file__).parent
_SERVICE: Final = "https://api.osv.dev"
_WAIT_S: Final = 20.0
_REQUIREMENT: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_JUDGED: Final = re.compile(r"(\S+)\s+(\d{4}-\d{2}-\d{2})\s+\S.*")
_OWN_FAULT: Final = 400


class Away(Exception):
    """The service does not answer, or something else answers in its place."""


class Locked(NamedTuple):
    """A package of the lock file."""

    name: str
    version: str


class Finding(NamedTuple):
    """An advisory about a locked package."""

    package: Locked
    ids: Sequence[str]
    summary: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare the lock file with what is known; return 1 for a vulnerability nobody has judged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lock", type=Path, default=_HERE.parent / "requirements.lock")
    parser.add_argument("--judged", type=Path, default=_HERE / "known_advisories.txt")
    parser.add_argument("--service", default=_SERVICE)
    options = parser.parse_args(arguments)
    packages = [Locked(*found) for found in _REQUIREMENT.findall(options.lock.read_text("utf-8"))]
    judged, faults = _judged(options.judged.read_text("utf-8"), datetime.now(UTC).date())
    for fault in faults:
        sys.stdout.write(f"{options.judged.name}: {fault}\n")
    try:
        found = list(_findings(options.service, packages))
    except Away as away:
        sys.stdout.write(f"{len(packages)} packages not audited: {away}\n")
        return 1 if faults else 0
    new = [finding for finding in found if not judged & set(finding.ids)]
    for one in new:
        ids = ", ".join(one.ids)
        sys.stdout.write(f"{one.package.name} {one.package.version}: {ids} {one.summary}\n")
    known = len(found) - len(new)
    sys.stdout.write(f"{len(packages)} packages audited: {len(new)} new, {known} judged\n")
    return 1 if new or faults else 0


def _judged(text: str, today: date) -> tuple[set[str], list[str]]:
    """Return the ids that were judged and still hold, and what is wrong with the list."""
    ids, faults = set(), []
    lines = (line.strip() for line in text.splitlines())
    for line in (line for line in lines if line and not line.startswith("#")):
        parts = _JUDGED.fullmatch(line)
        try:
            until = None if parts is None else date.fromisoformat(parts[2])
        except ValueError:
            until = None
        if parts is None or until is None:
            faults.append(f"id, day and reason are expected: {line}")
        elif until >= today:
            ids.add(parts[1])
        else:
            faults.append(f"{parts[1]} was judged until {until}: judge it again")
    return ids, faults


def _findings(service: str, packages: Sequence[Locked]) -> Iterator[Finding]:
    asked: list[tuple[Locked, str | None]] = [(package, None) for package in packages]
    while asked:
        queries = [_query(package, token) for package, token in asked]
        results = _answer("POST", f"{service}/v1/querybatch", {"queries": queries}).get("results")
        if not isinstance(results, list) or len(results) != len(asked):
            raise Away("what answers is not the advisory service")
        more: list[tuple[Locked, str | None]] = []
        for (package, _), result in zip(asked, results, strict=True):
            for advisory in result.get("vulns", ()):
                yield from _details(service, package, str(advisory["id"]))
            if result.get("next_page_token"):
                more.append((package, result["next_page_token"]))
        asked = more


def _query(package: Locked, token: str | None) -> dict[str, Any]:
    query: dict[str, Any] = {
        "package": {"name": package.name, "ecosystem": "PyPI"},
        "version": package.version,
    }
    return query if token is None else {**query, "page_token": token}


def _details(service: str, package: Locked, advisory: str) -> Iterator[Finding]:
    told = _answer("GET", f"{service}/v1/vulns/{advisory}")
    if not told.get("withdrawn"):
        ids = (advisory, *map(str, told.get("aliases", ())))
        yield Finding(package, ids, str(told.get("summary", "")))


def _answer(method: str, url: str, body: object = None) -> Mapping[str, Any]:
    try:
        answer = requests.request(method, url, json=body, timeout=_WAIT_S, allow_redirects=False)
        if answer.status_code == _OWN_FAULT:
            raise SystemExit(f"the advisory service refuses the question: {answer.text[:200]}")
        answer.raise_for_status()
        told = answer.json()
    except (requests.RequestException, ValueError) as error:
        # The error's own text may hold addresses of a proxy.
        raise Away(f"the advisory service cannot be reached ({type(error).__name__})") from error
    if not isinstance(told, dict):
        raise Away("what answers is not the advisory service")
    return told


if __name__ == "__main__":
    sys.exit(main())
