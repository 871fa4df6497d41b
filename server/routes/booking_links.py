"""Links with which a person of a visit books again; told once, and never written down here."""

from anyio.to_thread import run_sync

from core.errors import Forbidden
from core.usecases import booking_access
from core.usecases.booking_access import NoteLink
from server.booking_links import Wanted, wanted
from server.doing import Doer, Doing
from server.nouns import Noun
from server.rendering import may_see_names
from sync.contract.booking_links import BookingLinkIn, BookingLinkOut
from sync.contract.wire import Id

router = Noun("/visits/{visit_id}/booking-link")


@router.post("", status_code=201)
async def make_link(visit_id: Id, body: BookingLinkIn, doer: Doing) -> BookingLinkOut:
    """Make a link for a person; for reception and for the agent who has the visit now.

    409 `booking_off`, `not_of_booking_server`, `booking_away`, `booking_refused`,
    `booking_rejected`.
    """
    found = await run_sync(_wanted, doer, visit_id, body.person)
    url = await doer.wiring.booking_links.make(doer.key, body.link, found)
    await run_sync(_note, doer, body, found)
    return BookingLinkOut(link=body.link, person=found.ordinal, url=url)


def _wanted(doer: Doer, visit_id: str, ordinal: int | None) -> Wanted:
    with doer.wiring.store.read() as reader:
        # Whoever may not read the name must not act as the person.
        if not may_see_names(reader.visit(visit_id), doer.caller):
            raise Forbidden("forbidden")
        return wanted(reader, visit_id, ordinal)


def _note(doer: Doer, body: BookingLinkIn, found: Wanted) -> None:
    command = NoteLink(found.visit_id, found.appointment_id, body.link)
    doer.do(body, lambda uow: booking_access.note_link(uow, doer.caller.actor, command))
