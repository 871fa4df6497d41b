"""Sessions that are long over are forgotten; vouchers keep their names as long as their own day."""

from datetime import timedelta

from core.model import AgentId, SessionId, StationId
from core.things import Session
from core.usecases import day_closing
from core.usecases.day_closing import CloseDay
from core.usecases.purging import Purge, purge
from tests.fakes.reception import Reception


def session(reception: Reception, name: str, ended_min: int | None) -> None:
    now = reception.clock.now()
    agent_id, station_id = reception.lea.agent_id, reception.lea.station_id
    assert agent_id is not None
    assert station_id is not None
    kept = Session(
        SessionId(name),
        AgentId(agent_id),
        StationId(station_id),
        token_hash=f"hash of {name}",
        created_at=now,
        expires_at=now + timedelta(hours=12),
        ended_at=None if ended_min is None else now + timedelta(minutes=ended_min),
    )
    reception.store.write(lambda uow: uow.agents.add_session(kept))


def known(reception: Reception, *names: str) -> list[str]:
    return reception.store.write(
        lambda uow: [name for name in names if uow.agents.session(name) is not None]
    )


def test_sessions_go_30_days_after_they_ended(reception: Reception) -> None:
    session(reception, "ended", 60)
    session(reception, "expired", None)
    reception.wait(minutes=30 * 24 * 60 + 60)
    assert reception.do(purge, reception.server, Purge())["sessions"] == 0
    reception.wait(minutes=1)
    assert reception.do(purge, reception.server, Purge())["sessions"] == 1
    assert known(reception, "ended", "expired") == ["expired"]
    reception.wait(minutes=11 * 60)
    assert reception.do(purge, reception.server, Purge())["sessions"] == 1


def test_a_voucher_keeps_its_names_as_long_as_its_own_day(reception: Reception) -> None:
    visit = reception.check_in(reception.book(9, 0, "life"))
    close = CloseDay(default_action="carry_over", confirm=True)
    reception.do(day_closing.close_day, reception.lea, close)

    def named() -> bool:
        with reception.read() as reader:
            day = reader.today.replace(month=11, day=25)
            (card,) = reader.appointments(day)
        return bool(card.persons[0].family_name)

    reception.wait(minutes=(24 + 15) * 60)
    reception.do(purge, reception.server, Purge())
    with reception.read() as reader:
        assert reader.visit(str(visit["visit_id"])).persons[0].family_name == ""
    assert named()
    reception.wait(minutes=24 * 60)
    reception.do(purge, reception.server, Purge())
    assert not named()
