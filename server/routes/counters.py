"""Counters open, pause, close, and call people."""

from core.model import CounterId, Role, ServiceId
from core.store.busy import busy_since
from core.usecases import calling, counters
from core.usecases.calling import CallNext, CallStep
from core.usecases.counters import CloseCounter, Degrade, OpenCounter, PauseCounter
from server.doing import Doer, Doing, Work
from server.nouns import Noun
from server.rendering import called
from server.views_site import counter_out
from sync.contract.calls import CalledOut, CallIn
from sync.contract.site import CounterOpenIn, CounterOut, CounterPauseIn, DegradeIn
from sync.contract.wire import Id

router = Noun("/counters/{counter_id}")


@router.post("/open")
def open_counter(counter_id: Id, doer: Doing, body: CounterOpenIn | None = None) -> CounterOut:
    """Open a counter, for all it is equipped for or for some services; also ends a pause."""
    wanted = None if body is None else body.services
    services = None if wanted is None else tuple(map(ServiceId, wanted))
    command = OpenCounter(CounterId(counter_id), services)
    doer.do(body, lambda uow: counters.open_counter(uow, doer.caller.actor, command))
    return _counter(doer, counter_id)


@router.post("/pause")
def pause(counter_id: Id, body: CounterPauseIn, doer: Doing) -> CounterOut:
    """Stop calling for a while; who is served there stays."""
    command = PauseCounter(CounterId(counter_id), body.reason, body.until)
    doer.do(body, lambda uow: counters.pause(uow, doer.caller.actor, command))
    return _counter(doer, counter_id)


@router.post("/close")
def close(counter_id: Id, doer: Doing) -> CounterOut:
    """Close a counter; 409 `counter_busy` while somebody is called there or served."""
    command = CloseCounter(CounterId(counter_id))
    doer.do(None, lambda uow: counters.close_counter(uow, doer.caller.actor, command))
    return _counter(doer, counter_id)


@router.post("/degrade")
def degrade(counter_id: Id, body: DegradeIn, doer: Doing) -> CounterOut:
    """Note that equipment fails or works again; an agent says so of the counter they sit at."""
    command = Degrade(
        CounterId(counter_id),
        body.equipment,
        working=body.working,
        reason=body.reason,
        everywhere=doer.caller.has(Role.RECEPTION, Role.LEAD),
    )
    doer.do(body, lambda uow: counters.degrade(uow, doer.caller.actor, command))
    return _counter(doer, counter_id)


@router.post("/call-next")
async def call_next(counter_id: Id, doer: Doing) -> CalledOut:
    """Call the next person; 409 `queue_empty`, `counter_busy` or `counter_closed`."""
    command = CallNext(CounterId(counter_id))
    return await _called(doer, lambda uow: calling.call_next(uow, doer.caller.actor, command), None)


@router.post("/call")
async def call(counter_id: Id, body: CallIn, doer: Doing) -> CalledOut:
    """Call one person out of turn, for a reason; 409 `already_called`."""
    command = CallStep(CounterId(counter_id), body.step_id, body.reason)
    return await _called(doer, lambda uow: calling.call_step(uow, doer.caller.actor, command), body)


async def _called(doer: Doer, work: Work, body: CallIn | None) -> CalledOut:
    return await doer.answer(
        body, work, lambda reader, receipt: called(reader, receipt, doer.caller)
    )


def _counter(doer: Doer, counter_id: str) -> CounterOut:
    with doer.wiring.store.read() as reader:
        place = reader.site().counter(counter_id)
        return counter_out(place, reader.counter(counter_id), busy_since(reader).get(place.id))
