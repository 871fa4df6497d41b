"""Who came for their appointment, as a sheet for booking systems that have no interface."""

from datetime import date
from typing import Annotated

from fastapi import Query, Response

from core.errors import Forbidden
from core.model import Role
from core.store.presence import presence_of
from core.usecases.searching import NoteTaking, note_taking
from server.auth.gate import Here
from server.doing import Wired
from server.nouns import Noun
from server.presence import HeadLanguage, presence_csv

router = Noun()

_CSV = "text/csv"
Day = Annotated[date | None, Query(ge=date(2000, 1, 1), le=date(2199, 12, 31))]


@router.get("/presence.csv", response_class=Response, responses={200: {"content": {_CSV: {}}}})
def presence(
    wiring: Wired,
    caller: Here,
    day: Day = None,
    names: bool = False,
    language: HeadLanguage = "fr",
) -> Response:
    """Return a line for each person of a day's appointments; with names for leads alone.

    It is journaled first, and so is whether names were in it.

    Raises:
        Forbidden: `names_for_leads`.
    """
    if names and not caller.has(Role.LEAD):
        raise Forbidden("names_for_leads")
    with wiring.store.read() as reader:
        site, wanted = reader.site(), day or reader.today
        rows = presence_of(reader, wanted)
    taking = NoteTaking("presence_with_names" if names else "presence", len(rows))
    wiring.store.write(lambda uow: note_taking(uow, caller.actor, taking))
    return Response(
        presence_csv(site, wanted, rows, language, names=names),
        media_type=_CSV,
        headers={
            "Content-Disposition": f'attachment; filename="presence-{wanted.isoformat()}.csv"'
        },
    )
