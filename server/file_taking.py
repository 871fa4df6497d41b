"""Takes a file of appointments over part by part, so that the queue never waits for it.

The parts go under keys that stand for the request's key and what the part holds. Whoever sends the
request again after a kill is answered from the receipts of the parts that were done, and the rest
is done then: nothing twice, and the counts are those of the whole.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, TypeVar

from pydantic import BaseModel

from core.errors import Unprocessable
from core.things import Actor, Receipt
from core.usecases import importing
from core.usecases.booked_rows import digest
from core.usecases.importing import (
    AT_ONCE,
    EndImport,
    ImportFile,
    ImportRows,
    ListedRow,
    RefusedRow,
    WithdrawListed,
)
from server.doing import Once

_COUNTED: Final = ("new", "changed", "same", "withdrawn")

_T = TypeVar("_T")


def take_file(once: Once, actor: Actor, asked: BaseModel, command: ImportFile) -> Receipt:
    """Take a file over, and return its receipt; of a replay the first one.

    Args:
        once: Of the request.
        actor: Who brought it.
        asked: What makes two imports the same one.
        command: The file.

    Raises:
        Unprocessable: `import_not_clean`: a day cannot be replaced by a file with rows that could
            not be read.
        Refusal: It was refused before, or its key was another file's.
        StoreUnavailable: Only some parts may be done; the same request may be sent again.
    """
    done = once.done(actor, asked)
    if done is not None:
        return done
    if command.replace_day and command.refused:
        raise Unprocessable("import_not_clean", refused=len(command.refused))
    counts: Counter[str] = Counter(dict.fromkeys(_COUNTED, 0))
    rows, refused = importing.rows_once(command.rows)
    told = [*refused]
    for part in _parts(rows):
        work = partial(importing.import_rows, actor=actor, command=ImportRows(part))
        receipt = once.part(actor, _name(once, part), asked, work)
        counts.update({name: int(receipt[name] or 0) for name in ("new", "changed", "same")})
        told += _refused(receipt)
    if command.replace_day:
        counts["withdrawn"] = _withdraw(once, actor, asked, command)
    end = EndImport(command, dict(counts), told)
    return once.do(actor, asked, lambda uow: importing.end_import(uow, actor, end))


def _withdraw(once: Once, actor: Actor, asked: BaseModel, command: ImportFile) -> int:
    withdrawn, number = 0, 0
    # What a run before this one withdrew is not found again; its receipts still count.
    while (done := once.part_done(actor, f"withdrawn {number}", asked)) is not None:
        withdrawn, number = withdrawn + int(done["withdrawn"] or 0), number + 1
    with once.wiring.store.read() as reader:
        gone = importing.gone(reader.known_bookings, reader.site(), reader.today, command)
    for part in _parts(gone):
        work = partial(importing.withdraw_listed, actor=actor, command=WithdrawListed(part))
        receipt = once.part(actor, f"withdrawn {number}", asked, work)
        withdrawn, number = withdrawn + int(receipt["withdrawn"] or 0), number + 1
    return withdrawn


def _name(once: Once, part: Sequence[ListedRow]) -> str:
    """Return a name for what a part holds: other rows, after settings changed, are not taken."""
    return once.wiring.secrets.fingerprint("part", [digest(row.booking) for row in part])


def _refused(receipt: Receipt) -> Iterator[RefusedRow]:
    for told in str(receipt["refused_lines"] or "").split(","):
        line, _, code = told.partition(":")
        if code:
            yield RefusedRow(int(line), code)


def _parts(things: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(things), AT_ONCE):
        yield things[start : start + AT_ONCE]
