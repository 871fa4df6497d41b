"""What leads do to a day: switches, its close; and what staff and visitors say of it."""

from datetime import date

from sync.client.commands import Commands
from sync.contract.feedback import (
    AlertIn,
    AlertOut,
    AlertsOut,
    DifficultiesOut,
    DifficultyIn,
    DifficultyOut,
    SatisfactionIn,
)
from sync.contract.site_day import (
    CrisisIn,
    DayCloseIn,
    DayCloseOut,
    EarlyCloseIn,
    FreezeIn,
    MessageIn,
    SiteDayOut,
)


class DayCommands(Commands):
    """Commands of a day; each raises `ApiError`."""

    def site_day(self) -> SiteDayOut:
        """Read the switches as they stand, and the lines on the screens."""
        return self.get("/site/day", SiteDayOut)

    def message(self, line: MessageIn, key: str | None = None) -> SiteDayOut:
        """Put a line on the screens, or take all off; refused with `messages_full`."""
        return self.post("/site/message", line, SiteDayOut, key)

    def close_early(self, closing: EarlyCloseIn, key: str | None = None) -> SiteDayOut:
        """Let today end before its hours, or give it its hours back."""
        return self.post("/site/early-close", closing, SiteDayOut, key)

    def crisis(self, crisis: CrisisIn, key: str | None = None) -> SiteDayOut:
        """Begin or end the crisis mode; refused with `confirm_needed`."""
        return self.post("/site/crisis", crisis, SiteDayOut, key)

    def freeze(self, freeze: FreezeIn, key: str | None = None) -> SiteDayOut:
        """Let nobody be called any more, or go on."""
        return self.post("/site/freeze", freeze, SiteDayOut, key)

    def day_at_close(self, day: date | None = None) -> DayCloseOut:
        """Read what is to be decided before a day is closed, or what became of a closed one."""
        return self.get(
            "/site/day-close", DayCloseOut, {"day": None if day is None else day.isoformat()}
        )

    def close_day(self, closing: DayCloseIn, key: str | None = None) -> DayCloseOut:
        """Close a business day; refused with `counters_busy`, `visits_undecided`."""
        return self.post("/site/day-close", closing, DayCloseOut, key)

    def alerts(self) -> AlertsOut:
        """Read the discreet alerts that have not ended."""
        return self.get("/alerts", AlertsOut)

    def raise_alert(self, alert: AlertIn | None = None, key: str | None = None) -> AlertOut:
        """Ask colleagues to come to a counter, without a sound."""
        return self.post("/alerts", alert or AlertIn(), AlertOut, key)

    def alert_coming(self, alert_id: str, key: str | None = None) -> AlertOut:
        """A colleague is on the way."""
        return self.post(f"/alerts/{alert_id}/coming", None, AlertOut, key)

    def end_alert(self, alert_id: str, key: str | None = None) -> AlertOut:
        """It is over."""
        return self.post(f"/alerts/{alert_id}/end", None, AlertOut, key)

    def satisfaction(self, answer: SatisfactionIn, key: str | None = None) -> SatisfactionIn:
        """Count a visitor's answer; it is anonymous at once."""
        return self.post("/satisfaction", answer, SatisfactionIn, key)

    def tell_difficulty(self, told: DifficultyIn, key: str | None = None) -> DifficultyOut:
        """Keep a difficulty, without who told it."""
        return self.post("/difficulties", told, DifficultyOut, key)

    def difficulties(
        self, *, limit: int | None = None, after: str | None = None
    ) -> DifficultiesOut:
        """Read a page of the difficulties that were told, oldest first."""
        return self.get("/difficulties", DifficultiesOut, {"limit": limit, "after": after})
