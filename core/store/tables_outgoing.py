"""The table of what was sent to a post's other tools."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from core.store.tables import Base


class WebhookRow(Base):
    """How far events were sent to one address."""

    __tablename__ = "webhook"

    name: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str]
    since: Mapped[datetime]
    sent_seq: Mapped[int]
    sent_at: Mapped[datetime | None]
    lost: Mapped[int]
    lost_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]
