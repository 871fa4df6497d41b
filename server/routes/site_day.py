"""The switches that a lead turns during a day, and the close of the day."""

from datetime import date

from core.usecases import day_closing, site_switches
from core.usecases.day_closing import CloseDay
from core.usecases.site_switches import (
    ClearMessages,
    CloseEarly,
    PutMessage,
    Reopen,
    SetCrisis,
    SetFreeze,
)
from server.doing import Doer, Doing, Wired, Work
from server.nouns import Noun
from server.views_site_day import day_close_out, site_day_out
from sync.contract.site_day import (
    CrisisIn,
    DayCloseIn,
    DayCloseOut,
    EarlyCloseIn,
    FreezeIn,
    MessageIn,
    SiteDayOut,
)
from sync.contract.wire import Request

router = Noun("/site")


@router.get("/day")
def site_day(wiring: Wired) -> SiteDayOut:
    """Return the switches as they stand, and the lines on the screens."""
    with wiring.store.read() as reader:
        return site_day_out(reader)


@router.post("/message")
def message(body: MessageIn, doer: Doing) -> SiteDayOut:
    """Put a line on the site's screens, or take all such lines off; 409 `messages_full`."""
    actor = doer.caller.actor
    if body.clear:
        return _switch(
            doer, body, lambda uow: site_switches.clear_messages(uow, actor, ClearMessages())
        )
    command = PutMessage(body.texts or {}, body.level, body.until)
    return _switch(doer, body, lambda uow: site_switches.put_message(uow, actor, command))


@router.post("/early-close")
def early_close(body: EarlyCloseIn, doer: Doing) -> SiteDayOut:
    """Let today end before its hours, or give it its hours back."""
    actor = doer.caller.actor
    if body.reopen:
        again = Reopen(body.reason)
        return _switch(doer, body, lambda uow: site_switches.reopen(uow, actor, again))
    command = CloseEarly(body.closes_at, body.reason)
    return _switch(doer, body, lambda uow: site_switches.close_early(uow, actor, command))


@router.post("/crisis")
def crisis(body: CrisisIn, doer: Doing) -> SiteDayOut:
    """Begin or end the crisis mode; 409 `confirm_needed`."""
    command = SetCrisis(body.active, body.drill, body.texts or {}, confirm=body.confirm)
    return _switch(
        doer, body, lambda uow: site_switches.set_crisis(uow, doer.caller.actor, command)
    )


@router.post("/freeze")
def freeze(body: FreezeIn, doer: Doing) -> SiteDayOut:
    """Let nobody be called any more, or go on where everybody stood."""
    command = SetFreeze(body.active, body.reason)
    return _switch(
        doer, body, lambda uow: site_switches.set_freeze(uow, doer.caller.actor, command)
    )


@router.get("/day-close")
def day_at_close(wiring: Wired, day: date | None = None) -> DayCloseOut:
    """Say what is still to be decided before a day is closed, and what became of a closed one."""
    with wiring.store.read() as reader:
        return day_close_out(reader, day or reader.today)


@router.post("/day-close")
def close_day(body: DayCloseIn, doer: Doing) -> DayCloseOut:
    """Close a business day, or open today again.

    409 `counters_busy`, `visits_undecided`, `messages_unconfirmed`.
    """
    actor = doer.caller.actor
    if body.reopen:
        receipt = doer.do(body, lambda uow: site_switches.reopen(uow, actor, Reopen()))
    else:
        command = CloseDay(
            day=body.business_day,
            visits={one.visit_id: one.action for one in body.visits},
            default_action=body.default_action,
            appointments={one.appointment_id: one.verdict for one in body.appointments},
            default_no_show=body.default_no_show,
            confirm=body.confirm,
            confirm_messages=body.confirm_messages,
        )
        receipt = doer.do(body, lambda uow: day_closing.close_day(uow, actor, command))
    with doer.wiring.store.read() as reader:
        return day_close_out(reader, date.fromisoformat(str(receipt["business_day"])))


def _switch(doer: Doer, body: Request, work: Work) -> SiteDayOut:
    doer.do(body, work)
    with doer.wiring.store.read() as reader:
        return site_day_out(reader)
