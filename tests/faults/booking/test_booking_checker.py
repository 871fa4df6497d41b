"""The checker of both sides finds each difference that nobody can explain, and only those."""

from dataclasses import replace

import pytest

from tests.faults.booking.checks import check
from tests.faults.booking.sides import Booked, Decision, Item, Json, Sides

PEOPLE = {"71": "unknown"}
NINE = "2026-11-24T09:00:00"


def there(**changes: Json) -> Json:
    """Return an RDV as the booking server holds it."""
    return {"starts": NINE, "motif": 31, "people": dict(PEOPLE), **changes}


def here(**changes: Json) -> Booked:
    """Return the same, as the site holds it."""
    honest = Booked("7", NINE, 31, "booked", False, False, ("71",))
    return replace(honest, **changes)


def write(seq: int, before: str, status: str, target: int = 71) -> Json:
    """Return a write that came in."""
    return {"seq": seq, "kind": "participation", "id": target, "rdv": 7,
            "before": before, "status": status}  # fmt: skip


def theirs(after: int, status: str) -> Json:
    """Return what a colleague set."""
    return {"seq": 1, "act": "set_person", "participation": 71, "after": after, "rdv": 7,
            "people": {"71": status}}  # fmt: skip


def sides(**changes: Json) -> Sides:
    """Return a day on which nothing happened, but for the changes."""
    honest = Sides(
        days=("2026-11-24", "2026-11-25"),
        groups=(33,),
        first={7: there()},
        rdvs={7: there()},
        writes=(),
        acts=(),
        decisions=(),
        booked=(here(),),
        items=(),
        withdrawn=(),
    )
    return replace(honest, **changes)


def served(**changes: Json) -> Sides:
    """Return a day on which one person was seen and both sides know it, but for the changes."""
    honest = sides(
        rdvs={7: there(people={"71": "seen"})},
        writes=(write(1, "unknown", "seen"),),
        decisions=(Decision("7", "seen"),),
        booked=(here(status="checked_in", visited=True),),
        items=(Item("71", "seen", "sent", "", False),),
    )
    return replace(honest, **changes)


def refused(reason: str) -> tuple[Item, ...]:
    """Return an outcome that was set aside."""
    return (Item("71", "seen", "rejected", reason, False),)


DELETED = {"seq": 1, "act": "delete", "after": 0, "rdv": 7, "people": PEOPLE}
EXPLAINED = {
    "nothing happened": sides(),
    "it was told": served(),
    "told again after its answer was lost": served(
        writes=(write(1, "unknown", "seen"), write(2, "seen", "seen"))
    ),
    "changed there afterwards": served(
        rdvs={7: there(people={"71": "noshow"})}, acts=(theirs(1, "noshow"),)
    ),
    "changed there before, and shown": served(
        rdvs={7: there(people={"71": "noshow"})},
        acts=(theirs(0, "noshow"),),
        writes=(),
        items=refused("changed_at_booking_server:noshow"),
    ),
    "deleted there before it was told": served(
        rdvs={}, acts=(DELETED,), writes=(), items=refused("unknown_at_booking_server")
    ),
    "deleted there, which is not believed yet": served(
        rdvs={},
        acts=(DELETED,),
        writes=(),
        items=(Item("71", "seen", "pending", "unknown_at_booking_server", False),),
    ),
    "taken back before it was told": sides(
        decisions=(Decision("7", "noshow"), Decision("7", "unknown")),
        items=(Item("71", "noshow", "pending", "", True),),
    ),
    "told, and waiting again": served(decisions=(Decision("7", "seen"), Decision("7", "open"))),
    "taken back after it was told": sides(
        decisions=(Decision("7", "noshow"), Decision("7", "unknown")),
        writes=(write(1, "unknown", "noshow"), write(2, "noshow", "unknown")),
    ),
    "withdrawn, and gone": sides(
        rdvs={}, acts=(DELETED,), booked=(here(withdrawn=True),), withdrawn=("7",)
    ),
}
FORGED = {
    "lost": [
        served(rdvs={7: there()}, writes=()),
        served(rdvs={7: there(people={"71": "noshow"})}, acts=(theirs(0, "noshow"),), writes=(),
               items=()),
    ],
    "undo_lost": [
        sides(
            rdvs={7: there(people={"71": "noshow"})},
            decisions=(Decision("7", "noshow"), Decision("7", "unknown")),
            writes=(write(1, "unknown", "noshow"),),
            booked=(here(status="no_show"),),
        )
    ],
    "invented": [
        sides(rdvs={7: there(people={"71": "seen"})}, writes=(write(1, "unknown", "seen"),),
              booked=(here(status="checked_in"),))
    ],
    "doubled": [
        served(writes=(write(1, "unknown", "seen"), write(2, "unknown", "seen"))),
        served(
            rdvs={7: there(people={"71": "seen"})},
            writes=(write(1, "unknown", "noshow"), write(2, "noshow", "seen")),
        ),
        served(writes=({**write(1, "unknown", "seen"), "kind": "rdv"},),
               rdvs={7: there()}, items=refused("dropped")),
    ],
    "overwritten": [
        served(acts=(theirs(0, "noshow"),), writes=(write(1, "noshow", "seen"),)),
    ],
    "never_told": [
        served(items=(Item("71", "seen", "pending", reason, False),))
        for reason in ("http_500", "unknown_at_booking_server")
    ],
    "rejected_for_nothing": [
        served(rdvs={7: there()}, writes=(), items=refused(reason))
        for reason in ("redirected", "forbidden", "invalid", "unknown_at_booking_server",
                       "changed_at_booking_server:noshow", "answer_differs")
    ] + [
        served(rdvs={7: there(people={"71": "noshow"})}, writes=(), acts=(theirs(0, "noshow"),),
               items=refused("changed_at_booking_server:excused")),
    ],
    "missing_here": [sides(booked=()), sides(booked=(here(withdrawn=True),))],
    "moved_unseen": [sides(booked=(here(starts="2026-11-24T09:10:00"),))],
    "service_differs": [sides(booked=(here(motif=32),))],
    "people_differ": [sides(booked=(here(targets=("71", "72")),))],
    "status_differs": [sides(booked=(here(status="no_show"),))],
    "ghost": [
        sides(rdvs={}, acts=(DELETED,)),
        sides(rdvs={7: there(starts="2026-11-26T09:00:00")}),
    ],
    "withdrawn_though_there": [
        sides(withdrawn=("7",)),
        sides(rdvs={}, acts=(DELETED,), booked=(here(withdrawn=True),), withdrawn=("7", "7")),
    ],
}  # fmt: skip


def group(**changes: Json) -> Sides:
    """Return a day on which one of two strangers was seen, but for the changes."""
    people = {"71": "seen", "72": "unknown"}
    honest = served(
        first={7: there(motif=33, people=dict.fromkeys(people, "unknown"))},
        rdvs={7: there(motif=33, people=people)},
        decisions=(Decision("7/71", "seen"),),
        booked=(
            here(key="7/71", motif=33, status="checked_in", visited=True),
            here(key="7/72", motif=33, targets=("72",)),
        ),
    )
    return replace(honest, **changes)


EXPLAINED |= {
    "one of a group came": group(),
    "another came in a stranger's place": group(
        rdvs={7: there(motif=33, people={"71": "seen", "73": "unknown"})},
        acts=({"seq": 1, "act": "replace", "participation": 72, "after": 0, "rdv": 7},),
        booked=(
            *group().booked[:1],
            here(key="7/72", motif=33, targets=("72",), withdrawn=True),
            here(key="7/73", motif=33, targets=("73",)),
        ),
        withdrawn=("7/72",),
    ),
}
FORGED["missing_here"].append(group(booked=group().booked[:1]))
FORGED["invented"].append(group(decisions=(Decision("7/72", "seen"),)))
FORGED["lost"].append(group(decisions=(Decision("7/72", "seen"),)))
FORGED["ghost"].append(group(booked=(*group().booked, here(key="7/74", targets=("74",)))))
FORGED["status_differs"].append(
    group(booked=(*group().booked[:1], replace(group().booked[1], status="no_show")))
)
FORGED["withdrawn_though_there"].append(group(withdrawn=("7/72",)))


@pytest.mark.parametrize("name", sorted(EXPLAINED))
def test_a_difference_that_somebody_can_explain_is_none(name: str) -> None:
    assert check(EXPLAINED[name]) == []


@pytest.mark.parametrize(
    ("rule", "forged"), [(rule, one) for rule, days in FORGED.items() for one in days]
)
def test_each_rule_finds_its_forgery(rule: str, forged: Sides) -> None:
    assert rule in {finding.rule for finding in check(forged)}


def test_who_was_cancelled_there_before_the_family_came_is_no_loss() -> None:
    people = {"71": "seen", "72": "excused"}
    act = {
        **theirs(0, "excused"),
        "participation": 72,
        "people": {"71": "unknown", "72": "excused"},
    }
    day = served(
        first={7: there(people={"71": "unknown", "72": "unknown"})},
        rdvs={7: there(people=people)},
        acts=(act,),
    )
    assert check(day) == []
