"""What is sent to other tools, for the description of the interface; nothing here is served."""

from typing import Annotated

from fastapi import APIRouter, Header

from sync.contract.outgoing import OutgoingEvent

outgoing = APIRouter()


@outgoing.post("event", status_code=204)
def event(
    body: OutgoingEvent,
    webhook_id: Annotated[str, Header()],
    webhook_timestamp: Annotated[str, Header()],
    webhook_signature: Annotated[str, Header()],
) -> None:
    """Take one event, as `docs/events.md` says; 410 ends them."""
