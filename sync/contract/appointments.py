"""Appointments from a file, and the list for the gate."""

from typing import Annotated, Literal

from pydantic import Field

from sync.contract.wire import Answer, Id, Instant

FactValue = str | int | bool | None


class ImportRowOut(Answer):
    """What a row of a file does, or would do; no name.

    Attributes:
        line: Where it stands in the file, from 1.
        code: Why it is refused; `facts` are what the sentence needs.
        label: The service, in the file's words.
        notes: `time_in_gap`: the wall clock skips that time; `time_twice`: it shows it twice;
            `status_unknown`: the file's word for its state is not known, so it is expected.
    """

    line: int
    change: Literal["new", "changed", "same", "refused"]
    code: str | None = None
    facts: dict[str, FactValue] = Field(default_factory=dict)
    reference: str | None = None
    label: str | None = None
    service_id: Id | None = None
    starts_at: Instant | None = None
    persons: int | None = None
    notes: tuple[str, ...] = ()


class ImportLabelOut(Answer):
    """What a label of a file means here.

    Attributes:
        service_id: None: its rows are refused until `mapping` says what it means.
        found_by: `mapping`, as the caller said; `name`, it is a service's code or label.
        proposed: Services that share words with it, the likeliest first.
    """

    label: str
    rows: int
    service_id: Id | None = None
    found_by: Literal["mapping", "name"] | None = None
    proposed: tuple[Id, ...] = ()


class ImportOut(Answer):
    """What a file did, or (`preview`) would do.

    Attributes:
        blocked: Why it would be refused whole: `import_not_clean`.
        rows: In a preview every row; else the refused ones, 500 at most.
    """

    preview: bool
    kind: Literal["csv", "ics", "xls"]
    new: int
    changed: int
    same: int
    withdrawn: int
    refused: int
    blocked: str | None = None
    labels: tuple[ImportLabelOut, ...] = ()
    rows: tuple[ImportRowOut, ...] = ()


class GateItem(Answer):
    """Somebody who is expected, as far as a gate may know; no field can hold a name."""

    starts_at: Instant
    reference: str
    initial: Annotated[str, Field(max_length=1)]


class GateListOut(Answer):
    """A page of those who are expected on a day, by time."""

    items: tuple[GateItem, ...]
    next: str | None = None
