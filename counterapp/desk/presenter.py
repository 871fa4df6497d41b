"""The desk's presenter: turns news and answers into what the page shows."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from core.model import StepState
from counterapp.booking_age import booking_notice
from counterapp.browser import Browse
from counterapp.commander import Commander
from counterapp.desk.actions import allowed
from counterapp.desk.commands import DeskCommands
from counterapp.desk.edits import VisitEdits
from counterapp.desk.forms import counter_line, finish_form, transfer_form
from counterapp.desk.queue_rows import View
from counterapp.desk.reading import DeskSnapshot, read_desk
from counterapp.desk.state import DeskState
from counterapp.desk.view import DeskView, ReasonFor
from counterapp.desk.visit import to_panel
from counterapp.notices import Facts, Level, Notice, Say
from counterapp.ports import AgentSite, Tasks, Timers
from counterapp.refresher import Refresher
from sync.client.errors import Refused, Unauthorised, Unreachable
from sync.client.sign_in_browser import browsable
from sync.contract.arrivals import VisitCardOut
from sync.contract.site import SiteOut
from sync.contract.stations import EventOut

_SITE_NEWS = frozenset({"counter", "site", "day"})
AGE_MS: Final = 60_000
"""How often it is looked how old the appointments are; no event tells of time that passes."""

_QUEUE_NEWS = frozenset({"step", "visit", "slip"})


class DeskPresenter:
    """One agent at one counter.

    Args:
        client: The site, as the signed-in agent.
        counter_id: The counter that the agent sits at.
        site: The site as it stood at sign-in.
        language: ISO 639-1 code of this screen.
        view: The page.
        tasks: Runs work away from the screen.
        timers: Calls back later.
        now: The site's time.
        monotonic: Seconds that never run backwards.
        browse: Opens an address in the system's browser.
        say: Puts a notice in the status strip.
        expired: Called when the session is no longer valid.
    """

    def __init__(
        self,
        client: AgentSite,
        counter_id: str,
        site: SiteOut,
        language: str,
        view: DeskView,
        tasks: Tasks,
        timers: Timers,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        *,
        browse: Browse,
        say: Say,
        expired: Callable[[], None],
    ) -> None:
        self._state = DeskState(client, counter_id, site, language)
        self._view = view
        self._now = now
        self._tasks = tasks
        self._timers = timers
        self._browse = browse
        self._age_look: Callable[[], None] = _nothing
        self._say = say
        self._expired = expired
        self._problem: tuple[str, Facts] | None = None
        self._commander = Commander(
            tasks,
            timers,
            monotonic,
            changed=self._show_actions,
            refused=self._on_refused,
            expired=self._on_expired,
            dropped=self._on_dropped,
        )
        self._edits = VisitEdits(
            client,
            tasks,
            timers,
            saved=self._on_saved,
            refused=self._on_refused,
            expired=self._on_expired,
        )
        self.commands = DeskCommands(
            self._state,
            self._commander,
            self._edits,
            say=say,
            taken=self._on_answer,
            confirm_absent=view.ask_absent,
        )
        self._refresher: Refresher[DeskSnapshot] = Refresher(
            self._read, tasks, timers, done=self._on_read, failed=self._on_read_failed
        )

    @property
    def client(self) -> AgentSite:
        """The site, as the agent who is signed in now."""
        return self._state.client

    @property
    def busy(self) -> bool:
        """Whether somebody is in hand or a command has no answer yet."""
        return self._commander.busy or self._state.step is not None

    @property
    def unsaved(self) -> bool:
        """Whether a note or a ticked document has not reached the server."""
        return self._edits.pending

    # News

    def start(self) -> None:
        """Show what is known and read the rest."""
        self._show_all()
        self._refresher.request()
        self._age_look = self._timers.after(AGE_MS, self._look_at_age)

    def stop(self) -> None:
        """Read and send no more."""
        self._age_look()
        self._refresher.stop()
        self._commander.stop()
        self._edits.stop()

    def resume(self, client: AgentSite) -> None:
        """Go on under a new session of the same agent; what was typed is still there."""
        self._state.client = client
        self._edits.resume(client)
        self.restarted()

    def restarted(self) -> None:
        """Read everything again, since the feed began anew or the server came back."""
        self._state.site_stale = True
        self._refresher.request()

    def refresh(self) -> None:
        """Read the queue again soon."""
        self._refresher.request()

    def on_event(self, event: EventOut) -> None:
        """Take one event of the feed."""
        family = event.kind.value.partition(".")[0]
        if family in _SITE_NEWS:
            self.restarted()
        elif family in _QUEUE_NEWS:
            self.refresh()

    def on_online(self, *, online: bool) -> None:
        """Take whether the server is heard."""
        if online == self._state.online:
            return
        self._state.online = online
        if online:
            self._commander.server_back()
            self._edits.flush()
            self.restarted()
        self._show_actions()

    # What the agent looks at

    def select_row(self, step_id: str) -> None:
        """Take which line of the queue is chosen; "" is none."""
        self._state.selected = step_id or None
        self._show_actions()

    def choose_view(self, view: View) -> None:
        """Show another part of the queue."""
        self._state.view = view
        self._show_queue()

    def search(self, text: str) -> None:
        """Show the lines that fit a ticket number or a service."""
        self._state.search = text
        self._show_queue()

    def explain(self) -> None:
        """Say why the first that waits stands there, and the chosen line where it stands."""
        rows = self._state.rows()
        chosen = [row for row in rows if row.step_id == self._state.selected]
        first = [row for row in rows if row.state is StepState.WAITING][:1]
        if told := [*first, *(row for row in chosen if row not in first)]:
            self._view.show_why(told)

    def open_page(self, appointment_id: str) -> None:
        """Open the page of an appointment at the booking server."""
        client = self._state.client
        self._tasks.run(
            lambda: client.appointment_page(appointment_id).url,
            done=self._on_page,
            failed=self._on_read_failed,
        )

    # What needs a dialog first

    def ask_pause(self) -> None:
        """Ask for the reason of a break."""
        self._view.ask_reason(ReasonFor.PAUSE, "")

    def ask_call_this(self) -> None:
        """Ask why the chosen line is called out of turn."""
        item = self._state.selected_item
        if item is not None and item.state is StepState.WAITING:
            self._view.ask_reason(ReasonFor.OUT_OF_TURN, item.number)

    def ask_transfer(self) -> None:
        """Ask where the visit goes."""
        card, step = self._state.card, self._state.step
        if card is not None and step is not None:
            self._view.ask_transfer(transfer_form(card, step, self._state.catalogue))

    def ask_finish(self) -> None:
        """Ask how the visit ended."""
        card, step = self._state.card, self._state.step
        if card is not None and step is not None:
            typed = self._edits.note(card.id)
            note = card.note if typed is None else typed
            self._view.ask_outcomes(finish_form(card, step, self._state.catalogue, note))

    # What is saved as it is typed

    def write_note(self, text: str) -> None:
        """Take what the agent types as a note, at most 200 characters."""
        if self._state.card is not None:
            self._edits.write(self._state.card.id, text)

    def tick(self, code: str, *, shown: bool) -> None:
        """Take whether a document was shown."""
        if self._state.card is not None:
            self._edits.tick(self._state.card.id, code, shown=shown)

    # Answers

    def _read(self) -> DeskSnapshot:
        state = self._state
        # What was read a while ago may be fresh by now: nobody is alarmed by an old answer.
        site = None if state.site_stale or self._age() is not None else state.catalogue.site
        return read_desk(state.client, state.counter_id, epoch=state.epoch, site=site)

    def _on_read(self, snapshot: DeskSnapshot) -> None:
        if self._state.take_snapshot(snapshot):
            self._view.show_booking(self._age())
        else:
            self._refresher.request()
        self._show_all()

    def _age(self) -> Notice | None:
        catalogue = self._state.catalogue
        return booking_notice(catalogue.site, catalogue, self._now())

    def _look_at_age(self) -> None:
        self._age_look = self._timers.after(AGE_MS, self._look_at_age)
        if self._age() is not None:
            self._refresher.request()

    def _on_page(self, url: str | None) -> None:
        if url is None or not (browsable(url) and self._browse(url)):
            self._say(Notice("booking_page_unknown", {}, Level.WARNING))

    def _on_read_failed(self, error: Exception) -> None:
        match error:
            case Unauthorised():
                self._expired()
            case Unreachable():
                self.on_online(online=False)
            case Refused():
                self._on_refused(error)
            case _:
                raise error

    def _on_answer(self) -> None:
        self._problem = None
        self._show_all()
        self._refresher.request()

    def _on_saved(self, card: VisitCardOut) -> None:
        if self._state.card is not None and self._state.card.id == card.id:
            self._state.card = card

    def _on_refused(self, refusal: Refused) -> None:
        self._problem = (refusal.code, refusal.facts)
        self._say(Notice("refused", {"code": refusal.code}, Level.WARNING))
        self._show_problem()
        self.restarted()

    def _on_expired(self) -> None:
        self._expired()

    def _on_dropped(self, name: str) -> None:
        self._say(Notice("dropped", {"command": name}, Level.WARNING))

    # Showing

    def _show_all(self) -> None:
        counter = self._state.counter
        if counter is not None:
            self._view.show_counter(counter_line(counter, self._state.catalogue))
        self._show_queue()
        self._show_visit()
        self._show_actions()

    def _show_queue(self) -> None:
        self._view.show_queue(self._state.rows(), self._state.counts(), self._state.view)

    def _show_visit(self) -> None:
        card, step = self._state.card, self._state.step
        if card is None or step is None:
            self._view.show_visit(None)
            return
        panel = to_panel(
            card,
            step,
            self._state.catalogue,
            note=self._edits.note(card.id),
            ticks=self._edits.ticks(card.id),
        )
        self._view.show_visit(panel)

    def _show_actions(self) -> None:
        if self._commander.busy:
            self._problem = None
        step, item = self._state.step, self._state.selected_item
        ready = self._state.online and not self._commander.busy
        actions = allowed(
            self._state.counter_state,
            None if step is None else step.state,
            calls=0 if step is None else step.calls,
            selected=None if item is None else item.state,
            ready=ready,
        )
        self._view.show_actions(actions)
        self._view.show_last(self._state.last, enabled=ready and step is None)
        self._show_problem()

    def _show_problem(self) -> None:
        unsent = self._commander.unsent
        if unsent is not None:
            self._view.show_problem("server_away_unsent", {"command": unsent})
        elif not self._state.online:
            self._view.show_problem("server_away", {})
        elif self._problem is not None:
            self._view.show_problem(*self._problem)
        else:
            self._view.hide_problem()


def _nothing() -> None:
    """Cancel nothing."""
