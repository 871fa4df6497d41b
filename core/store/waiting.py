"""Who waits for a counter: one index walk for each service, and never a scan of all who wait."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Date, String, bindparam, text
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.types import TypeEngine

from core.policy import Offer
from core.store.prepared import Prepared
from core.store.types import UtcDateTime

_MINUTE: Final = 60_000_000
"""Of the microseconds that columns of moments count."""


class _Group(StrEnum):
    """People among whom the rule looks for the earliest rank."""

    ALL = "all"
    HELD_HERE = "held_here"
    PRIORITY = "priority"
    OTHERS = "others"


# The state stands in the text, not in a parameter: only then are the partial indexes used. So does
# the limit: SQLite plans a statement whose limit is bound anew each time it runs.
_WAITS: Final = """step.state = 'waiting' AND step.due_from {compare} :now
    AND (:counter IS NULL OR step.target_counter_id IS NULL OR step.target_counter_id = :counter)
    AND (:counter IS NULL OR step.target_agent_id IS NULL OR step.target_agent_id = :agent)"""

_BRANCH: Final = """
SELECT * FROM (
  SELECT step.id, step.rank + :offset_{index} AS place, step.sequence FROM step
  WHERE step.business_day = :day AND step.service_id = :service_{index} AND {waits}
  ORDER BY step.rank, step.sequence LIMIT {most}
) AS branch_{index}
"""

_OTHERS_BRANCH: Final = """
SELECT * FROM (
  SELECT step.id, step.rank + :offset_{index} AS place, step.sequence FROM step
  WHERE step.business_day = :day AND step.service_id = :service_{index} AND {waits}
    AND step.rank + :offset_{index} <= :now
    AND NOT EXISTS (SELECT 1 FROM visit WHERE visit.id = step.visit_id AND visit.priority)
  ORDER BY step.rank, step.sequence LIMIT {most}
) AS branch_{index}
"""

# All who are back from a hold at one counter: they are few, and all come before the others.
_HELD_HERE: Final = """
SELECT step.id FROM step
WHERE step.held_counter_id = :counter AND step.business_day = :day AND {waits}
  AND {offset} IS NOT NULL
"""

# A cross join, and no day of the step, keep SQLite from walking everybody who waits.
_PRIORITY: Final = """
SELECT step.id, step.rank + {offset} AS place, step.sequence FROM visit CROSS JOIN step
WHERE step.visit_id = visit.id AND visit.business_day = :day AND visit.priority
  AND visit.ended_at IS NULL AND {waits} AND {offset} IS NOT NULL
ORDER BY 2, 3 LIMIT {most}
"""

_NAMES: Final = re.compile(r":(\w+)")
_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "day": Date(),
    "now": UtcDateTime(),
    "offset": BigInteger(),
}
_PART: Final = "SELECT id FROM ({found}) AS group_{name}"


@lru_cache(maxsize=256)
def _statement(group: _Group, services: int, compare: str, most: int) -> str:
    waits = _WAITS.format(compare=compare)
    places = range(services)
    if group in {_Group.HELD_HERE, _Group.PRIORITY}:
        cases = " ".join(f"WHEN :service_{index} THEN :offset_{index}" for index in places)
        few = _HELD_HERE if group is _Group.HELD_HERE else _PRIORITY
        offset = f"(CASE step.service_id {cases} END)"
        return few.format(waits=waits, offset=offset, most=most)
    branch = _OTHERS_BRANCH if group is _Group.OTHERS else _BRANCH
    found = " UNION ALL ".join(
        branch.format(index=index, waits=waits, most=most) for index in places
    )
    return f"{found} ORDER BY 2, 3 LIMIT {most}"


def _together(groups: tuple[_Group, ...], services: int, compare: str, most: int) -> str:
    """Return the groups as one statement: each one that is sent costs more than it finds."""
    return " UNION ALL ".join(
        _PART.format(found=_statement(one, services, compare, most), name=one) for one in groups
    )


@lru_cache(maxsize=256)
def _prepared(groups: tuple[_Group, ...], services: int, compare: str, most: int) -> Prepared:
    together = _together(groups, services, compare, most)
    # PostgreSQL cannot tell the type of a value that is only asked whether it is there.
    return Prepared(text(together).bindparams(*map(_value, set(_NAMES.findall(together)))))


def _value(name: str) -> BindParameter[Any]:
    kind = "offset" if name.startswith("offset_") else name
    return bindparam(name, type_=_TYPES.get(kind, String()))


def first_waiting(
    connection: Connection, day: date, offer: Offer, now: datetime, limit: int
) -> list[str]:
    """Return the ids of steps among which the first `limit` of the calling order are.

    Args:
        connection: Within a transaction.
        day: The business day.
        offer: What the counter takes that looks, or what the site offers.
        now: Who is not due by then is taken only where too few are.
        limit: How many places of the order are asked for.
    """
    offered = sorted(offer.services | offer.secondary)
    if not offered:
        return []
    values: dict[str, Any] = {
        "day": day,
        "counter": offer.counter_id,
        "agent": offer.agent_id,
        "now": now,
    }
    for index, service_id in enumerate(offered):
        values[f"service_{index}"] = service_id
        values[f"offset_{index}"] = offer.offset_of(service_id) * _MINUTE
    found: dict[str, None] = {}
    for compare in ("<=", ">"):
        statement = _prepared(_groups(offer), len(offered), compare, limit)
        found |= dict.fromkeys(id_ for (id_,) in statement.all(connection, values))
        if len(found) >= limit:
            break
    return list(found)


def _groups(offer: Offer) -> tuple[_Group, ...]:
    groups = [_Group.ALL]
    if offer.counter_id is not None:
        groups.append(_Group.HELD_HERE)
    if offer.absolute:
        groups.append(_Group.PRIORITY)
    if offer.others_turn:
        groups.append(_Group.OTHERS)
    return tuple(groups)
