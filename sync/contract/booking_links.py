"""Links with which a person of a visit books again."""

from typing import Annotated, Literal

from pydantic import Field

from sync.contract.wire import Answer, Request


class BookingLinkIn(Request):
    """Make a link for a person of a visit, whose appointment is of the booking server.

    Attributes:
        link: `plan`: a new appointment is begun, and an agent goes on with it in a browser;
            `invitation`: the person's own key to book, to be shown to that person alone.
        person: Which person of the visit, by ordinal; the first who has such an appointment.
    """

    link: Literal["plan", "invitation"]
    person: Annotated[int, Field(ge=1, le=100)] | None = None


class BookingLinkOut(Answer):
    """A link, told once: it is neither kept here nor logged.

    Attributes:
        person: Whose it is, by ordinal.
    """

    link: Literal["plan", "invitation"]
    person: int
    url: Annotated[str, Field(repr=False)]
