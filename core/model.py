"""The words of the domain as types: ids, states and kinds, in code, store and on the wire."""

import re
from enum import StrEnum
from typing import Final, NewType

SiteId = NewType("SiteId", str)
ServiceId = NewType("ServiceId", str)
CounterId = NewType("CounterId", str)
AgentId = NewType("AgentId", str)
StationId = NewType("StationId", str)
SessionId = NewType("SessionId", str)
AppointmentId = NewType("AppointmentId", str)
VisitId = NewType("VisitId", str)
StepId = NewType("StepId", str)
CallId = NewType("CallId", str)
LeaseId = NewType("LeaseId", str)
OutboxItemId = NewType("OutboxItemId", str)

TICKET_LETTERS: Final = "FHKMPRWXY"
"""Letters that look like no digit and rhyme with none of each other (fr, en, es)."""

TICKET_NUMBER: Final = re.compile(rf"[{TICKET_LETTERS}](?:[0-9]{{3}}|[1-9][0-9]{{3,5}})")
"""A ticket's number as people see it: `K001` … `K999`, then `K1000` and on."""

PRE_APPLICATION: Final = re.compile(r"[A-Z0-9]{10}")
"""Number of an application that was prepared on line, as its confirmation shows it."""

LANGUAGES: Final = ("fr", "en", "es", "ar", "pt", "de", "zh", "ru")
"""Languages that the public may choose, in the order of the buttons."""


CRISIS_STREAM: Final = "crisis"
"""Services of this stream are offered while a crisis lasts, whatever the hours; never else."""


class AppointmentStatus(StrEnum):
    """What became of a booking."""

    BOOKED = "booked"
    CHECKED_IN = "checked_in"
    NO_SHOW = "no_show"
    EXCUSED = "excused"
    REVOKED = "revoked"


class AppointmentMode(StrEnum):
    """Where an appointment takes place; only `IN_PERSON` is queued."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    HOME = "home"


class Arrival(StrEnum):
    """How a check-in stands to the booked time."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class StepState(StrEnum):
    """The life of one stay in one queue."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    LEFT = "left"
    SENT_AWAY = "sent_away"
    CANCELLED = "cancelled"


OPEN_STATES: Final = frozenset(
    {StepState.WAITING, StepState.CALLED, StepState.SERVING, StepState.PARKED}
)


class SlipState(StrEnum):
    """What is known of the printed paper; the number holds without it."""

    QUEUED = "queued"
    SENT = "sent"
    PRINTED = "printed"
    DOUBTFUL = "doubtful"
    FAILED = "failed"
    SHOWN = "shown"


class SlipWay(StrEnum):
    """How a visitor comes to hold a number, in the order in which the ways are tried."""

    PRINTER = "printer"
    SECOND_PRINTER = "second_printer"
    SCREEN = "screen"
    CARD = "card"


class Outcome(StrEnum):
    """How one service ended for one person."""

    DONE = "done"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"
    NOT_RECORDED = "not_recorded"


class VisitKind(StrEnum):
    """Why a person comes again."""

    FIRST = "first"
    SECOND = "second"
    COLLECTION = "collection"


class Completeness(StrEnum):
    """What the booking server says of the file brought along."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    UNKNOWN = "unknown"


class Need(StrEnum):
    """How a person must be called; no reason is ever kept."""

    SLOW_WALK = "slow_walk"
    FETCH_IN_PERSON = "fetch_in_person"
    INTERPRETER = "interpreter"
    QUIET = "quiet"


class CounterKind(StrEnum):
    """Kinds of places where people are served."""

    COUNTER = "counter"
    RECEPTION = "reception"
    OFFICE = "office"
    CASH_OFFICE = "cash_office"
    BIOMETRIC = "biometric"
    SELF_SERVICE_DESK = "self_service_desk"


class CounterState(StrEnum):
    """Whether a counter calls people."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class StationKind(StrEnum):
    """Kinds of callers without a person; each has a token with the least rights it needs.

    All but `SERVICE`, the account of another tool, are enrolled devices.
    """

    COUNTER = "counter"
    KIOSK = "kiosk"
    DISPLAY = "display"
    STANDBY = "standby"
    SERVICE = "service"


DEVICES: Final = frozenset(StationKind) - {StationKind.SERVICE}
"""What is enrolled by a pairing code; a service account is let in by an administrator instead."""


class AccountScope(StrEnum):
    """What a tool may do with the token of its service account."""

    BOARD = "board"
    EVENTS = "events"
    LIVE = "live"
    STATISTICS = "statistics"
    IMPORT = "import"
    OUTBOX = "outbox"
    HEALTH = "health"


class Role(StrEnum):
    """What an agent may do."""

    RECEPTION = "reception"
    MEDIATOR = "mediator"
    AGENT = "agent"
    LEAD = "lead"
    STATISTICIAN = "statistician"
    ADMIN = "admin"
    AUDITOR = "auditor"


class OutboxState(StrEnum):
    """Whether the booking server knows an outcome."""

    PENDING = "pending"
    SENT = "sent"
    REJECTED = "rejected"


class StoreState(StrEnum):
    """How the site's disk takes what is written, and gives what is read."""

    OK = "ok"
    SLOW = "slow"
    FULL = "full"
    READ_ONLY = "read_only"
    FAILING = "failing"
    DAMAGED = "damaged"


class LatePolicy(StrEnum):
    """What becomes of a person who comes after the grace period."""

    WAIT = "wait"
    REBOOK = "rebook"


class PriorityMode(StrEnum):
    """What a legal priority gives: minutes off the rank, or a place before all others."""

    BONUS = "bonus"
    ABSOLUTE = "absolute"


class HolidayOf(StrEnum):
    """Whose holiday it is: the country that the post stands for, or the one it stands in."""

    HOME = "home"
    HOST = "host"


class Closed(StrEnum):
    """Why a site or a service is closed."""

    HOURS = "hours"
    HOLIDAY_HOME = "holiday_home"
    HOLIDAY_HOST = "holiday_host"
    EXCEPTION = "exception"
    EARLY = "early"
    LAST_CALL = "last_call"
    CRISIS = "crisis"
    FROZEN = "frozen"
    DAY_CLOSED = "day_closed"


class SettingsPart(StrEnum):
    """What a version of the settings changed."""

    SETTINGS = "settings"
    CATALOGUE = "catalogue"
    SITE = "site"
    EPOCH = "epoch"


class SettingsLayer(StrEnum):
    """Who set a value, from the bottom up: a layer says more than the ones before it."""

    DEFAULT = "default"
    MINISTRY = "ministry"
    SITE = "site"


class EventKind(StrEnum):
    """Kinds of rows in the journal."""

    APPOINTMENT_IMPORTED = "appointment.imported"
    APPOINTMENT_CHANGED = "appointment.changed"
    APPOINTMENT_WITHDRAWN = "appointment.withdrawn"
    APPOINTMENT_NO_SHOW = "appointment.no_show"
    APPOINTMENT_EXCUSED = "appointment.excused"
    APPOINTMENT_REVOKED = "appointment.revoked"
    APPOINTMENT_REOPENED = "appointment.reopened"
    VISIT_CHECKED_IN = "visit.checked_in"
    VISIT_WALKED_IN = "visit.walked_in"
    VISIT_GROUPED = "visit.grouped"
    VISIT_SPLIT = "visit.split"
    VISIT_CHANGED = "visit.changed"
    VISIT_URGENT = "visit.urgent"
    VISIT_CARRIED_OVER = "visit.carried_over"
    VISIT_TAKEN_UP = "visit.taken_up"
    VISIT_LEFT = "visit.left"
    VISIT_SENT_AWAY = "visit.sent_away"
    VISIT_CANCELLED = "visit.cancelled"
    STEP_WAITING = "step.waiting"
    STEP_CALLED = "step.called"
    STEP_RECALLED = "step.recalled"
    STEP_CALL_UNDONE = "step.call_undone"
    STEP_STARTED = "step.started"
    STEP_PARKED = "step.parked"
    STEP_RESUMED = "step.resumed"
    STEP_TRANSFERRED = "step.transferred"
    STEP_COMPLETED = "step.completed"
    STEP_NO_SHOW = "step.no_show"
    STEP_RETURNED = "step.returned"
    STEP_REOPENED = "step.reopened"
    SLIP_SENT = "slip.sent"
    SLIP_PRINTED = "slip.printed"
    SLIP_DOUBTFUL = "slip.doubtful"
    SLIP_FAILED = "slip.failed"
    SLIP_SHOWN = "slip.shown"
    COUNTER_OPENED = "counter.opened"
    COUNTER_PAUSED = "counter.paused"
    COUNTER_RESUMED = "counter.resumed"
    COUNTER_CLOSED = "counter.closed"
    COUNTER_DEGRADED = "counter.degraded"
    AGENT_SIGNED_IN = "agent.signed_in"
    AGENT_SIGNED_OUT = "agent.signed_out"
    AGENT_LOCKED = "agent.locked"
    AGENT_UNLOCKED = "agent.unlocked"
    AGENT_SIGN_IN_REFUSED = "agent.sign_in_refused"
    AGENT_PIN_SET = "agent.pin_set"
    AGENT_PIN_REFUSED = "agent.pin_refused"
    AGENT_INVITED = "agent.invited"
    AGENT_CREATED = "agent.created"
    AGENT_CHANGED = "agent.changed"
    AGENT_IDENTITY_CHANGED = "agent.identity_changed"
    AGENT_NAME_REVEALED = "agent.name_revealed"
    AGENT_SEARCHED = "agent.searched"
    AGENT_EXPORTED = "agent.exported"
    STATION_ENROLLED = "station.enrolled"
    STATION_REVOKED = "station.revoked"
    STATION_HEALTH = "station.health"
    STATION_RENEWED = "station.renewed"
    HELP_ASKED = "help.asked"
    HELP_ANSWERED = "help.answered"
    ALERT_RAISED = "alert.raised"
    ALERT_COMING = "alert.coming"
    ALERT_ENDED = "alert.ended"
    DISPLAY_MESSAGE = "display.message"
    SITE_CLOSED_EARLY = "site.closed_early"
    SITE_REOPENED = "site.reopened"
    SITE_CRISIS_STARTED = "site.crisis_started"
    SITE_CRISIS_ENDED = "site.crisis_ended"
    SITE_FROZEN = "site.frozen"
    SITE_THAWED = "site.thawed"
    SITE_SETTINGS_CHANGED = "site.settings_changed"
    SITE_CLOCK_CHANGED = "site.clock_changed"
    SITE_CLOCK_DOUBTED = "site.clock_doubted"
    SITE_KEY_CHANGED = "site.key_changed"
    BOOKING_SIGNED_IN = "booking.signed_in"
    BOOKING_SIGNED_OUT = "booking.signed_out"
    BOOKING_LINK_MADE = "booking.link_made"
    OUTBOX_SENT = "outbox.sent"
    OUTBOX_REJECTED = "outbox.rejected"
    OUTBOX_RETRIED = "outbox.retried"
    OUTBOX_DROPPED = "outbox.dropped"
    DAY_CLOSED = "day.closed"
    JOURNAL_READ = "journal.read"
    PURGE_DONE = "purge.done"
    PERSON_EXPORTED = "person.exported"
    PERSON_ERASED = "person.erased"
