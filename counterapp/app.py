"""The counter app: signs agents in and shows them their desk, reception, or both."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from counterapp.account.wiring import ask_password, ask_pin
from counterapp.catalogue import Catalogue
from counterapp.code_reader import CodeReader
from counterapp.health import HealthReports
from counterapp.lock.idle import IdleWatch
from counterapp.lock.page import LockPage
from counterapp.lock.presenter import LockPresenter
from counterapp.me_menu import MeMenu
from counterapp.notices import Level, Notice
from counterapp.options import CounterOptions
from counterapp.problems import notice_text
from counterapp.provider.wiring import ask_booking_server, ask_provider
from counterapp.reception.scans import Scans
from counterapp.shell import Shell
from counterapp.sign_in.presenter import SignedIn
from counterapp.sign_in.wiring import make_sign_in
from counterapp.timers import QtTimers
from counterapp.workplace import Workplace, make_workplace, may_sign_site_in
from sync.client.clock import StationClock
from sync.client.feed import CONNECTING, LIVE, SUPERSEDED, UNAUTHORISED, WRONG_SERVER, Feed
from sync.client.site import SiteClient
from sync.contract.booking_sign_in import BookingSignInOut
from sync.contract.stations import EventOut, SessionOut
from ui.feed import FeedBridge
from ui.messages import problem_text
from ui.tasks import QtTaskRunner

CLOCK_MS: Final = 1000
_FAULTS: Final = (UNAUTHORISED, WRONG_SERVER, SUPERSEDED)
"""States of the feed that somebody has to mend."""
_SITE_NEWS: Final = frozenset({"counter", "site", "day"})


class CounterApp(QObject):
    """Owns the window, the feed and the work under way.

    Args:
        app: The running application.
        client: The site, as this station.
        options: The command line.
        keys: The keys by action.

    Raises:
        ScannerSpecError: `--scanner` names no reader.
    """

    def __init__(
        self,
        app: QApplication,
        client: SiteClient,
        options: CounterOptions,
        keys: Mapping[str, str],
    ) -> None:
        super().__init__(app)
        self._client = client
        self._language = options.station.language
        self._keys = keys
        self._clock = StationClock()
        self._tasks = QtTaskRunner(parent=self)
        self._timers = QtTimers(self)
        self._workplace: Workplace | None = None
        self._online = True
        self._lock_after_min = 5
        self._catalogue: Catalogue | None = None
        self.shell = Shell(keys)
        self.sign_in = make_sign_in(
            client,
            self._language,
            options.counter,
            self._tasks,
            self._timers,
            signed_in=self._on_signed_in,
        )
        self.shell.add_page(self.sign_in.page)
        self.menu = MeMenu(app, self.shell.header.menu, options.station.theme, options.text_percent)
        self.menu.sign_out_asked.connect(self.sign_out)
        self.menu.lock_asked.connect(self.lock)
        self.menu.pin_asked.connect(self.set_pin)
        self.menu.password_asked.connect(self.change_password)
        self.menu.booking_asked.connect(self.sign_in_at_booking_server)
        self._lock_page = LockPage()
        self.shell.add_page(self._lock_page)
        self._lock = LockPresenter(
            self._lock_page,
            self._tasks,
            unlocked=self._on_unlocked,
            ended=self._on_expired,
            renewed=self._on_renewed,
            unwanted=self._on_unwanted,
        )
        self._lock_page.unlock_requested.connect(self._lock.unlock)
        self._lock_page.leave_requested.connect(self.sign_out)
        self._lock_page.provider_requested.connect(self._on_lock_provider)
        self._covered: tuple[str, list[QWidget]] = ("desk", [])
        self._idle = IdleWatch(app, self)
        self._idle.idle.connect(self.lock)
        self.shell.header.place_chosen.connect(self._on_place)
        self.shell.switch_asked.connect(self._on_switch)
        self._bridge = FeedBridge(Feed(client.connection), self)
        self._bridge.event_received.connect(self._on_event)
        self._bridge.clock_received.connect(self._clock.heard)
        self._bridge.state_changed.connect(self._on_feed_state)
        self._bridge.restarted.connect(self._on_restarted)
        self._reader = CodeReader(app, options.scanner, self._scans_in_sight, self)
        self._health = HealthReports(client, self._tasks, lambda: self._reader.state, self)
        self._reader.changed.connect(self._show_reader)
        self._reader.changed.connect(self._health.report)
        self._reader.used.connect(self._idle.stir)
        self._seconds = QTimer(self)
        self._seconds.timeout.connect(self._show_time)
        self._seconds.start(CLOCK_MS)

    def start(self) -> None:
        """Begin to follow the site."""
        self.shell.activateWindow()
        self._show_sign_in("")
        self._bridge.start()
        self._reader.start()
        self._health.report()

    def stop(self) -> None:
        """End in order: what was typed is sent, running work is waited for."""
        self._idle.close()
        self._reader.stop()
        self._seconds.stop()
        self._health.stop()
        self._bridge.stop()
        self.sign_in.presenter.stop()
        if self._workplace is not None:
            self._workplace.stop()
        self._tasks.finish()

    def say(self, notice: Notice) -> None:
        """Put a notice in the strip of messages."""
        self.shell.tell(self._time(), notice_text(notice))

    def sign_out(self) -> None:
        """End the session; whoever is in hand must be finished first."""
        place = self._workplace
        if place is None or not place.may_leave():
            return
        self._lock.give_up()
        self._tasks.run(place.client.sign_out, done=lambda _: None, failed=self._on_sign_out_failed)
        self._drop_workplace()
        self._show_sign_in("")

    def lock(self) -> None:
        """Cover the workplace until its agent is back; whoever is in hand stays in hand."""
        place = self._workplace
        if place is None or self._lock.locked or self._is_signing_in():
            return
        self._idle.stop()
        at_reception = place.page("reception") is self.shell.stack.currentWidget()
        dialogs = [each for each in QApplication.topLevelWidgets() if _is_open_dialog(each)]
        self._covered = ("reception" if at_reception else "desk", dialogs)
        for dialog in dialogs:
            dialog.hide()
        self._hide_agent()
        self.shell.show_page(self._lock_page)
        self._lock.lock(place.client, place.username, has_pin=place.has_pin)

    def set_pin(self) -> None:
        """Ask for the PIN that unlocks this workstation."""
        place = self._workplace
        if place is None:
            return

        def done() -> None:
            place.has_pin = True
            self.say(Notice("pin_set"))

        ask_pin(place.client, self._tasks, self.shell, done, self._on_expired)

    def change_password(self) -> None:
        """Ask for another password; the PINs of the old one open nothing any more."""
        place = self._workplace
        if place is None:
            return

        def done() -> None:
            place.has_pin = False
            self.say(Notice("password_changed"))

        ask_password(place.client, self._tasks, self.shell, done, self._on_expired)

    def sign_in_at_booking_server(self) -> None:
        """Let the agent sign the site in at its booking server, in the browser."""
        place = self._workplace
        if place is None:
            return

        def done(signed_in: BookingSignInOut) -> None:
            self.say(Notice("booking_signed_in", {"account": signed_in.account or "–"}))

        ask_booking_server(place.client, self._tasks, self.shell, done, self._on_expired)

    def _on_unlocked(self) -> None:
        place = self._workplace
        if place is None:
            return
        place.resume(place.client)
        name, dialogs = self._covered
        self._show_workplace(place, name)
        for dialog in dialogs:
            dialog.show()

    def _on_lock_provider(self, provider: str) -> None:
        ask_provider(
            self._client,
            self._tasks,
            self._lock_page,
            provider,
            done=self._lock.come_back,
            ended=lambda: self._lock_page.show_problem(UNAUTHORISED, {}),
        )

    def _on_renewed(self, session: SessionOut) -> None:
        place = self._workplace
        if place is not None:
            place.client = self._client.with_session(session.token)
            self._on_unlocked()

    def _on_unwanted(self, session: SessionOut) -> None:
        client = self._client.with_session(session.token)
        self._tasks.run(client.sign_out, done=lambda _: None, failed=self._on_sign_out_failed)

    def _on_sign_out_failed(self, error: Exception) -> None:
        # The session ends by itself on the server; the agent has left this screen already.
        del error
        self.say(Notice("sign_out_unheard", {}, Level.WARNING))

    # Signing in

    def _on_signed_in(self, signed_in: SignedIn) -> None:
        session = signed_in.session
        client = self._client.with_session(session.token)
        self._catalogue = Catalogue(signed_in.site, self._language)
        place = self._workplace
        if place is not None and place.fits(signed_in):
            place.resume(client)
        else:
            self._drop_workplace()
            place = make_workplace(
                signed_in,
                client,
                self._language,
                self._keys,
                self._tasks,
                self._timers,
                clock=self._clock,
                say=self.say,
                expired=self._on_expired,
            )
            place.counter_shown.connect(self.shell.header.show_counter)
            for page in place.pages():
                self.shell.add_page(page)
            self._workplace = place
            place.start()
            place.on_online(online=self._online)
            self._show_reader()
        self._lock_after_min = session.lock_after_min
        self._lock_page.provider.offer(signed_in.site.sign_in_with)
        self.menu.offer_booking(offered=may_sign_site_in(signed_in))
        self._show_workplace(place, place.first)
        self.say(Notice("signed_in", {"username": session.agent.username}))

    def _on_expired(self) -> None:
        place = self._workplace
        if place is not None and not self._is_signing_in() and not self._lock.locked:
            self._show_sign_in(place.username)
            self.sign_in.presenter.show_expired()

    def _is_signing_in(self) -> bool:
        return self.shell.stack.currentWidget() is self.sign_in.page

    def _show_workplace(self, place: Workplace, name: str) -> None:
        header = self.shell.header
        header.show_agent(place.username)
        header.show_places(desk=place.desk is not None, reception=place.reception is not None)
        self._on_place(name)
        self._idle.start(self._lock_after_min)

    def _hide_agent(self) -> None:
        header = self.shell.header
        header.show_agent("")
        header.show_places(desk=False, reception=False)
        header.show_title(self.tr("Guichet"))

    def _show_sign_in(self, username: str) -> None:
        self._idle.stop()
        self._hide_agent()
        self.sign_in.page.offer(username)
        self.shell.show_page(self.sign_in.page)

    def _drop_workplace(self) -> None:
        place, self._workplace = self._workplace, None
        if place is not None:
            place.stop()
            for page in place.pages():
                self.shell.drop_page(page)

    # Pages

    def _on_place(self, name: str) -> None:
        place = self._workplace
        page = None if place is None else place.page(name)
        if place is not None and page is not None:
            self.shell.header.show_place(name)
            self.shell.show_page(page)
            place.show(name)

    def _on_switch(self) -> None:
        place = self._workplace
        if self._lock.locked:
            return
        if place is not None and place.desk is not None and place.reception is not None:
            there = place.reception.page is self.shell.stack.currentWidget()
            self._on_place("desk" if there else "reception")

    def _scans_in_sight(self) -> Scans | None:
        """Return reception's scans while its page is the one that is shown."""
        place = self._workplace
        part = None if place is None else place.reception
        shown = part is not None and part.page is self.shell.stack.currentWidget()
        return part.scans if part is not None and shown else None

    def _show_reader(self) -> None:
        place = self._workplace
        if place is not None and place.reception is not None:
            place.reception.presenter.reader_changed(there=not self._reader.lost)

    # The feed

    def _on_event(self, event: EventOut) -> None:
        if self._workplace is not None:
            self._workplace.on_event(event)
        elif event.kind.value.partition(".")[0] in _SITE_NEWS:
            self.sign_in.presenter.refresh()

    def _on_feed_state(self, state: str) -> None:
        online = state == LIVE
        if state == CONNECTING:
            return
        self.shell.show_fault(problem_text(state, {}) if state in _FAULTS else "")
        if online != self._online:
            code, level = ("server_back", Level.INFO) if online else ("server_lost", Level.DANGER)
            self.say(Notice(code, {}, level))
        self._online = online
        self.shell.header.show_network(online=online)
        if self._workplace is not None:
            self._workplace.on_online(online=online)
        if online:
            self.sign_in.presenter.refresh()

    def _on_restarted(self) -> None:
        if self._workplace is not None:
            self._workplace.restarted()
        else:
            self.sign_in.presenter.refresh()

    def _show_time(self) -> None:
        self.shell.header.show_time(self._time())

    def _time(self) -> str:
        """Return the time at the site, "" while its zone is not known."""
        return "" if self._catalogue is None else self._catalogue.local_time(self._clock.now())


def _is_open_dialog(widget: QWidget) -> bool:
    return isinstance(widget, QDialog) and widget.isVisible()
