"""Attestations of attendance, for whoever of a visit asks for one."""

from typing import Annotated

from fastapi import Query, Response

from core.errors import Forbidden
from core.usecases import revealing
from core.usecases.revealing import NoteNames
from core.views import VisitCard
from server.auth.gate import Caller, Here
from server.doing import Wired
from server.nouns import Noun
from server.rendering import may_see_names
from sync.contract.arrivals import PersonNumber
from sync.contract.paper import PaperLanguage
from sync.contract.wire import Id

router = Noun("/visits/{visit_id}")

_PDF = "application/pdf"


@router.get("/attestation.pdf", response_class=Response, responses={200: {"content": {_PDF: {}}}})
def attestation(
    visit_id: Id,
    wiring: Wired,
    caller: Here,
    language: PaperLanguage = "fr",
    person: Annotated[PersonNumber | None, Query()] = None,
    by_hand: bool = False,
) -> Response:
    """Return that a person was here today, from when to when; never for what, nor with whom.

    It is not kept. Reception may ask, and the agent who serves the visit or did; that they saw a
    name is journaled as when they open the visit. `by_hand` leaves a line for the name.

    Raises:
        NotFound: `visit_unknown`, `person_unknown`.
        Forbidden: `names_not_yours`, for an agent who has not served the visit.
        Conflict: `visit_not_today`; `wrong_state` for a visit that was taken back.
        Unprocessable: `name_not_printable`: ask again with `by_hand`.
    """
    # What draws documents takes long to load, and few servers draw many.
    from server.paper.attestation import attestation as drawn  # noqa: PLC0415
    from server.paper.gathering import attendance_of  # noqa: PLC0415

    with wiring.store.read() as reader:
        card, now = reader.visit(visit_id), reader.now
        if not (may_see_names(card, caller) or _served(card, caller)):
            raise Forbidden("names_not_yours")
        attended = attendance_of(reader, card, person, by_hand=by_hand)
    if attended.name and wiring.openings.is_new(caller.agent_id or "", visit_id, now):
        seen = NoteNames(visit_id)
        wiring.store.write(lambda uow: revealing.note_names(uow, caller.actor, seen))
    return Response(
        drawn(attended, language),
        media_type=_PDF,
        headers={"Content-Disposition": 'inline; filename="attestation.pdf"'},
    )


def _served(card: VisitCard, caller: Caller) -> bool:
    return caller.agent_id is not None and any(
        step.agent_id == caller.agent_id for step in card.steps
    )
