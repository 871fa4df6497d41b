"""Which RDVs a list shows, and on which page."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.datastructures import QueryParams

from demonstration.booking_sandbox.cascade import STATUSES
from demonstration.booking_sandbox.scenario import Agent, RdvNow, Scenario
from demonstration.booking_sandbox.shapes import PARIS, holders_of, wall_clock


class BadQuery(Exception):
    """A parameter means nothing; the text names it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list, and where it stands."""

    rows: tuple[RdvNow, ...]
    number: int
    pages: int
    count: int

    def meta(self) -> dict[str, int | None]:
        """Return what stands beside the rows."""
        return {
            "current_page": self.number,
            "next_page": self.number + 1 if self.number < self.pages else None,
            "prev_page": self.number - 1 if self.number > 1 else None,
            "total_pages": self.pages,
            "total_count": self.count,
        }


def select(
    scenario: Scenario, rdvs: Sequence[RdvNow], query: QueryParams, agent: Agent
) -> list[RdvNow]:
    """Return the RDVs that an agent may see and the filters let through.

    Who is not at reception gets an RDV once for each agent that holds it, as the real server does.

    Times are compared as the digits of a Paris clock, whatever zone the post is in.

    Raises:
        BadQuery: A filter's value is refused.
    """
    after, before = _wall(query, "starts_after"), _wall(query, "starts_before")
    ids, users, agents = (_numbers(query, name) for name in ("id", "user_id", "agent_id"))
    statuses = _values(query, "status")
    if statuses is not None and not statuses <= set(STATUSES):
        raise BadQuery("status")

    def shown(now: RdvNow) -> bool:
        starts = wall_clock(scenario, now.rdv)
        return (
            (after is None or starts >= after)
            and (before is None or starts <= before)
            and (ids is None or now.rdv.id in ids)
            and (statuses is None or now.status in statuses)
            and (users is None or any(person.user in users for person in now.rdv.people))
            and (agents is None or not agents.isdisjoint(holders_of(now.rdv)))
        )

    return [
        now
        for now in rdvs
        if agent.sees(now.rdv) and shown(now)
        for _ in range(1 if agent.role == "reception" else now.rdv.holders)
    ]


def cut(scenario: Scenario, rdvs: Sequence[RdvNow], page: str | None, seed: int) -> Page:
    """Return one page.

    Args:
        scenario: Gives the page size.
        rdvs: What the filters let through.
        page: As it was asked for; None is the first.
        seed: Of the order.

    Raises:
        BadQuery: `page` is no number from 1 on.
    """
    if page is not None and not (page.isascii() and page.isdigit() and int(page[:9]) > 0):
        raise BadQuery("page")
    number = int(page[:9]) if page else 1
    size = scenario.page_size
    rows = list(rdvs)
    # Never by id or time, so that no client comes to rely on it.
    random.Random(seed).shuffle(rows)  # noqa: S311 - an order, not a secret
    pages = max(1, -(-len(rows) // size))
    return Page(tuple(rows[(number - 1) * size : number * size]), number, pages, len(rows))


def _wall(query: QueryParams, name: str) -> datetime | None:
    text = query.get(name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadQuery(name) from error
    # A true offset is turned into Paris's time, which shifts the window of a careless client.
    return moment if moment.tzinfo is None else moment.astimezone(PARIS).replace(tzinfo=None)


def _values(query: QueryParams, name: str) -> set[str] | None:
    several = query.getlist(f"{name}[]") or [
        part for text in query.getlist(name) for part in text.split(",")
    ]
    return {part.strip() for part in several} if several else None


def _numbers(query: QueryParams, name: str) -> set[int] | None:
    values = _values(query, name)
    if values is None:
        return None
    try:
        return {int(value) for value in values}
    except ValueError as error:
        raise BadQuery(name) from error
