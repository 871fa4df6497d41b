"""A site's settings: one document, whole, checked at once, every name with its unit and range."""

from base64 import b64decode
from binascii import Error as Base64Error
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from core.model import LANGUAGES, PriorityMode
from sync.contract.booking import GatewayName
from sync.contract.booking_sign_in import BookingSignInSettings
from sync.contract.file_presets import FilePreset, PresetName
from sync.contract.matching import MatchingSettings
from sync.contract.sign_in import SignInSettings, is_secure
from sync.contract.webhook_settings import WebhookSettings
from sync.contract.wire import Labels, Text

DayStart = Annotated[str, Field(pattern=r"^(?:0[0-5]:[0-5][0-9]|06:00)$")]
Clock = Annotated[str, Field(pattern=r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day in the site's zone, `09:30`."""

CalendarDay = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
"""A day that a calendar may name."""

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WebAddress = Annotated[
    str, Field(max_length=300, pattern=r"^(?:https?://[^\s/?#@]+(?:[/?#]\S*)?)?$")
]
"""An address on the web, without a user name or password in it, or nothing."""


class _Part(BaseModel):
    """A part of the settings: frozen, and unknown names are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PolicySettings(_Part):
    """Who is next, who is late, how often one is called. Names end in their unit.

    Attributes:
        walk_in_allowance_min: How long appointments may pass a walk-in.
        grace_min: How late an appointment may come and lose nothing but its turn.
        late_allowance_min: What is added to the arrival of those who come later.
        priority_bonus_min: What a legal priority takes off.
        early_call_min: How long before its time an appointment may be called.
        check_in_opens_min: How long before its time an appointment may check in.
        on_time_before_min: From when on an arrival is not early any more.
        recall_after_s: Pause before a call may be repeated.
        max_calls: Calls in all.
        absent_after_s: From when on an absence needs no confirmation.
        undo_s: How long a call may be taken back.
        return_within_min: How long an absent person may come back without a penalty.
        hold_min: How long a held visit keeps its rank.
        priority_mode: Minutes off the rank, or a place before all others.
        absolute_in_a_row: In the mode `absolute`: priority visits called in a row while others
            are past their rank.
        urgent_credit_min: What a lead may take off a rank.
        urgent_cap: How often an hour, before a second person must confirm.
        max_holds: How often one step may be put on hold.
        max_transactions: Persons times services of one walk-in turn.
        secondary_offset_min: Added to the rank of a counter's secondary services.
        last_call_margin_min: How far past closing a day may end before tickets stop.
    """

    walk_in_allowance_min: Annotated[int, Field(ge=0, le=480)] = 60
    grace_min: Annotated[int, Field(ge=0, le=240)] = 15
    late_allowance_min: Annotated[int, Field(ge=0, le=480)] = 30
    priority_bonus_min: Annotated[int, Field(ge=0, le=480)] = 60
    early_call_min: Annotated[int, Field(ge=0, le=60)] = 0
    check_in_opens_min: Annotated[int, Field(ge=0, le=720)] = 30
    on_time_before_min: Annotated[int, Field(ge=0, le=240)] = 15
    recall_after_s: Annotated[int, Field(ge=0, le=600)] = 60
    max_calls: Annotated[int, Field(ge=1, le=10)] = 3
    absent_after_s: Annotated[int, Field(ge=0, le=3600)] = 120
    undo_s: Annotated[int, Field(ge=0, le=120)] = 30
    return_within_min: Annotated[int, Field(ge=0, le=240)] = 15
    hold_min: Annotated[int, Field(ge=0, le=240)] = 30
    priority_mode: PriorityMode = PriorityMode.BONUS
    absolute_in_a_row: Annotated[int, Field(ge=1, le=10)] = 2
    urgent_credit_min: Annotated[int, Field(ge=0, le=480)] = 60
    urgent_cap: Annotated[int, Field(ge=0, le=20)] = 2
    max_holds: Annotated[int, Field(ge=0, le=10)] = 2
    max_transactions: Annotated[int, Field(ge=1, le=20)] = 4
    secondary_offset_min: Annotated[int, Field(ge=0, le=240)] = 10
    last_call_margin_min: Annotated[int, Field(ge=0, le=240)] = 10

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        for name in ("late_allowance_min", "priority_bonus_min"):
            if getattr(self, name) > self.walk_in_allowance_min:
                raise ValueError(f"{name} is at most walk_in_allowance_min")
        return self


class LeaseSettings(_Part):
    """How many numbers a kiosk holds per letter, for work and for long outages."""

    working: Annotated[int, Field(ge=1, le=100)] = 10
    reserve: Annotated[int, Field(ge=0, le=400)] = 100


class OpeningWindow(_Part):
    """Hours in which the site receives people; one that closes before it opens ends next day."""

    opens: Clock
    closes: Clock

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.opens == self.closes:
            raise ValueError("a window closes at another time than it opens")
        return self


class HolidaySettings(_Part):
    """A day off, with its name for the public."""

    day: CalendarDay
    labels: Labels = {}


class HolidaysSettings(_Part):
    """Two sets of holidays: of the country the post stands for, and of the one it stands in."""

    home: Annotated[tuple[HolidaySettings, ...], Field(max_length=400)] = ()
    host: Annotated[tuple[HolidaySettings, ...], Field(max_length=400)] = ()


class ExceptionSettings(_Part):
    """A day with hours of its own; without windows the site is closed."""

    day: CalendarDay
    windows: Annotated[tuple[OpeningWindow, ...], Field(max_length=10)] = ()
    labels: Labels = {}


class CalendarSettings(_Part):
    """Weekly hours and single days without any; without a calendar a site is always open.

    Attributes:
        weekly: Windows per weekday, in order; a day that is not named is closed.
        closures: Days on which the site is closed.
        holidays: Days off of both countries.
        exceptions: Days with hours of their own; they win over all else.
        last_ticket_min: How long before closing the last walk-in number is given.
    """

    weekly: dict[Weekday, Annotated[tuple[OpeningWindow, ...], Field(max_length=10)]] = {}
    closures: Annotated[tuple[CalendarDay, ...], Field(max_length=400)] = ()
    holidays: HolidaysSettings = HolidaysSettings()
    exceptions: Annotated[tuple[ExceptionSettings, ...], Field(max_length=400)] = ()
    last_ticket_min: Annotated[int, Field(ge=0, le=240)] = 0

    @field_validator("weekly")
    @classmethod
    def _apart(
        cls, weekly: dict[Weekday, tuple[OpeningWindow, ...]]
    ) -> dict[Weekday, tuple[OpeningWindow, ...]]:
        for day, windows in weekly.items():
            for before, after in pairwise(windows):
                if after.opens < before.closes:
                    raise ValueError(f"the windows of {day} overlap or are out of order")
        return weekly


class CodeKeySettings(_Part):
    """A key that the booking side signs appointment codes with; this site trusts it."""

    key_id: Annotated[int, Field(ge=0, le=255)]
    public_key: Annotated[str, Field(max_length=64)]

    @field_validator("public_key")
    @classmethod
    def _key(cls, value: str) -> str:
        try:
            raw = b64decode(value, validate=True)
        except (Base64Error, ValueError) as error:
            raise ValueError("a public key is base64") from error
        if len(raw) != 32:
            raise ValueError("a public key has 32 bytes (Ed25519)")
        return value


class BookingSettings(MatchingSettings):
    """Where appointments come from and where outcomes go. The token is kept apart.

    Attributes:
        gateway: `files` where they are brought as files; `none` where nobody brings any.
        poll_today_s: Pause between two readings of today.
        poll_ahead_s: Pause between two readings of the days ahead.
        seen_on: Whether `seen` is told when a visit ends or when the person arrives.
        sign_in: How somebody signs the site in there.
        department: Number of the post's territory there, which a link to book again names.
    """

    gateway: GatewayName = "none"
    base_url: WebAddress = ""
    organisation_ids: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(max_length=20)] = ()
    poll_today_s: Annotated[int, Field(ge=1, le=3600)] = 300
    poll_ahead_s: Annotated[int, Field(ge=60, le=86400)] = 3600
    days_ahead: Annotated[int, Field(ge=0, le=31)] = 14
    seen_on: Literal["completion", "arrival"] = "completion"
    trusted_code_keys: Annotated[tuple[CodeKeySettings, ...], Field(max_length=16)] = ()
    sign_in: BookingSignInSettings = BookingSignInSettings()
    department: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{0,5}$")] = ""

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        is_asked = self.gateway == "rdv_service_public"
        if is_asked and not (self.base_url and self.organisation_ids):
            raise ValueError(f"gateway {self.gateway} needs base_url and organisation_ids")
        if is_asked and not (is_secure(self.base_url) and "?" not in self.base_url):
            raise ValueError("base_url is an https address, or http on this machine")
        ids = [key.key_id for key in self.trusted_code_keys]
        if len(ids) != len(set(ids)):
            raise ValueError("trusted_code_keys: a key_id stands twice")
        return self


class ReferenceSettings(_Part):
    """How a typed reference looks; `ask_time` where references are short and sequential."""

    min_length: Annotated[int, Field(ge=1, le=16)] = 1
    max_length: Annotated[int, Field(ge=1, le=16)] = 12
    letters: bool = False
    ask_time: bool = True

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min_length > self.max_length:
            raise ValueError("min_length is at most max_length")
        return self


class MessageSettings(_Part):
    """A line of the post for its screens; French is always there."""

    texts: Labels
    level: Literal["info", "warning", "crisis"] = "info"

    @field_validator("texts")
    @classmethod
    def _texts(cls, texts: Labels) -> Labels:
        unknown = sorted(set(texts) - set(LANGUAGES))
        if unknown:
            raise ValueError(f"unknown languages: {', '.join(map(ascii, unknown))}")
        if not texts.get("fr", "").strip():
            raise ValueError("the French text is missing")
        if any(len(text) > 200 for text in texts.values()):
            raise ValueError("a message has at most 200 characters")
        return texts


class VocabularySettings(_Part):
    """What a post calls a meeting, and who comes."""

    meeting: Literal["appointment", "summons"] = "appointment"
    person: Literal["visitor", "user"] = "visitor"


class PartnerSettings(_Part):
    """Somebody near by who helps with what this post does not do; a card, also on paper."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
    labels: Labels
    texts: Labels
    url: WebAddress = ""

    @field_validator("labels", "texts")
    @classmethod
    def _in_french(cls, texts: Labels) -> Labels:
        unknown = sorted(set(texts) - set(LANGUAGES))
        if unknown:
            raise ValueError(f"unknown languages: {', '.join(map(ascii, unknown))}")
        if not texts.get("fr", "").strip():
            raise ValueError("the French text is missing")
        return texts


class SessionSettings(_Part):
    """How long an agent stays signed in without signing in again."""

    lasts_min: Annotated[int, Field(ge=5, le=1440)] = 720
    lock_after_min: Annotated[int, Field(ge=1, le=60)] = 5


class RetentionSettings(_Part):
    """How long what belongs to persons is kept. Names end in their unit.

    Attributes:
        names_h: Names, references and cases, after the end of their business day.
        notes_h: Notes, after the end of their business day.
        visits_days: Visits and bookings without names.
        journal_months: Who did what, as ids.
        statistics_years: Counts of nobody.
        difficulties_days: What staff told of difficulties.
    """

    names_h: Annotated[int, Field(ge=0, le=24)] = 24
    notes_h: Annotated[int, Field(ge=0, le=24)] = 0
    visits_days: Annotated[int, Field(ge=1, le=30)] = 30
    journal_months: Annotated[int, Field(ge=6, le=12)] = 12
    statistics_years: Annotated[int, Field(ge=1, le=3)] = 3
    difficulties_days: Annotated[int, Field(ge=1, le=365)] = 365


class SettingsDocument(_Part):
    """All settings of a site. Absent parts take their defaults.

    Attributes:
        day_starts_at: When a business day begins, on the wall clock, where people are served past
            midnight. No opening hours reach over it.
        brand_pack: Name of the folder with the post's own colours and marks.
        case_link: Address of a case in another tool, with `{case_ref}` in it once.
        webhooks: Where events are sent, each with a secret of its own (`guichet-server webhook`).
        event_file: Whether the events of each day are written to a file, once it is over.
        file_presets: How files of appointments are read, by the name that is given with one.
    """

    languages: Annotated[tuple[str, ...], Field(min_length=1, max_length=8)] = LANGUAGES
    theme: Literal["light", "dark", "contrast"] = "light"
    waiting_room: Text = ""
    privacy_url: WebAddress = ""
    messages: Annotated[tuple[MessageSettings, ...], Field(max_length=10)] = ()
    policy: PolicySettings = PolicySettings()
    leases: LeaseSettings = LeaseSettings()
    reference: ReferenceSettings = ReferenceSettings()
    sessions: SessionSettings = SessionSettings()
    sign_in: SignInSettings = SignInSettings()
    retention: RetentionSettings = RetentionSettings()
    calendar: CalendarSettings | None = None
    day_starts_at: DayStart = "00:00"
    booking: BookingSettings = BookingSettings()
    brand_pack: Annotated[str, Field(pattern=r"^[a-z0-9_-]{0,40}$")] = ""
    vocabulary: VocabularySettings = VocabularySettings()
    case_link: WebAddress = ""
    partners: Annotated[tuple[PartnerSettings, ...], Field(max_length=50)] = ()
    webhooks: Annotated[tuple[WebhookSettings, ...], Field(max_length=10)] = ()
    event_file: bool = False
    file_presets: Annotated[dict[PresetName, FilePreset], Field(max_length=20)] = {}

    @field_validator("case_link")
    @classmethod
    def _names_the_case(cls, link: str) -> str:
        if link and link.count("{case_ref}") != 1:
            raise ValueError("{case_ref} stands in it once")
        return link

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        for part, names in (
            ("partners", [partner.code for partner in self.partners]),
            ("webhooks", [webhook.name for webhook in self.webhooks]),
        ):
            if len(names) != len(set(names)):
                raise ValueError(f"{part}: a name stands twice")
        return self

    @field_validator("languages")
    @classmethod
    def _known(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        unknown = sorted(set(languages) - set(LANGUAGES))
        if unknown:
            raise ValueError(f"unknown languages: {', '.join(map(ascii, unknown))}")
        if len(languages) != len(set(languages)):
            raise ValueError("a language stands twice")
        if "fr" not in languages:
            raise ValueError("French is always among the languages")
        return languages
