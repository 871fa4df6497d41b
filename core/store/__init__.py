"""The site's database: one writer, many readers, and the journal beside the state."""

from core.store.store import Store as Store
