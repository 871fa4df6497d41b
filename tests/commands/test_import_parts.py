"""A long file is taken over part by part: others are served between, and a kill costs nothing."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from core.model import EventKind, ServiceId
from core.runtime.ids import new_id
from core.things import Actor, Event
from core.usecases.booked_rows import BookingRow
from core.usecases.importing import AT_ONCE, ListedRow, RefusedRow, rows_once
from tests.commands.test_import_appointments import MAPPING, send
from tests.server.site_support import MORNING, SiteUnderTest, running_again, running_site

ROWS = 3 * AT_ONCE + 5


def day_of(rows: int, first: int = 0) -> str:
    lines = ["rdv_id;Date;Heure;Motif;Nom"]
    for row in range(first, first + rows):
        time = f"{10 + row // 60}:{row % 60:02}"
        lines.append(f"{row + 1};24/11/2026;{time};Passeport;NOM{row}")
    return "\n".join([*lines, ""])


def counted(told: dict[str, object]) -> tuple[object, ...]:
    return tuple(told[name] for name in ("new", "changed", "same", "withdrawn", "refused"))


def test_commands_of_the_queue_pass_between_the_parts_of_a_file(site: SiteUnderTest) -> None:
    waiting: list[object] = []
    store = site.wiring.store

    def somebody_comes(events: Sequence[Event]) -> None:
        if not waiting and any(one.kind is EventKind.APPOINTMENT_IMPORTED for one in events):
            waiting.append(store.submit(lambda uow: uow.record(EventKind.HELP_ASKED, Actor())))

    store.on_commit(somebody_comes)
    assert counted(send(site, day_of(ROWS), "", MAPPING).json()) == (ROWS, 0, 0, 0, 0)
    with store.read() as reader:
        kinds = [event.kind for event in reader.events(0)]
    first = kinds.index(EventKind.APPOINTMENT_IMPORTED)
    between = kinds.index(EventKind.HELP_ASKED)
    assert between == first + AT_ONCE
    assert kinds.count(EventKind.APPOINTMENT_IMPORTED) == ROWS


@pytest.mark.parametrize("after", [2, 5])
def test_a_server_that_ends_in_the_middle_goes_on_where_it_was(
    data_folder: Path, after: int
) -> None:
    key = new_id()
    with running_site(data_folder) as site:
        tokens = dict(site.tokens)
        send(site, day_of(ROWS), "", MAPPING)
        commits: list[object] = []

        def end(events: Sequence[Event]) -> None:
            commits.append(events)
            if len(commits) == after:
                site.wiring.store.refuse("this server ends here")

        site.wiring.store.on_commit(end)
        # Half of the day is gone, and some others are new.
        file = day_of(ROWS, ROWS // 2)
        cut = send(site, file, "?replace_day=true", MAPPING, key=key)
        assert cut.status_code == 503, cut.text
    with running_again(data_folder, tokens) as again:
        done = send(again, file, "?replace_day=true", MAPPING, key=key)
        same, new = ROWS - ROWS // 2, ROWS // 2
        assert counted(done.json()) == (new, 0, same, ROWS // 2, 0)
        replayed = send(again, file, "?replace_day=true", MAPPING, key=key)
        assert replayed.headers["Idempotency-Replayed"] == "true"
        assert replayed.json() == done.json()
        listed = again.get("/appointments?limit=500")["items"]
        assert len(listed) == ROWS


def test_a_row_that_says_again_what_another_part_holds_is_refused() -> None:
    booking = BookingRow("key:1", 0, "A1", ServiceId("any"), MORNING)
    rows = [ListedRow(2, booking), ListedRow(3, replace(booking, source_id="key:2"))]
    again = ListedRow(90, replace(booking, reference="A2"))
    assert rows_once([*rows, again]) == (rows, [RefusedRow(90, "row_twice")])
