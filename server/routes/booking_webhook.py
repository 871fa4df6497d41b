"""Where the booking server tells that something changed; its signature is all that it brings."""

from typing import Final

from anyio.to_thread import run_sync
from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from server.auth.gate import proven
from server.booking_hooks import PATH
from server.doing import Wired
from server.nouns import Noun
from server.problems import problem_response
from sync.booking.rdv_service_public.notices import SIGNATURE

router = Noun()

_ABOUT: Final = {
    "parameters": [
        {
            "name": SIGNATURE,
            "in": "header",
            "required": True,
            "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        }
    ],
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object"}}},
    },
}


@router.post(PATH.removeprefix("/v1"), status_code=204, openapi_extra=_ABOUT)
async def booking_webhook(request: Request, wiring: Wired) -> Response:
    """Take a word of the booking server; 401 unless it is signed, and a secret is shared at all."""
    try:
        raw = await request.body()
    except ClientDisconnect:
        # Nobody reads the answer; it is counted as the others without a signature are.
        return _refusal()
    signature = request.headers.get(SIGNATURE, "")
    if not await run_sync(wiring.booking.hooks.take, raw, signature):
        return _refusal()
    proven(request.scope)
    return Response(status_code=204)


def _refusal() -> Response:
    return problem_response(401, "signature_refused", "This needs a valid signature")
