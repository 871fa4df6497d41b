"""A machine whose clock somebody sets, while its seconds go on."""

from datetime import datetime, timedelta


class SetClock:
    """What a machine tells of time, as a test wants it."""

    def __init__(self, shows: datetime) -> None:
        self.shows = shows
        self.passed_s = 0.0

    def now(self) -> datetime:
        """Return what its clock shows."""
        return self.shows

    def monotonic(self) -> float:
        """Return the seconds that passed."""
        return self.passed_s

    def pass_s(self, seconds: float) -> None:
        """Let time pass, asleep or awake."""
        self.passed_s += seconds
        self.shows += timedelta(seconds=seconds)

    def set(self, by: timedelta) -> None:
        """Set the clock, ahead or back."""
        self.shows += by
