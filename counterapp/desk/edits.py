"""Notes and ticked documents on their way to the server; nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from counterapp.ports import AgentSite, Tasks, Timers
from sync.client.errors import Refused, Unauthorised, Unreachable
from sync.contract.arrivals import VisitCardOut, VisitPatch

TYPING_PAUSE_MS: Final = 800
RETRY_MS: Final = 3000


@dataclass(slots=True)
class _Edit:
    note: str | None = field(default=None, repr=False)
    ticks: dict[str, bool] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return self.note is None and not self.ticks


class VisitEdits:
    """What an agent changed on visits and the server does not have yet.

    One change is sent at a time; the newest words win. Changes outlive a lost server and an
    expired session: `resume` goes on under the new session.

    Args:
        saved: Takes the visit after each change that the server took.
        refused: Takes each refusal; the refused change is forgotten.
        expired: Called when the session is no longer valid; the change stays.
    """

    def __init__(
        self,
        client: AgentSite,
        tasks: Tasks,
        timers: Timers,
        *,
        saved: Callable[[VisitCardOut], None],
        refused: Callable[[Refused], None],
        expired: Callable[[], None],
    ) -> None:
        self._client = client
        self._tasks = tasks
        self._timers = timers
        self._saved = saved
        self._refused = refused
        self._expired = expired
        self._edits: dict[str, _Edit] = {}
        self._sending: tuple[str, _Edit] | None = None
        self._resting: Callable[[], None] | None = None
        self._stopped = False

    @property
    def pending(self) -> bool:
        """Whether something has not reached the server."""
        return bool(self._edits) or self._sending is not None

    def note(self, visit_id: str) -> str | None:
        """Return the note typed for a visit that the server does not have yet, or None."""
        for edit in self._known(visit_id):
            if edit.note is not None:
                return edit.note
        return None

    def ticks(self, visit_id: str) -> dict[str, bool]:
        """Return the documents ticked for a visit that the server does not have yet."""
        ticks: dict[str, bool] = {}
        for edit in reversed(self._known(visit_id)):
            ticks |= edit.ticks
        return ticks

    def write(self, visit_id: str, note: str) -> None:
        """Take the note of a visit; it is sent when the agent stops typing."""
        self._edits.setdefault(visit_id, _Edit()).note = note
        self._rest(TYPING_PAUSE_MS)

    def tick(self, visit_id: str, code: str, *, shown: bool) -> None:
        """Take whether a document was shown; it is sent at once."""
        self._edits.setdefault(visit_id, _Edit()).ticks[code] = shown
        self.flush()

    def forget_note(self, visit_id: str) -> None:
        """Drop the unsent note of a visit, since another command carries it."""
        edit = self._edits.get(visit_id)
        if edit is not None:
            edit.note = None
            if edit.empty:
                del self._edits[visit_id]

    def resume(self, client: AgentSite) -> None:
        """Go on under a new session."""
        self._client = client
        self.flush()

    def stop(self) -> None:
        """Send what was typed now, and try no more by itself."""
        self.flush()
        self._stopped = True

    def flush(self) -> None:
        """Send the oldest change now, unless one is under way."""
        self._stop_resting()
        if self._sending is not None or not self._edits:
            return
        visit_id = next(iter(self._edits))
        edit = self._edits.pop(visit_id)
        self._sending = (visit_id, edit)
        client = self._client
        patch = VisitPatch(note=edit.note, documents=edit.ticks or None)
        self._tasks.run(
            lambda: client.patch_visit(visit_id, patch), done=self._on_saved, failed=self._on_failed
        )

    def _known(self, visit_id: str) -> list[_Edit]:
        """Return the unsaved changes of a visit, newest first."""
        known = [self._edits[visit_id]] if visit_id in self._edits else []
        if self._sending is not None and self._sending[0] == visit_id:
            known.append(self._sending[1])
        return known

    def _on_saved(self, card: VisitCardOut) -> None:
        self._sending = None
        self._saved(card)
        if self._edits and self._resting is None:
            self.flush()

    def _on_failed(self, error: Exception) -> None:
        if self._sending is None:
            return
        visit_id, edit = self._sending
        self._sending = None
        match error:
            case Unauthorised():
                self._put_back(visit_id, edit)
                self._expired()
            case Refused():
                self._refused(error)
                if self._edits:
                    self.flush()
            case Unreachable():
                self._put_back(visit_id, edit)
                self._rest(RETRY_MS)
            case _:
                self._put_back(visit_id, edit)
                raise error

    def _put_back(self, visit_id: str, older: _Edit) -> None:
        newer = self._edits.pop(visit_id, _Edit())
        note = older.note if newer.note is None else newer.note
        self._edits = {visit_id: _Edit(note, older.ticks | newer.ticks)} | self._edits

    def _rest(self, delay_ms: int) -> None:
        self._stop_resting()
        if not self._stopped:
            self._resting = self._timers.after(delay_ms, self._rested)

    def _rested(self) -> None:
        self._resting = None
        self.flush()

    def _stop_resting(self) -> None:
        if self._resting is not None:
            self._resting()
            self._resting = None
