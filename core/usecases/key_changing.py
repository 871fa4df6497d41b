"""Keys of the site were changed: which ones, and nothing of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.model import EventKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt


@dataclass(frozen=True, slots=True)
class NoteKeyChange:
    """Somebody changed keys at the command line.

    Attributes:
        what: `outside` the key that lies elsewhere · `data` the one that encrypts the database ·
            `recovery` the code that opens emergency kits.
    """

    what: Sequence[str]


def note_key_change(uow: UnitOfWork, actor: Actor, command: NoteKeyChange) -> Receipt:
    """Journal that keys were changed; receipt: what."""
    what = ",".join(command.what)
    uow.record(EventKind.SITE_KEY_CHANGED, actor, what=what)
    return {"what": what}
