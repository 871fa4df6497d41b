"""The site, its day, and what it hears of itself, as the rules ask for them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.access import Help
from core.feedback import DiscreetAlert
from core.model import SettingsLayer
from core.ports.rows import Rows
from core.settings_layers import Document, SettingsVersion
from core.site import CounterPlace, Service
from core.site_day import DayClosing, SiteDay, SiteMessage


class SettingsHistory(Protocol):
    """The settings by version and layer, to read."""

    def version(self) -> int:
        """Return the present settings version; 0 before the site is set up."""

    def newest(self) -> SettingsVersion | None:
        """Return the present version; None before the site is set up."""

    def layers(self, version: int | None = None) -> Mapping[SettingsLayer, SettingsVersion]:
        """Return the newest version of each layer, at present or as of a version."""

    def catalogue(self, version: int | None = None) -> Document | None:
        """Return the catalogue's document, at present or as of a version; None if none is kept."""

    def versions(self, before: int | None, limit: int) -> Sequence[SettingsVersion]:
        """Return at most `limit` versions, newest first; those before one, if it is given."""


class SiteSettings(SettingsHistory, Protocol):
    """The site's row, its catalogue and its settings, by version."""

    def create_site(self, site_id: str, name: str, zone: str, now: datetime) -> None:
        """Keep the site's row; once."""

    def change_site(self, name: str, zone: str) -> None:
        """Change name and zone of the site; a version must follow, which puts them in force."""

    def put_version(self, version: SettingsVersion) -> None:
        """Keep a new version of the settings; it is in force from now on."""

    def put_services(self, services: Sequence[Service]) -> None:
        """Keep the catalogue's services in place of the present ones; ids stay."""

    def put_counters(self, counters: Sequence[CounterPlace]) -> None:
        """Keep the counters in place of the present ones; ids and states stay."""

    def put_epoch(self, epoch: int) -> None:
        """Keep a new epoch, after a restore."""


class HelpCalls(Rows[Help], Protocol):
    """Calls for help."""

    def open_of(self, station_id: str) -> Help | None:
        """Return the call of a station that nobody answered yet."""


class Satisfaction(Protocol):
    """Counts of answers to the kiosk's question."""

    def count(self, day: date, answer: int) -> None:
        """Count one more answer of a day."""


class DiscreetAlerts(Rows[DiscreetAlert], Protocol):
    """Counters that ask colleagues to come."""

    def open(self) -> Sequence[DiscreetAlert]:
        """Return the alerts that did not end yet, oldest first."""


class SiteDays(Protocol):
    """How the site stands today: switches, messages, and which days were closed."""

    def now(self) -> SiteDay:
        """Return the switches as they stand."""

    def put(self, day: SiteDay) -> None:
        """Keep the switches in place of the present ones."""

    def messages(self, now: datetime) -> Sequence[SiteMessage]:
        """Return the messages that hold at a moment, oldest first."""

    def add_message(self, message: SiteMessage) -> None:
        """Keep a new message."""

    def end_messages(self, now: datetime) -> int:
        """End every message that holds; return how many."""

    def closing(self, day: date) -> DayClosing | None:
        """Return how a business day was closed, or None."""

    def put_closing(self, closing: DayClosing) -> None:
        """Keep how a business day was closed, in place of an earlier closing of it."""
