"""The feed: server-sent events, or a long poll."""

from typing import Annotated, Final

from fastapi import Header, Query, Request
from fastapi.responses import Response, StreamingResponse

from core.errors import Refusal, Unprocessable
from server.auth.audience import Audience
from server.auth.callers import Standing
from server.auth.gate import Here, no_token, token_of
from server.doing import Wired
from server.feed import FeedRestarted
from server.nouns import Noun
from sync.contract.stations import EventsOut

router = Noun()

_MOST: Final = 2**53
_STREAM: Final = "text/event-stream"
Seq = Annotated[int, Query(ge=0, le=_MOST)]


class Restarted(Refusal):
    """The feed does not go back that far: the client reads its state again."""

    status = 410

    def __init__(self) -> None:
        super().__init__("feed_restarted")


@router.get(
    "/events",
    response_model=EventsOut,
    responses={200: {"content": {_STREAM: {"schema": {"type": "string"}}}}},
)
async def events(
    request: Request,
    wiring: Wired,
    caller: Here,
    after: Seq = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    wait_s: Annotated[int, Query(ge=0, le=25)] = 0,
    accept: Annotated[str, Header()] = "",
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """Return every event after a seq that the token may see, in order, without gap or double.

    410 `feed_restarted` where the seq is older than what is kept.
    """
    audience = Audience(caller.kind, caller.station_id, caller.roles)
    standing = Standing(wiring.callers, token_of(request.scope) or "", caller)
    if last_event_id is not None:
        if not last_event_id.isascii() or not last_event_id.isdigit() or len(last_event_id) > 15:
            raise Unprocessable("last_event_id_invalid")
        after = int(last_event_id)
    try:
        await wiring.hub.check(after)
        if _STREAM in accept:
            return StreamingResponse(
                wiring.hub.stream(after, audience, standing.holds),
                media_type=_STREAM,
                headers={"X-Accel-Buffering": "no"},
            )
        items, following = await wiring.hub.poll(after, audience, limit=limit, wait_s=wait_s)
    except FeedRestarted as error:
        raise Restarted from error
    if not await standing.holds():
        return no_token()
    text = wiring.hub.page(items, following)
    return Response(text, media_type="application/json")
