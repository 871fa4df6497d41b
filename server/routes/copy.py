"""The copy that a standby keeps: pages of the database, as they are encrypted on disk."""

from typing import Annotated, Final

from anyio import CancelScope
from anyio.to_thread import run_sync
from fastapi import Query, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from core.errors import Unprocessable
from core.store.copying import Pages, Place
from server.auth.gate import Here
from server.copies import Copies
from server.doing import Wired
from server.nouns import Noun
from sync.contract.copying import MEDIA_TYPE

router = Noun()

_MOST: Final = 2**53


class _PagesResponse(StreamingResponse):
    """Pages that are let go however the answer ends."""

    def __init__(self, copies: Copies, pages: Pages, place: Place | None) -> None:
        super().__init__(copies.batch(pages, place), media_type=MEDIA_TYPE)
        self._copies = copies
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with CancelScope(shield=True):
                await run_sync(self._copies.give_back, self._pages)


@router.get(
    "/copy",
    response_class=Response,
    responses={
        200: {
            "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
            "description": "A batch of pages; see `sync/contract/copying.py`",
        },
        204: {"description": "Nothing was committed meanwhile"},
    },
)
async def copy(
    wiring: Wired,
    caller: Here,
    stream: Annotated[str | None, Query(pattern="^[0-9a-f]{32}$")] = None,
    after: Annotated[int, Query(ge=0, le=_MOST)] = 0,
    wait_s: Annotated[int, Query(ge=0, le=25)] = 0,
) -> Response:
    """Return the pages that changed since a copy stood at a commit; all of them for a new copy.

    204 where nothing was committed within `wait_s`; 409 `copied_by_its_database` where the site
    stands in PostgreSQL, which has standbys of its own.
    """
    if (stream is None) != (after == 0):
        raise Unprocessable("place_malformed")
    copies = wiring.copies
    place = None if stream is None else Place(bytes.fromhex(stream), after)
    copies.heard(caller.station_id, place)
    if place is not None and not await copies.wait(place, wait_s):
        copies.heard(caller.station_id, place)
        return Response(status_code=204)
    pages = await run_sync(copies.take, place)
    return _PagesResponse(copies, pages, place)
