"""How far events were sent, in the store."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete

from core.outgoing import WebhookCursor
from core.store.rows import SqlRows
from core.store.tables_outgoing import WebhookRow


class SqlWebhooks(SqlRows[WebhookCursor]):
    """`core.ports.Webhooks` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, WebhookCursor, WebhookRow, "webhook", key="name")

    def all(self) -> Sequence[WebhookCursor]:
        """Return how far all of them are, by name."""
        return self.many(self.query().order_by(self.table.c.name))

    def keep_only(self, names: Collection[str]) -> None:
        """Forget how far all others are."""
        self.connection.execute(delete(self.table).where(self.table.c.name.not_in(names)))
