"""How the site and its booking server stand, and what was not understood, for leads."""

from typing import Annotated

from fastapi import Body, Response

from core.usecases import settings as site_settings
from core.usecases.settings import ChangeSettings
from server.auth.gate import Here
from server.booking_matches import matches_out, with_matches
from server.doing import Wired
from server.nouns import Noun
from server.routes.settings import ReadVersion
from server.settings_file import layers_of
from server.wiring import Wiring
from sync.booking.gateway import ForeignThings
from sync.contract.booking_matches import BookingMatchesIn, BookingMatchesOut
from sync.contract.booking_report import BookingOut

router = Noun("/booking")


@router.get("")
def booking(wiring: Wired) -> BookingOut:
    """Return the booking server's state, and what of its days is odd: ids and codes, no names."""
    return wiring.booking.report()


@router.get("/matches")
def matches(wiring: Wired, response: Response) -> BookingMatchesOut:
    """Return what the booking server has, what each thing is here, and what it may be.

    The lists are read now: 409 `booking_away` or `booking_refused` where that cannot be.
    """
    return _matches(wiring, wiring.booking.things(), response)


@router.put("/matches")
def match(
    body: Annotated[BookingMatchesIn, Body()],
    wiring: Wired,
    caller: Here,
    response: Response,
    version: ReadVersion,
) -> BookingMatchesOut:
    """Say what some things are here; it is a change of the settings like any other.

    An appointment at a place that is `elsewhere` is not expected here from the next reading on,
    unless its person is here already.
    """
    with wiring.store.read() as reader:
        own = with_matches(layers_of(reader), reader.site(), body)
    command = ChangeSettings(own, version)
    wiring.store.write(lambda uow: site_settings.change(uow, caller.actor, command))
    return _matches(wiring, wiring.booking.known_things(), response)


def _matches(wiring: Wiring, found: ForeignThings, response: Response) -> BookingMatchesOut:
    listed = wiring.booking.listed()
    with wiring.store.read() as reader:
        version = reader.settings.version()
        items = matches_out(reader.site(), found, listed)
    response.headers["ETag"] = f'"{version}"'
    return BookingMatchesOut(
        version=version, items=items, unread=tuple(kind.value for kind in found.unread)
    )
