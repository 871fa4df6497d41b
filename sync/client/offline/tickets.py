"""Makes the ticket that a screen shows from a row of the outbox and the server's answer, if any."""

import json

from core.model import Arrival
from sync.client.offline.outcomes import GivenTicket, Unprinted
from sync.client.offline.rows import Row, RowKind, RowState
from sync.contract.arrivals import ArrivedOut


def ticket(
    row: Row, answer: ArrivedOut | None, *, arrival: Arrival | None = None, again: bool = False
) -> GivenTicket:
    """Return the ticket; `arrival` is the kiosk's own judgement, for want of the server's."""
    if answer is None:
        return GivenTicket(
            key=row.key,
            number=row.number,
            issued_at=row.issued_at,
            service_id=row.service_id,
            online=row.state is RowState.ANSWERED,
            visit_id=row.visit_id,
            arrival=arrival,
            starts_at=row.starts_at,
            alias=row.alias,
            again=again,
        )
    return GivenTicket(
        key=row.key,
        number=row.number,
        issued_at=row.issued_at,
        service_id=answer.visit.service_id,
        online=True,
        visit_id=answer.visit.id,
        estimate=answer.estimate,
        arrival=answer.arrival,
        starts_at=answer.visit.starts_at or row.starts_at,
        alias=answer.ticket.alias,
        initials=answer.visit.initials,
        again=again,
    )


def unprinted(row: Row) -> Unprinted:
    """Return a ticket whose slip is due; its language stands in what the server is told."""
    language = json.loads(row.body).get("language")
    return Unprinted(ticket(row, None), row.kind is RowKind.CHECK_IN, language)
