"""What days were like in numbers; small ones are hidden, and no agent or person stands in any."""

from datetime import date
from typing import Literal

from sync.contract.wire import Answer, Id

StatisticsGroup = Literal["day", "week", "month", "weekday", "hour", "service", "kind"]


class Figures(Answer):
    """Figures that belong together; all are null where too few stand behind them.

    Attributes:
        suppressed: They are hidden: fewer than five, or to be found from others by subtraction.
    """

    suppressed: bool = False


class VisitFigures(Figures):
    """Who came. Of these, each was `served`, or is counted once under what became of them."""

    visits: int | None
    persons: int | None
    walk_ins: int | None
    priority: int | None
    urgent: int | None
    early: int | None
    on_time: int | None
    late: int | None
    called: int | None
    served: int | None
    left: int | None
    sent_away: int | None
    absent: int | None
    unserved: int | None
    walk_ins_share: float | None
    priority_share: float | None
    served_share: float | None
    left_share: float | None


class BookingFigures(Figures):
    """Appointments in person, and what became of them; `undecided` did not come either."""

    booked: int | None
    came: int | None
    no_shows: int | None
    excused: int | None
    revoked: int | None
    undecided: int | None
    came_share: float | None
    no_shows_share: float | None
    excused_share: float | None
    revoked_share: float | None
    undecided_share: float | None


class PunctualityFigures(Figures):
    """Appointments whose person was there in time (`due`), called by ten minutes after it."""

    due: int | None
    punctual: int | None
    punctual_share: float | None


class OutcomeFigures(Figures):
    """How services ended, for each person and service."""

    outcomes: int | None
    done: int | None
    incomplete: int | None
    refused: int | None
    not_recorded: int | None
    done_share: float | None
    incomplete_share: float | None
    refused_share: float | None
    not_recorded_share: float | None


class TimeFigures(Figures):
    """A time in whole seconds: its mean, what half stay below, what nine in ten stay below."""

    count: int | None
    mean_s: int | None
    p50_s: int | None
    p90_s: int | None


class WaitFigures(TimeFigures):
    """Waits until the first call of each step, and the shares below some minutes.

    Who comes early for an appointment waits from the booked time on.
    """

    under_10_share: float | None
    under_20_share: float | None
    under_30_share: float | None
    under_60_share: float | None


class CallFigures(Figures):
    """Calls, and what went another way than planned."""

    calls: int | None
    recalls: int | None
    out_of_turn: int | None
    absences: int | None
    transfers: int | None
    out_of_turn_share: float | None
    transfers_per_visit: float | None


class StatisticsRow(Answer):
    """One line: of a day, of a service, or of everything.

    Attributes:
        key: `2026-11-24`, `2026-W48`, `2026-11`, weekday `1` (Monday) to `7`, hour `00` to `23`,
            a service's id, `appointment` or `walk_in`; "" for the total.
        service_code: Of the service that the line is about.
        wait: Until the call.
        service: At the counter, without holds; hidden too where one agent alone served.
        dwell: From check-in to the end.
    """

    key: str
    service_code: str | None = None
    visits: VisitFigures
    bookings: BookingFigures
    punctuality: PunctualityFigures
    outcomes: OutcomeFigures
    wait: WaitFigures
    service: TimeFigures
    dwell: TimeFigures
    calls: CallFigures


class StatisticsOut(Answer):
    """Statistics of a range of days.

    Attributes:
        first: The first day.
        last: The last day, inclusive.
        counted_until: The last day that was counted; today is not over, and never counts.
        fewest: Figures of fewer than this are hidden.
    """

    first: date
    last: date
    counted_until: date | None
    service_id: Id | None = None
    group: StatisticsGroup | None = None
    fewest: int
    rows: tuple[StatisticsRow, ...]
    total: StatisticsRow
