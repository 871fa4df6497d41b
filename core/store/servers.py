"""The servers of a site, as stations may find them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from core.store.rows import table_of
from core.store.tables_site import ServerRow

_SERVERS = table_of(ServerRow)
_FORGOTTEN: Final = timedelta(days=7)
"""A server that was not seen for so long is not told to stations any more."""


def note_server(connection: Connection, url: str, now: datetime) -> None:
    """Keep that a server is there, on PostgreSQL: only there a site has several."""
    row = insert(_SERVERS).values(url=url, seen_at=now)
    connection.execute(row.on_conflict_do_update(index_elements=["url"], set_={"seen_at": now}))


def server_addresses(connection: Connection, now: datetime) -> Sequence[str]:
    """Return where stations find the servers of the site; nothing where there is one alone."""
    query = (
        select(_SERVERS.c.url).where(_SERVERS.c.seen_at > now - _FORGOTTEN).order_by(_SERVERS.c.url)
    )
    return connection.execute(query).scalars().all()
