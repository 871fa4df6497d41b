"""A kiosk gives each person one number, whatever the line does."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.model import Arrival, Need, SlipState
from sync.client.http import Connection
from sync.client.offline.desk import KioskDesk
from sync.client.offline.giving import DeskRules, Wishes
from sync.client.offline.outcomes import DeskState, GivenTicket, RefusedArrival, ServerAway
from sync.client.offline.stock import StockRules
from sync.contract.appointment_code import (
    RDV,
    AppointmentCode,
    code_id,
    sign,
    signing_key,
    site_hash,
)
from sync.contract.arrivals import ArrivedOut
from tests.fakes.site_server import (
    CODE_KEY,
    KEY_ID,
    LIFE_CERT,
    PASSPORT,
    SITE_ID,
    START,
    TOKEN,
    VISA,
    SiteServer,
)

RULES = DeskRules(
    ask_s=1.5,
    fill_s=1.0,
    walk_in_wait_s=0.7,
    stock=StockRules(working=10, low=4, reserve=20, site_every_s=60.0),
)


@dataclass
class Watched:
    """A desk, and what it told."""

    profile: Path
    connection: Connection
    rules: DeskRules = RULES
    states: list[DeskState] = field(default_factory=list)
    reported: dict[str, ArrivedOut] = field(default_factory=dict)
    station_id: str | None = None

    def __post_init__(self) -> None:
        self.changed = threading.Condition()
        self.open()

    def open(self) -> None:
        self.desk = KioskDesk.open(
            self.profile,
            self.connection,
            on_reported=self._reported,
            on_state=self._state,
            rules=self.rules,
            station_id=self.station_id,
        )

    def restart(self) -> None:
        self.desk.close()
        self.open()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, asked after each change and a few times a second."""
        with self.changed:
            for _ in range(200):
                if holds():
                    return
                self.changed.wait(0.05)
        raise AssertionError(self.desk.state(), self.states)

    def settled(self) -> None:
        self.until(lambda: self.desk.state().pending == 0)

    def stocked(self) -> None:
        """Wait until numbers for today and a long outage are here."""
        self.until(lambda: self.desk.site is not None)
        self.desk._stock.fill(5)

    def _reported(self, key: str, answer: ArrivedOut) -> None:
        with self.changed:
            self.reported[key] = answer
            self.changed.notify_all()

    def _state(self, state: DeskState) -> None:
        with self.changed:
            self.states.append(state)
            self.changed.notify_all()


Start = Callable[..., Watched]


@pytest.fixture
def start(site: SiteServer, tmp_path: Path) -> Iterator[Start]:
    opened: list[Watched] = []

    def begin(rules: DeskRules = RULES, station_id: str | None = None) -> Watched:
        connection = Connection(site.url, TOKEN)
        watched = Watched(tmp_path / "kiosk", connection, rules, station_id=station_id)
        opened.append(watched)
        return watched

    yield begin
    for watched in opened:
        watched.desk.close()


@pytest.fixture
def kiosk(start: Start) -> Watched:
    watched = start()
    watched.stocked()
    return watched


def code(appointment: int = 1, at: datetime = START, service: int = 2, **changes: object) -> str:
    facts = AppointmentCode(KEY_ID, site_hash(SITE_ID), service, at, code_id(RDV, appointment))
    return sign(replace(facts, **changes), CODE_KEY)  # type: ignore[arg-type]


def given(outcome: object) -> GivenTicket:
    assert isinstance(outcome, GivenTicket), outcome
    return outcome


# Walk-ins


def test_a_walk_in_is_numbered_from_the_lease_and_told_at_once(
    site: SiteServer, kiosk: Watched
) -> None:
    ticket = given(kiosk.desk.walk_in(LIFE_CERT, Wishes("ar", priority=True)))
    assert ticket.number == "K001"
    assert ticket.online
    assert ticket.estimate is not None
    assert ticket.estimate.ahead == 2
    assert ticket.visit_id in site.visits
    body = site.of("/v1/walk-ins")[0].body
    assert (body["number"], body["given"], body["language"], body["priority"]) == (
        "K001",
        True,
        "ar",
        True,
    )


def test_a_walk_in_gets_its_number_without_a_server_and_the_server_hears_of_it_once(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    tickets = [given(kiosk.desk.walk_in(LIFE_CERT)) for _ in range(3)]
    assert [ticket.number for ticket in tickets] == ["K001", "K002", "K003"]
    assert not any(ticket.online for ticket in tickets)
    assert kiosk.desk.state() == DeskState(pending=3)
    site.start()
    kiosk.settled()
    assert sorted(site.numbers()) == ["K001", "K002", "K003"]
    kiosk.until(lambda: len(kiosk.reported) == 3)
    assert kiosk.reported[tickets[0].key].ticket.number == "K001"


@pytest.mark.parametrize("fault", ["lose", "cut", "drop", "503 store_unavailable", "500 oops"])
def test_a_lost_answer_never_gives_a_second_number(
    site: SiteServer, kiosk: Watched, fault: str
) -> None:
    site.fault("/v1/walk-ins", fault, times=3)
    ticket = given(kiosk.desk.walk_in(LIFE_CERT))
    kiosk.settled()
    assert site.numbers() == [ticket.number]
    assert len({asked.key for asked in site.of("/v1/walk-ins")}) == 1


def test_a_slow_server_does_not_keep_a_walk_in_waiting(site: SiteServer, start: Start) -> None:
    kiosk = start(replace(RULES, walk_in_wait_s=0.05))
    kiosk.stocked()
    site.fault("/v1/walk-ins", "delay", seconds=0.5)
    ticket = given(kiosk.desk.walk_in(LIFE_CERT))
    assert ticket.estimate is None
    kiosk.until(lambda: ticket.key in kiosk.reported)
    assert site.numbers() == [ticket.number]


def test_what_was_given_before_a_restart_is_told_after_it(site: SiteServer, kiosk: Watched) -> None:
    site.stop()
    before = given(kiosk.desk.walk_in(LIFE_CERT))
    kiosk.restart()
    after = given(kiosk.desk.walk_in(LIFE_CERT))
    assert (before.number, after.number) == ("K001", "K002")
    site.start()
    kiosk.settled()
    assert sorted(site.numbers()) == ["K001", "K002"]


def test_a_working_lease_is_topped_up_before_it_is_empty(site: SiteServer, kiosk: Watched) -> None:
    numbers = [given(kiosk.desk.walk_in(LIFE_CERT)).number for _ in range(25)]
    assert numbers == [f"K{n:03d}" for n in range(1, 26)]


def test_a_long_outage_draws_on_the_reserve_only_when_the_lease_is_empty(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    numbers = [given(kiosk.desk.walk_in(LIFE_CERT)).number for _ in range(30)]
    assert numbers[:10] == [f"K{n:03d}" for n in range(1, 11)]
    assert numbers[10:] == [f"K{n}" for n in range(500, 520)]
    assert kiosk.desk.walk_in(LIFE_CERT) == ServerAway()
    site.start()
    kiosk.settled()
    assert sorted(site.numbers()) == sorted(numbers)


def test_a_service_that_is_closed_or_unknown_is_refused_here(
    site: SiteServer, start: Start
) -> None:
    site.services[0] |= {"walk_in_open": False, "opens_at": "2026-11-24T13:00:00.000Z"}
    kiosk = start()
    kiosk.stocked()
    assert kiosk.desk.walk_in(LIFE_CERT) == RefusedArrival(
        "service_closed", {"service_id": LIFE_CERT, "opens_at": "2026-11-24T13:00:00.000Z"}
    )
    assert kiosk.desk.walk_in(VISA) == RefusedArrival("walk_in_not_offered", {"service_id": VISA})
    assert kiosk.desk.walk_in("nothing") == RefusedArrival("service_unknown")
    assert site.visits == {}


def test_a_kiosk_that_never_saw_its_server_says_so(site: SiteServer, start: Start) -> None:
    site.stop()
    kiosk = start()
    assert kiosk.desk.site is None
    assert kiosk.desk.walk_in(LIFE_CERT) == ServerAway()
    assert kiosk.desk.check_in(code=code()) == ServerAway()


def test_a_number_that_the_server_refuses_is_set_aside_and_blocks_nobody(
    site: SiteServer, kiosk: Watched
) -> None:
    site.refusals[LIFE_CERT] = (422, "lease_unknown", {})
    refused = given(kiosk.desk.walk_in(LIFE_CERT))
    passed = given(kiosk.desk.walk_in(PASSPORT))
    kiosk.settled()
    assert site.numbers() == [passed.number]
    (aside,) = kiosk.desk.rejected()
    assert (aside.number, aside.reason) == (refused.number, "lease_unknown")
    assert kiosk.desk.state().rejected == 1
    kiosk.desk.forget_rejected(aside.key)
    assert kiosk.desk.state().rejected == 0


def test_a_row_that_makes_the_server_stumble_waits_behind_the_others(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    first = given(kiosk.desk.walk_in(LIFE_CERT))
    second = given(kiosk.desk.walk_in(PASSPORT))
    site.fault("/v1/walk-ins", "500 oops", times=1)
    site.start()
    kiosk.settled()
    assert site.numbers() == [second.number, first.number]


# Check-ins by code


def test_a_code_is_checked_in_by_the_server_with_the_kiosks_number(
    site: SiteServer, kiosk: Watched
) -> None:
    ticket = given(kiosk.desk.check_in(Wishes("en", needs=(Need.QUIET,)), code=code()))
    assert (ticket.number, ticket.arrival, ticket.online) == ("P001", Arrival.ON_TIME, True)
    body = site.of("/v1/check-ins")[0].body
    assert (body["number"], body["needs"], body.get("given", False)) == ("P001", ["quiet"], False)


def test_a_refusal_is_shown_and_the_number_is_used_for_the_next(
    site: SiteServer, kiosk: Watched
) -> None:
    site.refusals[code()] = (409, "too_early", {"come_back_at": "2026-11-24T09:30:00.000Z"})
    refused = kiosk.desk.check_in(code=code())
    assert refused == RefusedArrival("too_early", {"come_back_at": "2026-11-24T09:30:00.000Z"})
    assert kiosk.desk.state() == DeskState(online=True)
    assert given(kiosk.desk.check_in(code=code(2))).number == "P001"
    assert given(kiosk.desk.check_in(code=code(3))).number == "P002"


@pytest.mark.parametrize("fault", ["lose", "cut"])
def test_a_check_in_whose_answer_was_lost_is_answered_all_the_same(
    site: SiteServer, kiosk: Watched, fault: str
) -> None:
    site.fault("/v1/check-ins", fault, times=2)
    ticket = given(kiosk.desk.check_in(code=code()))
    assert ticket.online
    assert site.numbers() == [ticket.number]


def test_without_a_server_a_code_is_enough(site: SiteServer, kiosk: Watched) -> None:
    site.stop()
    ticket = given(kiosk.desk.check_in(code=code(at=START - timedelta(minutes=5))))
    assert (ticket.number, ticket.arrival, ticket.online) == ("P001", Arrival.LATE, False)
    assert ticket.starts_at == START - timedelta(minutes=5)
    site.start()
    kiosk.settled()
    assert site.numbers() == ["P001"]
    assert len(site.of("/v1/check-ins")) == 1


def test_a_server_that_is_too_slow_finds_the_number_given(site: SiteServer, start: Start) -> None:
    kiosk = start(replace(RULES, ask_s=0.1))
    kiosk.stocked()
    site.fault("/v1/check-ins", "delay", seconds=0.6)
    ticket = given(kiosk.desk.check_in(code=code()))
    assert not ticket.online
    kiosk.settled()
    assert site.numbers() == [ticket.number]
    assert kiosk.desk.state().rejected == 0


def test_a_refusal_that_comes_too_late_does_not_take_the_number_away(
    site: SiteServer, start: Start
) -> None:
    kiosk = start(replace(RULES, ask_s=0.1))
    kiosk.stocked()
    site.refusals[code()] = (409, "cancelled", {})
    site.fault("/v1/check-ins", "delay", seconds=0.6)
    ticket = given(kiosk.desk.check_in(code=code()))
    kiosk.settled()
    question, report = site.of("/v1/check-ins")
    assert report.body == {**question.body, "given": True}
    assert question.key != report.key
    assert site.numbers() == [ticket.number]
    assert given(kiosk.desk.check_in(code=code(2))).number != ticket.number


def test_the_same_code_twice_without_a_server_is_the_same_number(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    first = given(kiosk.desk.check_in(code=code()))
    second = given(kiosk.desk.check_in(code=code()))
    kiosk.restart()
    third = given(kiosk.desk.check_in(code=code()))
    assert first.number == second.number == third.number
    assert (first.again, second.again, third.again) == (False, True, True)
    site.start()
    kiosk.settled()
    assert site.numbers() == [first.number]


def test_a_code_that_the_server_knows_already_keeps_its_number_when_the_line_is_gone(
    site: SiteServer, kiosk: Watched
) -> None:
    first = given(kiosk.desk.check_in(code=code()))
    assert kiosk.desk.check_in(code=code()) == RefusedArrival(
        "already_checked_in", {"number": first.number}
    )
    site.stop()
    again = given(kiosk.desk.check_in(code=code()))
    assert (again.number, again.again, again.key) == (first.number, True, first.key)
    site.start()
    kiosk.settled()
    assert site.numbers() == [first.number]


def test_a_kiosk_alone_knows_the_wrong_time_and_the_wrong_day(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    early = kiosk.desk.check_in(code=code(at=START + timedelta(hours=2)))
    assert isinstance(early, RefusedArrival)
    assert early.code == "too_early"
    assert early.facts["come_back_at"] == "2026-11-24T10:30:00.000Z"
    tomorrow = kiosk.desk.check_in(code=code(at=START + timedelta(days=1)))
    assert isinstance(tomorrow, RefusedArrival)
    assert tomorrow.code == "wrong_day"
    site.start()
    kiosk.settled()
    assert site.visits == {}


def test_who_was_too_early_without_a_server_gets_in_later(site: SiteServer, kiosk: Watched) -> None:
    site.stop()
    text = code(at=START + timedelta(hours=2))
    assert isinstance(kiosk.desk.check_in(code=text), RefusedArrival)
    kiosk.desk.clock.heard(START + timedelta(hours=2))
    assert given(kiosk.desk.check_in(code=text)).arrival is Arrival.ON_TIME


def test_false_and_foreign_codes_are_refused_without_asking(
    site: SiteServer, kiosk: Watched
) -> None:
    forged = sign(
        AppointmentCode(KEY_ID, site_hash(SITE_ID), 2, START, code_id(RDV, 1)),
        signing_key(bytes(32)),
    )
    texts = ("", "hello", "https://example.org/x", "CQ1:" + ":" * 120, forged, "ب" * 124)
    for text in texts:
        outcome = kiosk.desk.check_in(code=text)
        assert isinstance(outcome, RefusedArrival)
        assert outcome.code == "code_invalid"
    elsewhere = kiosk.desk.check_in(code=code(site_hash=site_hash("another site")))
    assert elsewhere == RefusedArrival("wrong_site")
    assert site.of("/v1/check-ins") == []


def test_a_code_of_a_newer_key_is_left_to_the_server(site: SiteServer, kiosk: Watched) -> None:
    newer = sign(
        AppointmentCode(9, site_hash(SITE_ID), 2, START, code_id(RDV, 1)), signing_key(bytes(32))
    )
    ticket = given(kiosk.desk.check_in(code=newer))
    assert ticket.number == "R001"
    assert "number" not in site.of("/v1/check-ins")[0].body


# Typed references


def test_a_typed_reference_is_numbered_by_the_server(site: SiteServer, kiosk: Watched) -> None:
    ticket = given(kiosk.desk.check_in(reference="123456", time="09:00"))
    assert (ticket.number, ticket.online, ticket.service_id) == ("R001", True, PASSPORT)


def test_a_typed_reference_without_a_server_sends_people_to_reception(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    assert kiosk.desk.check_in(reference="123456", time="09:00") == ServerAway()


def test_typing_the_same_again_after_a_lost_answer_gives_the_same_number(
    site: SiteServer, start: Start
) -> None:
    kiosk = start(replace(RULES, ask_s=0.1))
    kiosk.stocked()
    site.fault("/v1/check-ins", "delay", seconds=0.4)
    assert kiosk.desk.check_in(reference="123456", time="09:00") == ServerAway()
    kiosk.until(lambda: bool(site.visits))
    assert given(kiosk.desk.check_in(reference="123456", time="09:00")).number == "R001"
    assert site.numbers() == ["R001"]


def test_a_refused_reference_is_refused_as_the_server_says(
    site: SiteServer, kiosk: Watched
) -> None:
    site.refusals["123456"] = (409, "see_reception", {})
    assert kiosk.desk.check_in(reference="123456", time="09:00") == RefusedArrival("see_reception")
    assert kiosk.desk.check_in(reference="not one") == RefusedArrival("see_reception")


def test_a_check_in_is_by_one_thing(kiosk: Watched) -> None:
    with pytest.raises(ValueError, match="a code or a reference"):
        kiosk.desk.check_in()
    with pytest.raises(ValueError, match="a code or a reference"):
        kiosk.desk.check_in(code=code(), reference="1")


# Slips, state, stations


def test_what_became_of_a_slip_is_told_after_the_arrival(site: SiteServer, kiosk: Watched) -> None:
    site.stop()
    ticket = given(kiosk.desk.walk_in(LIFE_CERT))
    kiosk.desk.report_slip(ticket.key, SlipState.SENT)
    kiosk.desk.report_slip(ticket.key, SlipState.PRINTED)
    kiosk.restart()
    site.start()
    kiosk.settled()
    (visit_id,) = site.visits
    assert site.slips == [(visit_id, "sent"), (visit_id, "printed")]


def test_slips_of_people_whom_the_server_numbered_are_told_too(
    site: SiteServer, kiosk: Watched
) -> None:
    ticket = given(kiosk.desk.check_in(reference="123456", time="09:00"))
    kiosk.desk.report_slip(ticket.key, SlipState.SHOWN)
    kiosk.settled()
    assert site.slips == [(ticket.visit_id, "shown")]


def test_slips_of_a_number_that_was_refused_are_dropped(site: SiteServer, kiosk: Watched) -> None:
    site.refusals[LIFE_CERT] = (422, "lease_unknown", {})
    ticket = given(kiosk.desk.walk_in(LIFE_CERT))
    kiosk.desk.report_slip(ticket.key, SlipState.PRINTED)
    kiosk.settled()
    assert site.slips == []
    assert kiosk.desk.state().rejected == 1


def test_the_state_follows_the_server(site: SiteServer, kiosk: Watched) -> None:
    assert kiosk.desk.state() == DeskState(online=True)
    site.stop()
    kiosk.desk.walk_in(LIFE_CERT)
    kiosk.until(lambda: kiosk.desk.state() == DeskState(pending=1))
    site.start()
    kiosk.until(lambda: kiosk.states[-1] == DeskState(online=True))


def test_a_revoked_kiosk_gives_no_numbers_that_nobody_would_know_of(
    site: SiteServer, kiosk: Watched
) -> None:
    site.token = "another"
    kiosk.desk.refresh()
    kiosk.until(lambda: kiosk.desk.state().unauthorised)
    assert kiosk.desk.walk_in(LIFE_CERT) == RefusedArrival("unauthorised")
    assert kiosk.desk.check_in(code=code()) == RefusedArrival("unauthorised")
    assert kiosk.desk.check_in(reference="123456") == RefusedArrival("unauthorised")
    site.token = TOKEN
    kiosk.desk.refresh()
    kiosk.until(lambda: not kiosk.desk.state().unauthorised)
    assert given(kiosk.desk.walk_in(LIFE_CERT)).online


def test_numbers_of_yesterday_are_not_given(site: SiteServer, kiosk: Watched) -> None:
    site.stop()
    assert given(kiosk.desk.walk_in(LIFE_CERT)).number == "K001"
    kiosk.desk.clock.heard(START + timedelta(days=1))
    assert kiosk.desk.walk_in(LIFE_CERT) == ServerAway()


def test_numbers_of_before_a_restore_are_not_given(site: SiteServer, kiosk: Watched) -> None:
    site.epoch = 2
    for _ in range(8):
        assert given(kiosk.desk.walk_in(LIFE_CERT)).number[0] == "K"
    kiosk.stocked()
    # The top-up brought the new epoch; what is left of the old one is worth nothing.
    after = given(kiosk.desk.walk_in(LIFE_CERT)).number
    assert int(after[1:]) > 10
    assert given(kiosk.desk.walk_in(PASSPORT)).number == "P011"


def test_numbers_of_another_station_are_not_given(site: SiteServer, start: Start) -> None:
    kiosk = start(station_id="one")
    kiosk.stocked()
    site.stop()
    kiosk.station_id = "two"
    kiosk.restart()
    assert kiosk.desk.walk_in(LIFE_CERT) == ServerAway()


def test_a_machine_whose_clock_is_wrong_stamps_the_servers_time(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    kiosk.restart()
    issued = given(kiosk.desk.walk_in(LIFE_CERT)).issued_at
    assert abs(issued - START) < timedelta(minutes=1)
    assert issued.astimezone(ZoneInfo("Europe/Lisbon")).date() == START.date()


def test_it_closes_in_time_while_the_server_is_mute(site: SiteServer, kiosk: Watched) -> None:
    site.fault("/v1/walk-ins", "delay", seconds=20)
    kiosk.desk.walk_in(LIFE_CERT, wait_s=0)
    began = kiosk.desk.clock.monotonic()
    kiosk.desk.close(1.0)
    assert kiosk.desk.clock.monotonic() - began < 3
    kiosk.open()
