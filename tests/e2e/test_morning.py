"""A morning at a small post, step by step, through the real programs in processes of their own.

The programs are used from outside, as the demonstration uses them. What they did is judged by
others: the bytes that the printer got, the board that a display's token reads, the booking
server's own log, the site's journal.
"""

import json
import re
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from core.model import SlipState, StationKind
from demonstration.booking_sandbox.scenario import load_scenario
from demonstration.morning import (
    BOOKED_LATE,
    BOOKED_NO_PAPER,
    BOOKED_ON_TIME,
    BOOKED_TODAY,
    Morning,
)
from demonstration.stage import AGENTS, SCENARIO, Stage
from sync.client.pairing import pair
from sync.client.site import SiteClient
from sync.contract.calls import QueueItem

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("e2e")]


@pytest.fixture(
    params=[
        pytest.param("fr", marks=pytest.mark.slow),
        *(pytest.param(language, marks=pytest.mark.soak) for language in ("en", "fr", "en")),
    ]
)
def stage(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Stage]:
    stage = Stage(tmp_path / "stage", tmp_path / "out", language=request.param)
    try:
        stage.open()
        yield stage
    finally:
        stage.close()


def names_nobody(stage: Stage) -> None:
    """Look for everybody of the morning in what every program logged, or printed while it ran."""
    logs = {path: path.read_text("utf-8") for path in stage.folder.rglob("*.log*")}
    printed = stage.folder / "logs"
    # The server, the kiosk, the counter and the display each keep a log of their own.
    own = [path for path, text in logs.items() if path.parent != printed and text]
    assert {path.name for path in own} >= {
        "server.log",
        "kiosk.log",
        "counter.log",
        "display.log",
    }, sorted(logs)
    people = [person for rdv in load_scenario(SCENARIO).rdvs for person in rdv.people]
    names = {name for person in people for name in (person.first_name, person.last_name)}
    assert len(names) > 5
    for word in {*names, *AGENTS, stage.password}:
        # As it is, or as JSON writes it in ASCII.
        spelt = "|".join({re.escape(word), re.escape(json.dumps(word)[1:-1])})
        written = re.compile(rf"(?<!\w)(?:{spelt})(?!\w)", re.IGNORECASE)
        for path, text in logs.items():
            assert not written.search(text), f"{path} names {word}"


class Witness:
    """A counter station and a display of our own, which look at the site beside the programs."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        counter = self._enrol(StationKind.COUNTER)
        self.desk = counter.with_session(counter.sign_in("awa", stage.password).token)
        self.board = self._enrol(StationKind.DISPLAY)

    def _enrol(self, kind: StationKind) -> SiteClient:
        name = f"Witness {kind.value}"
        pairing = self._stage.admin("pairing-code", "--kind", kind.value, "--name", name)
        found = pair(self._stage.server_url, pairing, kind, name)
        return SiteClient(found.connection())

    def queue(self) -> dict[str, QueueItem]:
        return {item.number: item for item in self.desk.queue().items}

    def slip(self, number: str) -> SlipState:
        """What is known of a slip, once nothing more is under way (10 s at most)."""
        deadline = time.monotonic() + 10
        while True:
            state = self.queue()[number].slip
            if state not in {SlipState.QUEUED, SlipState.SENT} or time.monotonic() > deadline:
                return state


def slip_picture(stage: Stage, place: int) -> Image.Image:
    """A slip as it was rendered back from the bytes that the printer got."""
    return Image.open(stage.out / "slips" / f"{place:03}.png").convert("L")


def test_a_morning_at_a_small_post(stage: Stage) -> None:
    lines: list[str] = []
    morning = Morning(stage, lines.append)
    witness = Witness(stage)
    numbers = morning.numbers

    # 1. The day's appointments come from the booking server, over several pages.
    morning.appointments_arrive()
    booked = [one for one in witness.desk.appointments().items if one.mode == "in_person"]
    assert sum(one.status == "booked" for one in booked) == BOOKED_TODAY
    by_reference = {one.reference: one for one in booked}
    assert by_reference[BOOKED_LATE].starts_at.isoformat() == "2026-11-24T08:45:00+00:00"

    # 2. A code at the scanner: on time, a slip with number and readable QR, number on screen.
    morning.someone_shows_a_code()
    visit = witness.queue()[numbers.on_time]
    assert visit.kind == "appointment"
    assert witness.desk.visit(visit.visit_id).arrival == "on_time"
    assert witness.slip(numbers.on_time) == "printed"
    picture = slip_picture(stage, 1)
    assert picture.width == 576
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [
        "https://consulat.exemple.test/donnees"
    ]

    # 3. A reference and its time, typed: late within tolerance, and told so.
    morning.someone_types_a_reference()
    late = witness.desk.visit(witness.queue()[numbers.late].visit_id)
    assert late.arrival == "late"
    said = {"fr": "en retard", "en": "late"}[stage.language]
    assert any(said in line for line in lines if "the screen says" in line)

    # 4. A walk-in in Arabic: right to left on the screen, shaped Arabic on paper.
    morning.someone_takes_a_ticket_in_arabic()
    walk_in = witness.queue()[numbers.walk_in]
    assert (walk_in.kind, walk_in.language) == ("walk_in", "ar")
    assert witness.slip(numbers.walk_in) == "printed"

    # 5. No paper: nothing is lost, reception is told, printing goes on with the roll.
    morning.the_paper_runs_out()
    assert witness.slip(numbers.no_paper) == "printed"
    assert len({numbers.on_time, numbers.late, numbers.walk_in, numbers.no_paper}) == 4

    # 6. The counter opens and calls; the booking server is away while the outcomes happen.
    morning.the_counter_opens()
    morning.the_booking_server_goes_away()
    morning.someone_is_absent()
    assert numbers.late not in witness.queue()
    shown = witness.board.board()
    assert {item.number for item in (*shown.current, *shown.recent)} == {numbers.late}
    assert all(item.counter == "2" for item in (*shown.current, *shown.recent))
    morning.someone_is_served()
    morning.someone_is_sent_to_the_cash_office()
    handed_on = witness.queue()[numbers.on_time]
    assert handed_on.state == "waiting"
    # Whoever joined anew would rank an hour later than now; seniority is the first call.
    assert handed_on.rank <= witness.board.board().now
    assert handed_on.service_id != by_reference[BOOKED_ON_TIME].service_id
    morning.someone_is_served()
    assert max(morning.called_within_s) < 1.0

    # 7. The server is killed and comes back; the booking server hears each outcome once.
    morning.the_site_server_is_killed()
    morning.the_outcomes_arrive()
    log = stage.ask_booking("/sandbox/log")["items"]
    told = [(str(write["rdv"]), write["status"]) for write in log]
    assert sorted(told) == [(BOOKED_LATE, "noshow"), (BOOKED_NO_PAPER, "seen")]
    stage.admin("verify-journal")

    # Each call was spoken into a file with sound in it.
    spoken = sorted((stage.out / "voice").glob("*.wav"))
    assert {re.search(r"[A-Z]\d{3}", path.name)[0] for path in spoken} >= {  # type: ignore[index]
        numbers.late,
        numbers.walk_in,
    }
    with wave.open(str(spoken[0])) as sound:
        assert sound.getnframes() / sound.getframerate() > 1.0

    names_nobody(stage)
