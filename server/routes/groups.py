"""Visits that belong together, and those who part again."""

from core.usecases import grouping, splitting
from core.usecases.grouping import Group
from core.usecases.splitting import Split
from server.doing import Doing
from server.nouns import Noun
from server.rendering import card_for
from sync.contract.arrivals import GroupIn, SplitIn, SplitOut, VisitCardOut
from sync.contract.wire import Id

router = Noun("/visits")


@router.post("/group")
def group(body: GroupIn, doer: Doing) -> VisitCardOut:
    """Make one visit of several that wait; the one whose turn comes first leads and is answered."""
    command = Group(body.visit_ids)
    receipt = doer.do(body, lambda uow: grouping.group(uow, doer.caller.actor, command))
    with doer.wiring.store.read() as reader:
        return card_for(reader, str(receipt["visit_id"]), doer.caller)


@router.post("/{visit_id}/split")
def split(visit_id: Id, body: SplitIn, doer: Doing) -> SplitOut:
    """Give some persons a visit of their own: the one that they came as, or a new number."""
    command = Split(visit_id, body.persons)
    receipt = doer.do(body, lambda uow: splitting.split(uow, doer.caller.actor, command))
    with doer.wiring.store.read() as reader:
        return SplitOut(
            visit=card_for(reader, visit_id, doer.caller),
            split=card_for(reader, str(receipt["split_visit_id"]), doer.caller),
        )
