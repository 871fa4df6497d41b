"""Matches of the booking server at the command line, beside a server that may be running."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from core.store import Store
from core.things import Actor
from core.usecases import settings as site_settings
from core.usecases.settings import ChangeSettings
from server.booking_gateways import QUIET, rdv_gateway
from server.booking_grant import GrantKeeper
from server.booking_matches import matches_out, proposals, with_matches
from server.booking_sign_in import grant_for
from server.data_folder import DataFolder
from server.faults import Stop
from server.settings_file import layers_of
from sync.booking.gateway import BookingFault, ForeignThings
from sync.booking.rdv_service_public.transport import Transport
from sync.contract.booking_matches import BookingMatchesIn, BookingMatchOut
from sync.contract.settings import BookingSettings

_HEADINGS: Final = ("kind", "id", "name", "is here", "proposed")
_WIDEST: Final = 48


class Console:
    """One run of the command."""

    def __init__(self, store: Store, folder: DataFolder) -> None:
        self._store = store
        self._folder = folder
        self._found = ForeignThings()

    def matches(self) -> tuple[BookingMatchOut, ...]:
        """Ask the booking server what it has.

        Raises:
            Stop: It cannot be asked, or does not answer.
        """
        with self._store.read() as reader:
            site = reader.site()
        settings = BookingSettings.model_validate(site.booking)
        if settings.gateway in QUIET:
            raise Stop(f"the gateway of this site is {settings.gateway}: nothing is to be matched")
        grants = GrantKeeper(self._folder)
        grant = grant_for(settings, grants)
        if grant is None:
            raise Stop("nobody is signed in at the booking server: see `booking-sign-in`")
        try:
            line = Transport(settings.base_url, grants.credentials(grant))
        except ValueError as error:
            raise Stop(str(error)) from error
        try:
            self._found = rdv_gateway(settings, site.days, line).list_things()
        except BookingFault as error:
            raise Stop(f"the booking server does not tell: {error}") from error
        finally:
            line.close()
        return self.again()

    def again(self) -> tuple[BookingMatchOut, ...]:
        """Return what was read, as the settings stand now."""
        with self._store.read() as reader:
            return matches_out(reader.site(), self._found)

    def apply_proposals(self, items: Iterable[BookingMatchOut]) -> None:
        """Take over what is proposed for what nobody matched yet."""
        self._change(proposals(items))

    def change(self, said: Mapping[str, Mapping[str, str | None]]) -> None:
        """Say what some things are here.

        Raises:
            Refusal: There is no such service or counter.
        """
        self._change(BookingMatchesIn.model_validate(said))

    def _change(self, wanted: BookingMatchesIn) -> None:
        with self._store.read() as reader:
            own = with_matches(layers_of(reader), reader.site(), wanted)
            command = ChangeSettings(own, reader.settings.version())
        self._store.write(lambda uow: site_settings.change(uow, Actor(), command))


def table(items: Iterable[BookingMatchOut]) -> str:
    """Return matches as a table for a terminal."""
    rows: list[Sequence[str]] = [_HEADINGS]
    for one in items:
        likely = "" if one.proposed is None else f"{one.proposed} ({one.score:.2f})"
        rows.append((one.kind, one.id, one.name[:_WIDEST], one.mapped_to or "–", likely))
    widths = [max(_width(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    return "".join(f"{_line(row, widths)}\n" for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = zip(row, widths, strict=True)
    return "  ".join(cell + " " * (width - _width(cell)) for cell, width in cells).rstrip()


def _width(text: str) -> int:
    """Return how many columns a text takes: two for wide letters, none for marks."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))
