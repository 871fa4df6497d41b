"""A feed lasts no longer than the token that opened it, and tells nothing behind its end."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from core.model import AccountScope, EventKind, Role
from core.ports import UnitOfWork
from core.things import Actor
from core.usecases import agents, service_accounts, stations
from core.usecases.agents import ChangeAgent
from core.usecases.service_accounts import ChangeToken, EndAccount
from core.usecases.stations import Revoke
from server.auth.callers import Standing
from server.auth.gate import Caller
from server.feed import Hub
from tests.server.site_support import SiteUnderTest
from tests.server.test_hub import NOW, STAFF, MemoryJournal

End = Callable[[SiteUnderTest], object]


def standing(site: SiteUnderTest, name: str) -> Standing:
    """Return what a feed of this token is asked, after its first look."""
    token = site.tokens[name]
    caller = site.wiring.callers.find(token)
    assert caller is not None
    found = Standing(site.wiring.callers, token, caller)
    assert asyncio.run(found.holds())
    return found


def change(site: SiteUnderTest, command: ChangeAgent) -> None:
    """Change an account as an administrator would."""
    site.wiring.store.write(lambda uow: agents.change(uow, Actor(), command))


def revoke(site: SiteUnderTest, caller: Caller) -> None:
    """Revoke the station of a caller."""
    site.wiring.store.write(lambda uow: stations.revoke(uow, Actor(), Revoke(caller.station_id)))


def its_station(site: SiteUnderTest) -> None:
    """Revoke the station at which the agent is signed in."""
    caller = site.wiring.callers.find(site.tokens["lea"])
    assert caller is not None
    revoke(site, caller)


ENDS: dict[str, End] = {
    "signed out": lambda site: site.call("DELETE", "/sessions/self"),
    "locked": lambda site: site.call("POST", "/sessions/self/lock"),
    "over": lambda site: site.clock.advance(24 * 60 * 60),
    "closed": lambda site: change(site, ChangeAgent("lea", active=False)),
    "other roles": lambda site: change(site, ChangeAgent("lea", roles=(Role.AGENT,))),
    "another password": lambda site: change(site, ChangeAgent("lea", password_hash="x")),
    "station revoked": its_station,
}


@pytest.mark.parametrize("how", ENDS)
def test_a_sessions_feed_ends_with_it(site: SiteUnderTest, how: str) -> None:
    lea, marc = standing(site, "lea"), standing(site, "marc")
    ENDS[how](site)
    if how == "over":
        lea._until_s = 0.0  # the hour is looked at now and then
    assert not asyncio.run(lea.holds())
    if how not in {"over", "station revoked"}:
        assert asyncio.run(marc.holds())


def test_a_kiosks_feed_ends_with_its_revocation_and_no_other_does(site: SiteUnderTest) -> None:
    kiosk, counter = standing(site, "kiosk"), standing(site, "counter")
    caller = site.wiring.callers.find(site.tokens["kiosk"])
    assert caller is not None
    revoke(site, caller)
    assert not asyncio.run(kiosk.holds())
    assert asyncio.run(counter.holds())


def test_a_tools_feed_ends_with_its_account_its_token_or_its_time(site: SiteUnderTest) -> None:
    tools = [site.let_tool_in(name, AccountScope.EVENTS, days=1) for name in ("a", "b", "c", "d")]
    ended, renewed, overlapping, other = [standing(site, name) for name in ("a", "b", "c", "d")]

    def work(uow: UnitOfWork) -> None:
        service_accounts.end_account(uow, Actor(), EndAccount(tools[0]))
        day, hour = timedelta(days=1), timedelta(hours=1)
        service_accounts.change_token(uow, Actor(), ChangeToken(tools[1], "x" * 43, day))
        service_accounts.change_token(uow, Actor(), ChangeToken(tools[2], "y" * 43, day, hour))

    site.wiring.store.write(work)
    found = [asyncio.run(one.holds()) for one in (ended, renewed, overlapping, other)]
    assert found == [False, False, True, True]
    for seconds, left in ((3600, [False, True]), (86400, [False, False])):
        site.clock.advance(seconds)
        for one in (overlapping, other):
            one._until_s = 0.0  # the hour is looked at now and then
        assert [asyncio.run(one.holds()) for one in (overlapping, other)] == left


def test_what_comes_behind_the_end_is_told_to_nobody() -> None:
    async def scene() -> bytes:
        journal = MemoryJournal()
        hub = Hub(journal, lambda: NOW)
        await hub.start()
        good = True

        async def holds() -> bool:
            return good

        heard = b""
        async for block in hub.stream(0, STAFF, holds):
            heard += block
            if heard.count(b"id: ") == 1:
                good = False
                journal.append(EventKind.STEP_CALLED)
                hub.notify()
            elif b"id: " not in heard:
                journal.append(EventKind.STEP_CALLED)
                hub.notify()
        await hub.stop()
        return heard

    heard = asyncio.run(asyncio.wait_for(scene(), 10))
    assert heard.count(b"id: ") == 1


def test_a_long_poll_that_outlives_its_session_tells_nothing(site: SiteUnderTest) -> None:
    seq = site.wiring.store.seq()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Standing, "holds", _ended)
        answer = site.call("GET", f"/events?after={seq - 1}")
    assert answer.status_code == 401
    assert "items" not in answer.text
    assert site.call("GET", f"/events?after={seq - 1}").status_code == 200


async def _ended(_standing: Standing) -> bool:
    return False
