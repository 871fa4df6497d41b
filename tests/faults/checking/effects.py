"""What each command must leave in the journal, and what of its answer must never change.

Written from the interface's description: for every route the rows that it makes, the ids of them
that the request names, and the ids of them that only the answer tells.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.faults.history import Command, Json, Row


@dataclass(frozen=True, slots=True)
class Effect:
    """The rows of one kind of command.

    Attributes:
        kinds: Of its main row, one of these.
        by: The field of that row that the request names, if any; its value stands in the path.
        told: Fields of that row -> where the answer tells the same; the first is unique.
        least: How many main rows a success leaves at least, 0 or 1; it never leaves more than one.
        stable: What answers to one key have in common besides.
        again: The same thing may be named by several commands, each with a row of its own.
    """

    kinds: frozenset[str]
    by: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    least: int = 1
    stable: tuple[str, ...] = ()
    again: bool = False


def _one(
    *kinds: str, by: str | None = None, least: int = 1, told: Mapping[str, str] | None = None
) -> Effect:
    known = told or {}
    return Effect(frozenset(kinds), by, known, least, tuple(known.values()))


def _step(kind: str, *more: str) -> Effect:
    return Effect(frozenset({kind}), "step_id", {}, 1, ("step.id", "visit.id", *more))


def _visit(kind: str) -> Effect:
    return Effect(frozenset({kind}), "visit_id", {}, 1, ("id", "number"))


_ID: Final = r"([0-9a-f-]{36})"
_CALLED: Final = Effect(
    frozenset({"step.called"}),
    "counter_id",
    {
        "call_id": "call.id",
        "step_id": "step.id",
        "visit_id": "visit.id",
        "facts.announcement": "call.announcement",
        "facts.number": "visit.number",
    },
    stable=("call.id", "call.announcement", "step.id", "visit.id", "visit.number"),
)
_ARRIVED: Final = {"visit_id": "visit.id", "facts.number": "called"}
_SLIPS: Final = tuple(f"slip.{end}" for end in ("sent", "printed", "doubtful", "failed", "shown"))

_ROUTES: Final[tuple[tuple[str, Effect], ...]] = (
    ("POST /walk-ins", _one("visit.walked_in", told=_ARRIVED)),
    (
        "POST /check-ins",
        _one("visit.checked_in", told=_ARRIVED),
    ),
    (
        "POST /number-leases",
        Effect(frozenset(), stable=("lease_id", "numbers", "business_day", "epoch")),
    ),
    ("POST /appointments", _one("appointment.imported", told={"appointment_id": "id"})),
    (f"POST /appointments/{_ID}/no-show", _one("appointment.no_show", by="appointment_id")),
    (f"POST /appointments/{_ID}/excuse", _one("appointment.excused", by="appointment_id")),
    (f"POST /appointments/{_ID}/revoke", _one("appointment.revoked", by="appointment_id")),
    (f"POST /appointments/{_ID}/reopen", _one("appointment.reopened", by="appointment_id")),
    (f"POST /visits/{_ID}/slip", _one(*_SLIPS, by="visit_id", least=0)),
    (f"POST /visits/{_ID}/leave", _visit("visit.left")),
    (f"POST /visits/{_ID}/send-away", _visit("visit.sent_away")),
    (f"POST /visits/{_ID}/cancel", _visit("visit.cancelled")),
    (f"POST /visits/{_ID}/urgent", _visit("visit.urgent")),
    (
        f"POST /visits/{_ID}/split",
        _one("visit.split", by="visit_id", told={"facts.split_visit_id": "split.id"}),
    ),
    (
        "POST /visits/group",
        Effect(frozenset({"visit.grouped"}), None, {"visit_id": "id"}, 1, ("id",), again=True),
    ),
    (f"PATCH /visits/{_ID}", _one("visit.changed", by="visit_id", least=0)),
    (f"POST /counters/{_ID}/open", _one("counter.opened", "counter.resumed", by="counter_id")),
    (f"POST /counters/{_ID}/pause", _one("counter.paused", by="counter_id")),
    (f"POST /counters/{_ID}/close", _one("counter.closed", by="counter_id", least=0)),
    (f"POST /counters/{_ID}/degrade", _one("counter.degraded", by="counter_id", least=0)),
    (f"POST /counters/{_ID}/call-next", _CALLED),
    (f"POST /counters/{_ID}/call", _CALLED),
    (f"POST /steps/{_ID}/recall", _step("step.recalled")),
    (f"POST /steps/{_ID}/undo", _step("step.call_undone")),
    (f"POST /steps/{_ID}/start", _step("step.started")),
    (f"POST /steps/{_ID}/absent", _step("step.no_show")),
    (f"POST /steps/{_ID}/park", _step("step.parked")),
    (f"POST /steps/{_ID}/resume", _step("step.resumed")),
    (f"POST /steps/{_ID}/transfer", _step("step.transferred", "next_step.id")),
    (f"POST /steps/{_ID}/finish", _step("step.completed", "next_step.id")),
    (f"POST /steps/{_ID}/return", _step("step.returned")),
    (f"POST /steps/{_ID}/reopen", _step("step.reopened")),
    (
        f"POST /visits/{_ID}/booking-link",
        Effect(frozenset({"booking.link_made"}), "visit_id", {}, 1, ("url", "person"), again=True),
    ),
    ("POST /booking/sign-in/code", _one("booking.signed_in")),
    ("POST /site/message", _one("display.message", least=0)),
    ("POST /site/freeze", _one("site.frozen", "site.thawed", least=0)),
    ("POST /site/early-close", _one("site.closed_early", "site.reopened", least=0)),
    ("POST /help", _one("help.asked", least=0)),
    (f"POST /help/{_ID}/answer", _one("help.answered", least=0)),
)
_COMPILED: Final = tuple((re.compile(pattern), effect) for pattern, effect in _ROUTES)

BESIDE: Final = frozenset(
    {
        "step.waiting",  # follows what opened it; the replay sees to that
        "journal.read",
        "agent.name_revealed",
        "agent.signed_in",
        "agent.created",
        "station.enrolled",
        "site.settings_changed",
        "purge.done",
    }
)
"""Rows that no command of a client must account for."""


def effect_of(command: Command) -> tuple[Effect, str | None]:
    """Return what a command leaves, and the id that its path names.

    Raises:
        KeyError: The route is not in the table.
    """
    line = f"{command.method} {command.path}"
    for pattern, effect in _COMPILED:
        found = pattern.fullmatch(line)
        if found is not None:
            return effect, found[1] if found.groups() else None
    raise KeyError(line)


def part(body: Json, place: str) -> Any:  # noqa: ANN401 - JSON
    """Return a value of an answer by its dotted place; None where there is none."""
    if place == "called":
        ticket = body.get("ticket") or {}
        return ticket.get("alias") or ticket.get("number")
    for name in place.split("."):
        body = body.get(name) if isinstance(body, dict) else None
    return body


def field_of(row: Row, name: str) -> Any:  # noqa: ANN401 - JSON
    """Return a field of a row, or one of its facts (`facts.…`)."""
    if name.startswith("facts."):
        return (row["facts"] or {}).get(name.removeprefix("facts."))
    return row[name]
