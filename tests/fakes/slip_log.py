"""Collects what a spool tells of slips, and lets a test wait for it."""

import threading
from dataclasses import dataclass, field

_PATIENCE_S = 30


@dataclass
class SlipLog:
    """Entries of (slip id, state, cause), oldest first."""

    told: list[tuple[str, str, str]] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self, slip_id: str, state: str, cause: str) -> None:
        with self.changed:
            self.told.append((slip_id, state, cause))
            self.changed.notify_all()

    def wait_for(self, *entry: str) -> None:
        """Wait until this was told; fail with all that was told instead."""
        with self.changed:
            assert self.changed.wait_for(lambda: entry in self.told, _PATIENCE_S), self.told

    def wait_for_end(self, slip_id: str, patience_s: float = _PATIENCE_S) -> tuple[str, str]:
        """Wait until nothing more is done for a slip; return its state and why."""

        def end() -> tuple[str, str] | None:
            told = self.of(slip_id)
            return told[-1] if told and told[-1][0] in ("printed", "doubtful", "failed") else None

        with self.changed:
            assert self.changed.wait_for(end, patience_s), self.of(slip_id)
            return self.of(slip_id)[-1]

    def of(self, slip_id: str) -> list[tuple[str, str]]:
        """Return the states and causes of one slip."""
        return [(state, cause) for told_of, state, cause in self.told if told_of == slip_id]
