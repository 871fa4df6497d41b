"""Makes a desk: its page and its presenter, each knowing only what it must."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from counterapp.booking_links.wiring import offer_links
from counterapp.browser import Browse, open_in_browser
from counterapp.catalogue import Catalogue
from counterapp.desk.actions import Action
from counterapp.desk.page import DeskPage
from counterapp.desk.presenter import DeskPresenter
from counterapp.desk.view import ReasonFor
from counterapp.notices import Say
from counterapp.ports import AgentSite, Tasks, Timers
from sync.contract.site import SiteOut


@dataclass(frozen=True, slots=True)
class Desk:
    """A wired desk. Keep it: Qt signals hold the presenter's methods weakly."""

    page: DeskPage
    presenter: DeskPresenter


def make_desk(
    client: AgentSite,
    counter_id: str,
    site: SiteOut,
    language: str,
    keys: Mapping[str, str],
    tasks: Tasks,
    timers: Timers,
    *,
    now: Callable[[], datetime],
    monotonic: Callable[[], float],
    say: Say,
    expired: Callable[[], None],
    browse: Browse = open_in_browser,
) -> Desk:
    """Make a desk for the agent who signed in at a counter."""
    page = DeskPage(keys, now, Catalogue(site, language).local_time)
    presenter = DeskPresenter(
        client,
        counter_id,
        site,
        language,
        page,
        tasks,
        timers,
        now,
        monotonic,
        browse=browse,
        say=say,
        expired=expired,
    )
    _connect(page, presenter)

    def offer(visit_id: str, people: Sequence[tuple[int, str]]) -> None:
        offer_links(presenter.client, tasks, page, visit_id, people, browse=browse, ended=expired)

    page.visit.links_asked.connect(offer)
    return Desk(page, presenter)


def _connect(page: DeskPage, presenter: DeskPresenter) -> None:
    commands = presenter.commands
    acts: Mapping[Action, Callable[[], None]] = {
        Action.OPEN: commands.open_counter,
        Action.PAUSE: presenter.ask_pause,
        Action.CLOSE: commands.close_counter,
        Action.CALL_NEXT: commands.call_next,
        Action.CALL_THIS: presenter.ask_call_this,
        Action.RESUME: commands.resume_parked,
        Action.RECALL: commands.recall,
        Action.START: commands.start,
        Action.TRANSFER: presenter.ask_transfer,
        Action.FINISH: presenter.ask_finish,
        Action.ABSENT: commands.absent,
        Action.PARK: commands.park,
        Action.UNDO: commands.undo,
        Action.WHY: presenter.explain,
    }

    def reason(reason_for: ReasonFor, code: str) -> None:
        act = commands.pause if reason_for is ReasonFor.PAUSE else commands.call_this
        act(code)

    page.action_chosen.connect(lambda action: acts[action]())
    page.reason_given.connect(reason)
    page.outcomes_given.connect(commands.finish)
    page.transfer_given.connect(
        lambda service_id, counter_id, keep: commands.transfer(
            service_id, counter_id or None, keep_seniority=keep
        )
    )
    page.absence_confirmed.connect(lambda: commands.absent(confirmed=True))
    page.action_pane.last_chosen.connect(commands.last_again)
    page.queue.row_selected.connect(presenter.select_row)
    page.queue.view_chosen.connect(presenter.choose_view)
    page.queue.searched.connect(presenter.search)
    page.visit.document_ticked.connect(lambda code, shown: presenter.tick(code, shown=shown))
    page.visit.page_asked.connect(presenter.open_page)
    page.visit.note_written.connect(presenter.write_note)
