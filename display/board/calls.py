"""Which calls stand on the main panel, and which in the list; no clock and no screen of its own."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sync.contract.calls import BoardItem

HOLD_S: Final = 10.0
"""Each call keeps the main panel at least this long."""

REST_S: Final = 60.0
"""A call that was answered leaves the panel after this long, even when nobody else is called."""

PANEL_PLACES: Final = 2
HISTORY_PLACES: Final = 4
_HISTORY_KEPT: Final = 12


@dataclass(slots=True)
class _Place:
    item: BoardItem
    since: float
    live: bool = True


class CallBoard:
    """The calls of one screen. Times are monotonic seconds that the caller passes in.

    None is dropped: a call that finds the panel full stands on top of the list at once, and
    takes the panel as soon as one of the others had its time.
    """

    def __init__(self, zone: str = "") -> None:
        """Show the calls of one zone of the building, or of all of them when it is empty."""
        self._zone = zone
        self._panel: list[_Place] = []
        self._pending: deque[_Place] = deque()
        self._history: list[BoardItem] = []

    @property
    def panel(self) -> tuple[BoardItem, ...]:
        """The calls on the main panel, newest first; at most two."""
        return tuple(place.item for place in self._panel)

    @property
    def recent(self) -> tuple[BoardItem, ...]:
        """The list beside the panel, newest first; at most four."""
        waiting = [place.item for place in reversed(self._pending)]
        return tuple((waiting + self._history)[:HISTORY_PLACES])

    def is_live(self, call_id: str) -> bool:
        """Tell whether a call still waits for the person to come."""
        return any(place.live for place in self._places() if place.item.call_id == call_id)

    def concerns(self, item: BoardItem) -> bool:
        """Tell whether a call belongs on this screen."""
        return not self._zone or item.zone in ("", self._zone)

    def call(self, item: BoardItem, now: float) -> bool:
        """Take a call or a recall; False when it is known already or of another zone."""
        if not self.concerns(item) or self._knows(item):
            return False
        for place in self._panel:
            if place.item.call_id == item.call_id:
                place.item, place.since, place.live = item, now, True
                return True
        self._remove(item.call_id)
        self._pending.append(_Place(item, now))
        self._settle(now)
        return True

    def retract(self, call_id: str, now: float) -> bool:
        """Take a call back as if it had never been made; False when it is not here."""
        known = any(place.item.call_id == call_id for place in self._places()) or any(
            item.call_id == call_id for item in self._history
        )
        if known:
            self._remove(call_id)
            self._settle(now)
        return known

    def end(self, call_id: str) -> None:
        """The person has come, or will not: the call is answered."""
        for place in self._places():
            if place.item.call_id == call_id:
                place.live = False

    def load(
        self, current: Iterable[BoardItem], recent: Iterable[BoardItem], now: float
    ) -> list[BoardItem]:
        """Take the server's own state, newest first, and return the calls that are new here."""
        wanted = [item for item in current if self.concerns(item)]
        past = [item for item in recent if self.concerns(item)]
        live = {item.call_id for item in wanted}
        known = live | {item.call_id for item in past}
        for place in list(self._places()):
            if place.item.call_id not in known:
                self._remove(place.item.call_id)
            elif place.item.call_id not in live:
                place.live = False
        self._history = [item for item in self._history if item.call_id in known]
        fresh = [item for item in wanted if not self._knows(item)]
        if not self._panel and not self._history:
            self._start_with(wanted, past, now)
        else:
            for item in reversed(fresh):
                self.call(item, now)
            self._remember(past)
        self._settle(now)
        return fresh

    def tick(self, now: float) -> bool:
        """Let time pass; True when the screen changes."""
        before = (self.panel, self.recent)
        self._settle(now)
        return before != (self.panel, self.recent)

    def _settle(self, now: float) -> None:
        crowded = bool(self._pending) or len(self._panel) > 1
        for place in sorted(self._panel, key=lambda each: each.since):
            shown_s = now - place.since
            alone = len(self._panel) == 1 and not self._pending
            if alone and (place.live or shown_s < REST_S):
                continue
            if (crowded and shown_s >= HOLD_S) or shown_s >= REST_S:
                self._panel.remove(place)
                self._remember([place.item])
        while self._pending and len(self._panel) < PANEL_PLACES:
            place = self._pending.popleft()
            place.since = now
            self._panel.insert(0, place)

    def _start_with(self, current: list[BoardItem], past: list[BoardItem], now: float) -> None:
        shown, rest = current[:PANEL_PLACES], current[PANEL_PLACES:]
        self._panel = [_Place(item, now) for item in shown]
        self._history = []
        self._remember(sorted([*rest, *past], key=lambda item: item.called_at))

    def _remember(self, items: Iterable[BoardItem]) -> None:
        """Put calls on the list, unless they are on the panel; the newest call stands first."""
        standing = {place.item.call_id for place in self._places()}
        merged = {item.call_id: item for item in self._history}
        merged.update({item.call_id: item for item in items if item.call_id not in standing})
        newest = sorted(merged.values(), key=lambda item: item.called_at, reverse=True)
        self._history = newest[:_HISTORY_KEPT]

    def _knows(self, item: BoardItem) -> bool:
        held = [place.item for place in self._places()] + self._history
        return any(each.call_id == item.call_id and each.repeats >= item.repeats for each in held)

    def _remove(self, call_id: str) -> None:
        self._panel = [place for place in self._panel if place.item.call_id != call_id]
        self._pending = deque(p for p in self._pending if p.item.call_id != call_id)
        self._history = [item for item in self._history if item.call_id != call_id]

    def _places(self) -> list[_Place]:
        return [*self._panel, *self._pending]
