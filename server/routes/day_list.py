"""The day's list on paper, for when the server or the power is expected to be away."""

from datetime import date
from typing import Annotated

from fastapi import Query, Response

from core.usecases.searching import NoteTaking, note_taking
from server.auth.gate import Here
from server.doing import Wired
from server.nouns import Noun
from sync.contract.paper import PaperLanguage

router = Noun()

_PDF = "application/pdf"
Day = Annotated[date | None, Query(ge=date(2000, 1, 1), le=date(2199, 12, 31))]


@router.get("/day-list.pdf", response_class=Response, responses={200: {"content": {_PDF: {}}}})
def day_list(
    wiring: Wired, caller: Here, day: Day = None, language: PaperLanguage = "fr"
) -> Response:
    """Return who is expected on a day, with names and room to write; that is journaled first."""
    # As in `routes.attestations`.
    from server.paper.day_list import day_list as drawn  # noqa: PLC0415
    from server.paper.gathering import day_of  # noqa: PLC0415

    with wiring.store.read() as reader:
        wanted = day or reader.today
        head, rows = day_of(reader, wanted, language)
    taking = NoteTaking("day_list", len(rows))
    wiring.store.write(lambda uow: note_taking(uow, caller.actor, taking))
    return Response(
        drawn(head, rows, language),
        media_type=_PDF,
        headers={"Content-Disposition": f'inline; filename="day-list-{wanted.isoformat()}.pdf"'},
    )
