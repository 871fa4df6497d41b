"""One address: each event in order until it is taken, nothing skipped, nothing lost unawares."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from core.model import EventKind
from core.outgoing import WebhookCursor
from core.ports import UnitOfWork
from core.store.outgoing import SqlWebhooks
from core.store.rows import table_of
from core.store.tables_journal import EventRow
from core.store.unit_of_work import SqlUnitOfWork
from core.usecases.outgoing import SendAgain, SetUpWebhooks, send_again, set_up_webhooks
from server.auth.audience import ABOUT, About
from server.events_out.posting import AddressRefused, Gone, NotTaken
from server.events_out.sender import KEPT_EVERY_S, PAGE, Sender
from server.events_out.telling import is_told, outgoing
from server.kept_secrets import SharedSecrets
from sync.contract.webhook_settings import WebhookSettings
from tests.fakes.reception import Reception
from tests.fakes.tool import SECRET, proven

KINDS = ("visit.walked_in", "step.called")
SHARED = SharedSecrets().with_new(SECRET, datetime(2026, 1, 1, tzinfo=UTC), timedelta())


@dataclass
class Post:
    """Carries bodies nowhere; `fault` says what becomes of each."""

    fault: Callable[[int], Exception | None] = lambda _: None
    taken: list[int] = field(default_factory=list)
    tries: list[int] = field(default_factory=list)

    def post(self, headers: Mapping[str, str], body: bytes) -> None:
        assert proven(headers, body)
        told = json.loads(body)
        assert headers["webhook-id"] == told["id"] == f"1-{told['data']['seq']}"
        seq = told["data"]["seq"]
        self.tries.append(seq)
        fault = self.fault(seq)
        if fault is not None:
            raise fault
        self.taken.append(seq)

    def stop(self) -> None:
        """Nothing is under way."""

    def close(self) -> None:
        """There is no line."""


class Desk:
    """A reception whose events go to one tool; seconds pass when the test says so."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.now = 1000.0
        self.post = Post()
        with reception.read() as reader:
            self.begun = reader.seq()
        # Who is taken out is forgotten: the next test's tool begins anew.
        reception.do(set_up_webhooks, reception.server, SetUpWebhooks({}, 0))
        command = SetUpWebhooks({"tool": "https://tool.example/"}, self.begun)
        reception.do(set_up_webhooks, reception.server, command)

    def cursor(self) -> WebhookCursor:
        with self.reception.read() as reader:
            (found,) = SqlWebhooks(reader.connection).all()
        return found

    def sender(self, secrets: SharedSecrets = SHARED) -> Sender:
        """Return a sender that begins where the last one was kept, as after a kill."""
        return Sender(
            self.reception.store,
            self.cursor(),
            KINDS,
            secrets,
            self.post,
            1,
            pace=lambda: self.now,
            chance=lambda: 1.0,
        )

    def wanted(self) -> list[int]:
        with self.reception.read() as reader:
            return [event.seq for event in reader.events(self.begun, 10_000) if event.kind in KINDS]


@pytest.fixture
def desk(reception: Reception) -> Desk:
    return Desk(reception)


@pytest.fixture(scope="module")
def reception(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reception]:
    """One site for all: each test begins with what comes next."""
    made = Reception(tmp_path_factory.mktemp("sender") / "site.db")
    made.open()
    yield made
    made.store.close()


def walk_in(reception: Reception, count: int = 1) -> None:
    for _ in range(count):
        reception.walk_in()


def test_what_was_asked_for_comes_in_order_and_nothing_else(desk: Desk) -> None:
    walk_in(desk.reception, 3)
    desk.reception.call_next()
    sender = desk.sender()
    sender.step()
    assert desk.post.taken == desk.wanted()
    assert len(desk.post.taken) == 4
    assert sender.progress.state == "sending"
    sender.step()
    assert len(desk.post.taken) == 4


def test_more_than_a_page_is_sent_without_a_pause(desk: Desk) -> None:
    walk_in(desk.reception, PAGE // 2)
    sender = desk.sender()
    steps = 0
    while sender.step() == 0.0:
        steps += 1
    assert steps >= 1
    assert desk.post.taken == desk.wanted()


def test_one_that_fails_holds_those_behind_it_and_is_tried_ever_more_rarely(desk: Desk) -> None:
    walk_in(desk.reception, 2)
    first, second = desk.wanted()
    desk.post.fault = lambda _: NotTaken("http_500")
    sender = desk.sender()
    pauses = [sender.step() for _ in range(20)]
    assert pauses[:5] == [5.0, 10.0, 20.0, 40.0, 80.0]
    assert pauses[-1] == 6 * 3600.0
    assert set(desk.post.tries) == {first}
    progress = sender.progress
    assert (progress.state, progress.reason) == ("waiting", "http_500")
    assert progress.failing_since == desk.reception.clock.now()
    desk.post.fault = lambda _: None
    sender.step()
    assert desk.post.taken == [first, second]
    assert sender.progress.reason is None
    assert sender.progress.failing_since is None


def test_whoever_asks_to_be_left_alone_is(desk: Desk) -> None:
    walk_in(desk.reception)
    desk.post.fault = lambda _: NotTaken("http_429", 1000.0)
    assert desk.sender().step() == 1250.0


def test_an_address_that_may_not_be_called_says_so(desk: Desk) -> None:
    walk_in(desk.reception)
    desk.post.fault = lambda _: AddressRefused("address_refused")
    sender = desk.sender()
    assert sender.step() > 0
    assert sender.progress.state == "address_refused"


def test_after_a_kill_it_goes_on_where_it_was_kept_and_skips_nothing(desk: Desk) -> None:
    walk_in(desk.reception, 3)
    sender = desk.sender()
    sender.step()
    desk.now += KEPT_EVERY_S
    sender.step()
    kept = list(desk.post.taken)
    walk_in(desk.reception, 2)
    sender.step()
    # Killed here: what was taken since it was last kept comes again, under the same ids.
    again = desk.sender()
    again.step()
    assert desk.post.taken == [*desk.wanted(), *desk.wanted()[len(kept) :]]


def test_how_far_it_is_is_written_once_a_minute_and_at_a_stop(desk: Desk) -> None:
    walk_in(desk.reception, 20)
    sender, before = desk.sender(), desk.cursor()
    for _ in range(30):
        sender.step()
    desk.now += KEPT_EVERY_S - 1
    sender.step()
    assert desk.cursor() == before
    desk.now += 1
    sender.step()
    kept = desk.cursor()
    assert kept.sent_seq >= desk.wanted()[-1]
    assert kept.sent_at == desk.reception.clock.now()
    walk_in(desk.reception)
    sender.step()
    assert desk.cursor() == kept
    sender.stop()
    sender.run()
    assert desk.cursor().sent_seq >= desk.wanted()[-1]


def test_what_nobody_asked_for_costs_no_write_for_ten_minutes(desk: Desk) -> None:
    sender, before = desk.sender(), desk.cursor()
    desk.reception.open("2", desk.reception.max)
    for _ in range(9):
        desk.now += KEPT_EVERY_S
        sender.step()
    assert desk.cursor() == before
    desk.now += KEPT_EVERY_S
    sender.step()
    assert desk.cursor().sent_seq > before.sent_seq


def test_one_that_is_gone_is_left_alone_until_somebody_says_otherwise(desk: Desk) -> None:
    walk_in(desk.reception)
    desk.post.fault = lambda _: Gone()
    sender = desk.sender()
    sender.step()
    assert sender.progress.state == "gone"
    assert desk.cursor().gone_at == desk.reception.clock.now()
    desk.post.fault = lambda _: None
    for one in (sender, desk.sender()):
        one.step()
    assert desk.post.taken == []
    desk.reception.do(send_again, desk.reception.server, SendAgain("tool"))
    desk.sender().step()
    assert desk.post.taken == desk.wanted()


def test_events_that_the_journal_kept_no_longer_are_counted_once(desk: Desk) -> None:
    walk_in(desk.reception, 2)
    before, last = desk.cursor().sent_seq, desk.wanted()[-1]
    desk.reception.store.write(lambda uow: _forget_until(uow, last - 1))
    desk.post.fault = lambda _: NotTaken("http_500")
    sender = desk.sender()
    sender.step()
    sender.step()
    desk.sender().step()
    found = desk.cursor()
    assert (found.lost, found.sent_seq) == (last - 1 - before, last - 1)
    assert found.lost_at == desk.reception.clock.now()
    assert set(desk.post.tries) == {last}


def _forget_until(uow: UnitOfWork, seq: int) -> None:
    assert isinstance(uow, SqlUnitOfWork)
    events = table_of(EventRow)
    uow.appointments.connection.execute(delete(events).where(events.c.seq <= seq))


def test_without_a_secret_nothing_is_sent(desk: Desk) -> None:
    walk_in(desk.reception)
    sender = desk.sender(SharedSecrets())
    sender.step()
    assert sender.progress.state == "no_secret"
    assert desk.post.tries == []


def test_what_agents_do_is_told_to_no_tool() -> None:
    internal = {kind for kind, about in ABOUT.items() if about is About.AGENTS}
    assert {kind for kind in EventKind if not is_told(kind)} == internal
    for kind in EventKind:
        told = {"name": "a", "url": "https://tool.example/", "kinds": [kind]}
        if kind in internal:
            with pytest.raises(ValueError, match="not told"):
                WebhookSettings.model_validate(told)
        else:
            WebhookSettings.model_validate(told)


def test_an_event_tells_ids_and_a_number_and_of_its_facts_nothing_else(desk: Desk) -> None:
    desk.reception.walk_in()
    with desk.reception.read() as reader:
        events = [one for one in reader.events(0, 1000) if one.kind in KINDS]
    told = outgoing(events[-1], 3).model_dump(mode="json", exclude_none=True)
    assert told["id"] == f"3-{events[-1].seq}"
    assert set(told["data"]) == {"seq", "epoch", "number", "service_id", "station_id", "visit_id"}
