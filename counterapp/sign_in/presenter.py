"""Signing in: who is here, and at which workplace."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from core.model import CounterState, Role
from counterapp.catalogue import Catalogue
from counterapp.desk.forms import counter_label
from counterapp.notices import Facts
from counterapp.ports import StationSite, Tasks, Timers
from counterapp.refresher import Refresher
from counterapp.refusals import told
from sync.client.errors import Refused, Unreachable
from sync.contract.site import SiteOut
from sync.contract.stations import SessionOut

WORKING_ROLES = frozenset({Role.AGENT, Role.RECEPTION})


@dataclass(frozen=True, slots=True)
class Workplace:
    """A counter that one may sign in at."""

    counter_id: str
    label: str
    taken: bool


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session at a workplace."""

    session: SessionOut = field(repr=False)
    counter_id: str
    site: SiteOut


class SignInView(Protocol):
    """A page that asks for a name, a password and a workplace."""

    def show_site(self, name: str, workplaces: tuple[Workplace, ...], chosen: str) -> None: ...
    def show_provider(self, name: str) -> None: ...
    def show_busy(self, *, busy: bool) -> None: ...
    def show_problem(self, code: str, facts: Facts) -> None: ...
    def hide_problem(self) -> None: ...
    def forget_password(self) -> None: ...


class SignInPresenter:
    """Reads the site until it answers, then signs agents in.

    Args:
        client: The site, as this station.
        language: ISO 639-1 code of this screen.
        preferred: The number or name of the counter to choose first, or "".
        view: The page.
        signed_in: Takes each session that was opened.
    """

    def __init__(
        self,
        client: StationSite,
        language: str,
        preferred: str,
        view: SignInView,
        tasks: Tasks,
        timers: Timers,
        *,
        signed_in: Callable[[SignedIn], None],
    ) -> None:
        self._client = client
        self._language = language
        self._preferred = preferred
        self._view = view
        self._tasks = tasks
        self._signed_in = signed_in
        self._site: SiteOut | None = None
        self._refused = False
        self._reader: Refresher[SiteOut] = Refresher(
            client.site, tasks, timers, done=self._on_site, failed=self._on_site_failed
        )

    def start(self) -> None:
        """Read the site, again and again until it answers."""
        self._reader.request()

    def stop(self) -> None:
        """Read no more."""
        self._reader.stop()

    def refresh(self) -> None:
        """Read the site again, since a counter opened or closed."""
        self._reader.request()

    def sign_in(self, username: str, password: str, counter_id: str) -> None:
        """Open a session; the password is forgotten whatever comes of it."""
        site = self._site
        if site is None or not username.strip() or not password or not counter_id:
            self._show("sign_in_incomplete")
            return
        self._view.hide_problem()
        self._view.show_busy(busy=True)

        self._tasks.run(
            lambda: self._client.sign_in(username.strip(), password),
            done=lambda session: self.enter(session, counter_id),
            failed=self._on_failed,
        )

    def enter(self, session: SessionOut, counter_id: str) -> None:
        """Go through the door with a session that was opened."""
        self._view.show_busy(busy=False)
        self._view.forget_password()
        if self._site is None or not WORKING_ROLES & set(session.roles):
            self._show("forbidden")
            return
        self._refused = False
        self._view.hide_problem()
        self._signed_in(SignedIn(session, counter_id, self._site))

    def show_unauthorised(self) -> None:
        """Say that the site does not know this workstation any more."""
        self._show("unauthorised")

    def show_expired(self) -> None:
        """Say that the session ended and that nothing typed was lost."""
        self._show("session_over")

    def _on_site(self, site: SiteOut) -> None:
        if self._site is None and not self._refused:
            self._view.hide_problem()
        self._site = site
        catalogue = Catalogue(site, self._language)
        workplaces = tuple(
            Workplace(
                counter.id,
                counter_label(counter, catalogue),
                counter.state is not CounterState.CLOSED,
            )
            for counter in site.counters
        )
        chosen = catalogue.counter_by_number(self._preferred)
        self._view.show_site(site.name, workplaces, "" if chosen is None else chosen.id)
        self._view.show_provider(site.sign_in_with)

    def _on_site_failed(self, error: Exception) -> None:
        if isinstance(error, Refused | Unreachable):
            self._explain(error)
        else:
            raise error

    def _on_failed(self, error: Exception) -> None:
        self._view.show_busy(busy=False)
        self._view.forget_password()
        if isinstance(error, Refused | Unreachable):
            self._explain(error)
        else:
            raise error

    def _explain(self, error: Refused | Unreachable) -> None:
        code, facts = told(error)
        self._refused = self._refused or code != "server_away"
        self._view.show_problem(code, facts)

    def _show(self, code: str) -> None:
        self._refused = True
        self._view.show_problem(code, {})
