"""Counters, stations, staff, help and slips."""

import pytest

from core.errors import Conflict, NotFound, Refusal, Unprocessable
from core.model import CounterState, EventKind, Role, SlipState, StationKind
from core.things import Actor
from core.usecases import agents, counters, slips, stations
from core.usecases import help as help_calls
from core.usecases.counters import CloseCounter, OpenCounter, PauseCounter
from core.usecases.stations import MakePairingCode, Pair, ReportHealth, Revoke
from tests.fakes.reception import Reception


def test_a_counter_opens_pauses_goes_on_and_closes(reception: Reception) -> None:
    counter_id = reception.open()
    command = PauseCounter(counter_id, "lunch", reception.at(12))
    reception.do(counters.pause, reception.lea, command)
    with reception.read() as reader:
        counter = reader.counter(counter_id)
    assert (counter.state, counter.pause_reason) == (CounterState.PAUSED, "lunch")
    reception.open()
    reception.do(counters.close_counter, reception.lea, CloseCounter(counter_id))
    reception.do(counters.close_counter, reception.lea, CloseCounter(counter_id))
    with reception.read() as reader:
        kinds = [event.kind.value for event in reader.events(0) if event.counter_id]
        assert reader.counter(counter_id).state is CounterState.CLOSED
    assert kinds == ["counter.opened", "counter.paused", "counter.resumed", "counter.closed"]


def test_a_counter_takes_the_services_that_it_is_opened_for(reception: Reception) -> None:
    counter_id, life = reception.counter("1"), reception.service("life")
    reception.do(counters.open_counter, reception.lea, OpenCounter(counter_id, (life,)))
    with reception.read() as reader:
        assert reader.counter(counter_id).offered == (life,)
    cash = OpenCounter(counter_id, (reception.service("cash"),))
    with pytest.raises(Unprocessable, match="service_not_here"):
        reception.do(counters.open_counter, reception.lea, cash)


def test_a_counter_belongs_to_one_agent_and_an_agent_to_one_counter(
    reception: Reception,
) -> None:
    reception.open("1")
    with pytest.raises(Conflict, match="counter_taken"):
        reception.open("1", reception.max)
    reception.open("2")
    with reception.read() as reader:
        states = {counter.number: counter.state for counter in reader.counters()}
    assert states["1"] is CounterState.CLOSED
    assert states["2"] is CounterState.OPEN


def test_a_counter_with_somebody_there_is_not_closed(reception: Reception) -> None:
    reception.walk_in()
    counter_id = reception.open()
    reception.call_next()
    with pytest.raises(Conflict, match="counter_busy"):
        reception.do(counters.close_counter, reception.lea, CloseCounter(counter_id))
    with pytest.raises(Conflict, match="counter_busy"):
        reception.open("2")


def test_a_pairing_code_enrols_one_station_once(reception: Reception) -> None:
    code, token = stations.new_pairing_code(), stations.new_token()
    kiosk = StationKind.KIOSK
    make = MakePairingCode(code, kiosk, "Kiosk 9")
    reception.do(stations.make_pairing_code, reception.lea, make)
    paired = reception.do(stations.pair, Actor(), Pair(code, token, kiosk, "Kiosk 9"))
    with reception.read() as reader:
        found = reader.station_by_token(token)
        assert reader.station_by_token("another") is None
    assert found is not None
    assert found.id == paired["station_id"]
    with pytest.raises(Refusal, match="pairing_code_refused"):
        reception.do(stations.pair, Actor(), Pair(code, token, kiosk, "Kiosk 9"))


def test_a_code_is_for_ten_minutes_and_one_kind(reception: Reception) -> None:
    code = stations.new_pairing_code()
    make = MakePairingCode(code, StationKind.KIOSK, "Kiosk 9")
    reception.do(stations.make_pairing_code, reception.lea, make)
    display = Pair(code, stations.new_token(), StationKind.DISPLAY, "x")
    with pytest.raises(Refusal, match="pairing_code_refused"):
        reception.do(stations.pair, Actor(), display)
    reception.wait(minutes=10)
    kiosk = Pair(code, stations.new_token(), StationKind.KIOSK, "x")
    with pytest.raises(Refusal, match="pairing_code_refused"):
        reception.do(stations.pair, Actor(), kiosk)


def test_five_wrong_codes_lock_pairing_for_a_quarter_of_an_hour(reception: Reception) -> None:
    wrong = Pair("ABCD-EFGH", "token", StationKind.KIOSK, "x")
    for _ in range(5):
        with pytest.raises(Refusal, match="pairing_code_refused"):
            reception.do(stations.pair, Actor(), wrong)
    with pytest.raises(Refusal, match="pairing_locked") as refused:
        reception.do(stations.pair, Actor(), wrong)
    assert (refused.value.status, refused.value.facts["retry_after_s"]) == (429, 901)
    reception.wait(minutes=15)
    with pytest.raises(Refusal, match="pairing_code_refused"):
        reception.do(stations.pair, Actor(), wrong)


def test_secrets_do_not_show(reception: Reception) -> None:
    assert "secret" not in repr(Pair("secret", "secret", StationKind.KIOSK, "x"))
    assert "secret" not in repr(MakePairingCode("secret", StationKind.KIOSK, "x"))
    assert "secret" not in repr(agents.CreateAgent("lea", "secret", ()))


def test_a_revoked_station_is_nobody(reception: Reception) -> None:
    with reception.read() as reader:
        station = reader.station_by_token("token of Kiosk 1")
    assert station is not None
    for _ in range(2):
        reception.do(stations.revoke, reception.lea, Revoke(station.id))
    with reception.read() as reader:
        assert reader.station_by_token("token of Kiosk 1") is None
    with pytest.raises(NotFound, match="station_unknown"):
        reception.do(stations.revoke, reception.lea, Revoke("none"))


def test_only_changes_of_health_are_journaled(reception: Reception) -> None:
    for paper in ("ok", "ok", "out", "out", "ok"):
        command = ReportHealth(printer="ok", paper=paper, clock=reception.at(9))
        reception.do(stations.report_health, reception.kiosk, command)
        reception.wait(seconds=30)
    with reception.read() as reader:
        papers = [
            (event.facts or {})["paper"]
            for event in reader.events(0)
            if event.kind is EventKind.STATION_HEALTH
        ]
        kiosk = next(one for one in reader.stations() if one.id == reception.kiosk.station_id)
    assert papers == ["ok", "out", "ok"]
    assert kiosk.last_seen_at == reception.at(9, 2)
    assert kiosk.health["clock_ahead_s"] == -120


def test_an_agent_signs_in_and_out(reception: Reception) -> None:
    assert reception.lea.agent_id is not None
    assert reception.lea.station_id is not None
    token = stations.new_token()
    command = agents.RecordSignIn(
        reception.lea.agent_id, reception.lea.station_id, token, reception.at(18)
    )
    session = reception.do(agents.record_sign_in, reception.lea, command)
    counter_id = reception.open()
    with reception.read() as reader:
        found = reader.session_by_token(token)
    assert found is not None
    assert found.agent.username == "lea"
    out = agents.SignOut(str(session["session_id"]))
    reception.do(agents.sign_out, reception.lea, out)
    with reception.read() as reader:
        assert reader.session_by_token(token) is None
        assert reader.counter(counter_id).state is CounterState.CLOSED


def test_a_session_ends_by_itself_or_with_its_station(reception: Reception) -> None:
    assert reception.lea.agent_id is not None
    assert reception.lea.station_id is not None
    command = agents.RecordSignIn(
        reception.lea.agent_id, reception.lea.station_id, "a token", reception.at(10)
    )
    reception.do(agents.record_sign_in, reception.lea, command)
    reception.until(10)
    with reception.read() as reader:
        assert reader.session_by_token("a token") is None
        assert reader.session_by_token("none") is None


def test_an_inactive_agent_has_no_session(reception: Reception) -> None:
    assert reception.lea.agent_id is not None
    assert reception.lea.station_id is not None
    command = agents.RecordSignIn(
        reception.lea.agent_id, reception.lea.station_id, "a token", reception.at(10)
    )
    session = reception.do(agents.record_sign_in, reception.lea, command)
    out = agents.SignOut(str(session["session_id"]))
    reception.do(agents.lock, reception.lea, out)
    with reception.read() as reader:
        signed_in = reader.session_by_token("a token")
    assert signed_in is not None
    assert signed_in.session.locked
    reception.do(agents.unlock, reception.lea, out)
    change = agents.ChangeAgent("lea", active=False, roles=(Role.LEAD,))
    reception.do(agents.change, reception.server, change)
    with reception.read() as reader:
        assert reader.session_by_token("a token") is None
    with pytest.raises(Conflict, match="username_taken"):
        reception.do(agents.create, reception.server, agents.CreateAgent("lea", "x", ()))


def test_help_is_called_once_until_somebody_comes(reception: Reception) -> None:
    ask = help_calls.AskHelp("language")
    first = reception.do(help_calls.ask, reception.kiosk, ask)
    assert reception.do(help_calls.ask, reception.kiosk, ask) == first
    with reception.read() as reader:
        assert [call.page for call in reader.unanswered_help()] == ["language"]
    answer = help_calls.AnswerHelp(str(first["help_id"]))
    for _ in range(2):
        reception.do(help_calls.answer, reception.lea, answer)
    with reception.read() as reader:
        assert reader.unanswered_help() == []
    assert reception.do(help_calls.ask, reception.kiosk, ask) != first


def test_a_slip_without_paper_is_seen(reception: Reception) -> None:
    visit = str(reception.walk_in()["visit_id"])
    told = [
        reception.do(slips.report, reception.kiosk, slips.ReportSlip(visit, state))["state"]
        for state in (SlipState.FAILED, SlipState.SENT, SlipState.QUEUED, SlipState.FAILED)
    ]
    assert told == ["failed", "sent", "sent", "failed"]
    with reception.read() as reader:
        assert [one.id for one in reader.visits_without_paper()] == [visit]
    shown = slips.ReportSlip(visit, SlipState.SHOWN)
    reception.do(slips.report, reception.lea, shown)
    with reception.read() as reader:
        assert reader.visits_without_paper() == []
