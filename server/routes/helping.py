"""Someone at a kiosk needs a person, and somebody goes."""

from core.usecases import help as helping
from core.usecases.help import AnswerHelp, AskHelp
from server.doing import Doer, Doing, Wired
from server.nouns import Noun
from server.views_site import help_out
from sync.contract.stations import HelpIn, HelpOut, HelpsOut
from sync.contract.wire import Id

router = Noun("/help")


@router.post("", status_code=201)
def ask(doer: Doing, body: HelpIn | None = None) -> HelpOut:
    """Call for help; a station has one open call at a time."""
    command = AskHelp("" if body is None else body.page)
    receipt = doer.do(body, lambda uow: helping.ask(uow, doer.caller.actor, command))
    return _help(doer, str(receipt["help_id"]))


@router.get("")
def unanswered(wiring: Wired) -> HelpsOut:
    """List the calls for help that nobody answered yet, oldest first."""
    with wiring.store.read() as reader:
        return HelpsOut(items=tuple(help_out(call) for call in reader.unanswered_help()))


@router.post("/{help_id}/answer")
def answer(help_id: Id, doer: Doing) -> HelpOut:
    """Say that somebody is on the way."""
    command = AnswerHelp(help_id)
    doer.do(None, lambda uow: helping.answer(uow, doer.caller.actor, command))
    return _help(doer, help_id)


def _help(doer: Doer, help_id: str) -> HelpOut:
    with doer.wiring.store.read() as reader:
        return help_out(reader.help_call(help_id))
