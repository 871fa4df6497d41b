"""Lists of RDVs with the parts that are read here, where the server leaves the others out."""

from collections.abc import Mapping
from typing import Final

from sync.booking.gateway import BookingRefused
from sync.booking.rdv_service_public.transport import Transport

PARTS: Final = ("agents", "lieu", "motif", "participations")
"""What `parse` reads, by the names of the server's code: its prose has `motifs`."""
_NEEDED: Final = frozenset({"motif", "participations"})


class RdvLists:
    """Asks for lists of RDVs; learns once whether the server takes `include`.

    Older servers do not know it, and send everything.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._asks = True

    def get(
        self,
        path: str,
        query: Mapping[str, str],
        *more: str,
        remembered: bool = False,
    ) -> object:
        """Read a list.

        Args:
            path: Of the list.
            query: Which rows.
            more: Further parts of a row.
            remembered: It will be asked for again, and may be the same then.

        Raises:
            BookingFault: As `Transport.get`.
        """
        if self._asks:
            parts = ",".join(sorted({*PARTS, *more}))
            try:
                body = self._transport.get(path, {**query, "include": parts}, remembered=remembered)
            except BookingRefused as error:
                if error.reason != "refused":
                    raise
            else:
                if _is_whole(body):
                    return body
        body = self._transport.get(path, query, remembered=remembered)
        # Only now: it was not the list that was refused.
        self._asks = False
        return body


def _is_whole(body: object) -> bool:
    """Whether no row lacks what was asked for; what is no list is nobody's fault here."""
    rows = body.get("rdvs") if isinstance(body, Mapping) else None
    if not isinstance(rows, list):
        return True
    return all(row.keys() >= _NEEDED for row in rows if isinstance(row, dict))
