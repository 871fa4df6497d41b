"""Where a signed-in agent works: a desk, reception, or both."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.model import CounterKind, Role
from counterapp.catalogue import Catalogue
from counterapp.desk.view import CounterLine
from counterapp.desk.wiring import Desk, make_desk
from counterapp.notices import Level, Notice, Say
from counterapp.ports import Expired, ReceptionSite, Tasks, Timers
from counterapp.reception.wiring import Reception, make_reception
from counterapp.sign_in.presenter import SignedIn
from sync.client.clock import StationClock
from sync.contract.stations import EventOut


class Workplace(QObject):
    """The pages of one agent, and the way of the feed to them.

    Signals:
        counter_shown: The `CounterLine` for the header.
    """

    counter_shown = Signal(object)

    def __init__(
        self,
        signed_in: SignedIn,
        client: ReceptionSite,
        desk: Desk | None,
        reception: Reception | None,
        first: str,
        say: Say,
    ) -> None:
        super().__init__()
        self.client = client
        self.desk = desk
        self.reception = reception
        self.first = first
        self.username = signed_in.session.agent.username
        self.has_pin = signed_in.session.has_pin
        self._agent_id = signed_in.session.agent.id
        self._counter_id = signed_in.counter_id
        self._say = say
        self._line: CounterLine | None = None
        if desk is not None:
            desk.page.counter_shown.connect(self._on_counter)

    def pages(self) -> list[QWidget]:
        """Return the pages."""
        return [part.page for part in (self.desk, self.reception) if part is not None]

    def page(self, name: str) -> QWidget | None:
        """Return the page of `desk` or `reception`."""
        part = self.desk if name == "desk" else self.reception
        return None if part is None else part.page

    def fits(self, signed_in: SignedIn) -> bool:
        """Whether the same agent signed in again at the same counter."""
        same_agent = signed_in.session.agent.id == self._agent_id
        return same_agent and signed_in.counter_id == self._counter_id

    def start(self) -> None:
        """Show what is known and read the rest."""
        if self.desk is not None:
            self.desk.presenter.start()
        if self.reception is not None:
            self.reception.presenter.start()

    def show(self, name: str) -> None:
        """Take that a page came in sight."""
        page = self.page(name)
        if page is not None:
            page.setFocus()

    def resume(self, client: ReceptionSite) -> None:
        """Go on under a new session of the same agent."""
        self.client = client
        if self.desk is not None:
            self.desk.presenter.resume(client)
        if self.reception is not None:
            self.reception.presenter.resume(client)

    def may_leave(self) -> bool:
        """Whether nobody is in hand; says so otherwise."""
        busy = self.desk is not None and self.desk.presenter.busy
        if busy:
            self._say(Notice("refused", {"code": "counter_busy"}, Level.WARNING))
        return not busy

    def stop(self) -> None:
        """Read no more; what was typed is sent."""
        for part in (self.desk, self.reception):
            if part is not None:
                part.presenter.stop()

    def on_event(self, event: EventOut) -> None:
        """Take one event of the feed."""
        for part in (self.desk, self.reception):
            if part is not None:
                part.presenter.on_event(event)

    def on_online(self, *, online: bool) -> None:
        """Take whether the server is heard."""
        for part in (self.desk, self.reception):
            if part is not None:
                part.presenter.on_online(online=online)

    def restarted(self) -> None:
        """Read everything again."""
        for part in (self.desk, self.reception):
            if part is not None:
                part.presenter.restarted()

    def _on_counter(self, line: CounterLine) -> None:
        if line != self._line:
            self._line = line
            self.counter_shown.emit(line)


def may_sign_site_in(signed_in: SignedIn) -> bool:
    """Whether somebody may sign the site in at its booking server, if it has one."""
    leads = not {Role.LEAD, Role.ADMIN}.isdisjoint(signed_in.session.roles)
    return leads and signed_in.site.booking_can.can_list_days


def make_workplace(
    signed_in: SignedIn,
    client: ReceptionSite,
    language: str,
    keys: Mapping[str, str],
    tasks: Tasks,
    timers: Timers,
    *,
    clock: StationClock,
    say: Say,
    expired: Expired,
) -> Workplace:
    """Make the pages that an agent's roles open at a counter.

    Reception comes first at a counter of that kind, and for who may not call at a desk.
    """
    roles = set(signed_in.session.roles)
    site = signed_in.site
    counter = Catalogue(site, language).counter(signed_in.counter_id)
    at_reception = counter is not None and counter.kind is CounterKind.RECEPTION
    desk = make_desk(
        client,
        signed_in.counter_id,
        site,
        language,
        keys,
        tasks,
        timers,
        now=clock.now,
        monotonic=clock.monotonic,
        say=say,
        expired=expired,
    )
    reception = None
    if Role.RECEPTION in roles:
        reception = make_reception(
            client,
            site,
            language,
            keys,
            tasks,
            timers,
            now=clock.now,
            monotonic=clock.monotonic,
            say=say,
            expired=expired,
        )
    first = "reception" if reception is not None and at_reception else "desk"
    return Workplace(signed_in, client, desk, reception, first, say)
