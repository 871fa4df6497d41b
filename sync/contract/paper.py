"""Numbers on paper, and in which languages staff print."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sync.contract.wire import Answer, Id, Instant, Request, TicketNumber

PaperLanguage = Literal["fr", "en"]
Letter = Annotated[str, Field(pattern=r"^[FHKMPRWXY]$")]


class CardsIn(Request):
    """Ask for numbers on paper: `count` of each letter, for a day that is not over.

    Attributes:
        letters: Without any, those of the site's services.
        day: Today without it; at most 14 days ahead.
    """

    count: Annotated[int, Field(ge=1, le=96)]
    letters: Annotated[tuple[Letter, ...], Field(max_length=9)] = ()
    day: date | None = None


class CardBlockOut(Answer):
    """Numbers in a row that only paper gives out, on one day.

    Reception enters one as a kiosk does: `number`, this `lease_id`, `issued_at` as somebody wrote
    it on the stub, and `given`; then no rule refuses it.
    """

    lease_id: Id
    letter: str
    first: TicketNumber
    last: TicketNumber
    business_day: date
    expires_at: Instant


class CardBlocksOut(Answer):
    """Blocks on paper, by letter and number."""

    items: tuple[CardBlockOut, ...]
