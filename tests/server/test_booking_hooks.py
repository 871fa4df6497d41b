"""The receiver of the booking server's webhooks: closed, proven, in any order, and not silent."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.business_days import Days
from core.errors import DataDamaged
from core.usecases.bookings import BookedPerson
from core.usecases.taking_days import ApplyRows, apply_rows
from demonstration.booking_sandbox.state import State
from server.booking_day import SOURCE
from server.booking_hooks import SHARED_WITH, BookingHooks, Newest
from server.booking_rows import SiteRows
from server.faults import Stop
from server.kept_secrets import SharedSecrets
from sync.booking.hints import Hint
from sync.booking.rdv_service_public.notices import read_notice
from sync.booking.rows import DayOfBookings
from tests.fakes.booking_fakes import booking
from tests.fakes.booking_sandbox_runs import TOKEN, morning
from tests.fakes.reception import Reception

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAYS = Days(ZoneInfo("Europe/Lisbon"))
SECRET = "guichet-secret-invente"


@dataclass
class Kept:
    """Where the secret is kept, for a test."""

    secrets: dict[str, SharedSecrets] = field(default_factory=dict)

    def shared_secrets(self) -> dict[str, SharedSecrets]:
        return self.secrets


class Receiver:
    """A receiver with a site behind it, and what it let the engine know."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.now = NOW
        self.kept = Kept()
        self.hints: list[Hint] = []
        self.hooks = BookingHooks(reception.store, self.kept, self.hints.append, lambda: self.now)

    def share(self, secret: str = SECRET, overlap_h: int = 0) -> None:
        before = self.kept.secrets.get(SHARED_WITH, SharedSecrets())
        after = before.with_new(secret, self.now, timedelta(hours=overlap_h))
        self.kept.secrets = {SHARED_WITH: after}
        self.hooks.refresh(DAYS)

    def told(self, raw: bytes, secret: str = SECRET) -> bool:
        signature = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
        return self.hooks.take(raw, signature)


@pytest.fixture(scope="module")
def reception(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reception]:
    """One site for all: no two tests are about the same appointment."""
    made = Reception(tmp_path_factory.mktemp("hooks") / "site.db")
    yield made
    made.store.close()


@pytest.fixture
def receiver(reception: Reception) -> Receiver:
    made = Receiver(reception)
    made.share()
    return made


def body(number: int = 501, *, second: int = 44, **meta: object) -> bytes:
    about = {"model": "Rdv", "event": "updated", "webhook_reason": None}
    at = f"2026-11-24 09:12:{second:02} +0100"
    return json.dumps({"data": {"id": number}, "meta": {**about, "timestamp": at, **meta}}).encode()


def test_it_is_closed_until_a_secret_is_shared_and_a_booking_server_is_set(
    reception: Reception,
) -> None:
    receiver = Receiver(reception)
    receiver.hooks.refresh(DAYS)
    assert not receiver.told(body())
    assert not receiver.told(body(), "closed")
    assert receiver.hooks.health() is None
    receiver.share()
    assert receiver.told(body())
    receiver.hooks.refresh(None)
    assert not receiver.told(body())


def test_a_changed_secret_leaves_the_former_valid_for_a_while(receiver: Receiver) -> None:
    receiver.share("another-secret-of-ours", overlap_h=24)
    assert receiver.told(body(), SECRET)
    assert receiver.told(body(), "another-secret-of-ours")
    receiver.now += timedelta(hours=24)
    assert not receiver.told(body(), SECRET)
    assert receiver.told(body(), "another-secret-of-ours")


def test_damaged_secrets_close_it(receiver: Receiver) -> None:
    class Damaged(Kept):
        def shared_secrets(self) -> dict[str, SharedSecrets]:
            raise Stop("the shared secrets are damaged")

    hooks = BookingHooks(receiver.reception.store, Damaged(), receiver.hints.append)
    hooks.refresh(DAYS)
    assert hooks.health() is None


def test_what_is_not_proven_is_counted_and_hints_at_nothing(receiver: Receiver) -> None:
    assert not receiver.told(body(), "guichet-secret-invente-")
    assert not receiver.hooks.take(body(), "")
    health = receiver.hooks.health()
    assert health is not None
    assert (health.refused, health.received, health.last_at) == (2, 0, None)
    assert receiver.hints == []


def test_later_words_pass_earlier_ones_and_those_of_one_second_are_all_looked_at(
    receiver: Receiver,
) -> None:
    for second in (44, 45, 44, 45, 43, 46):
        assert receiver.told(body(second=second))
    assert receiver.told(body(502, second=1))
    assert [sorted(hint.numbers) for hint in receiver.hints] == [["501"]] * 4 + [["502"]]
    health = receiver.hooks.health()
    assert health is not None
    assert (health.received, health.passed_over) == (7, 2)


def test_a_time_to_come_does_not_shut_out_what_follows(receiver: Receiver) -> None:
    assert receiver.told(body(timestamp="2126-11-24 09:12:44 +0100"))
    assert receiver.told(body())
    assert len(receiver.hints) == 2


def test_what_has_no_meaning_here_is_taken_and_passed_over(receiver: Receiver) -> None:
    for raw in (b"", b"{}", body(model="Absence"), body(event="renamed"), b"\xff"):
        assert receiver.told(raw)
    assert receiver.hints == []


def test_the_day_that_a_body_names_is_looked_at(receiver: Receiver) -> None:
    state = State(None, morning(), [TOKEN])
    state.webhooks.put(None, "http://127.0.0.1:9/", SECRET, ["rdv"], state.rdvs(), NOW)
    bodies = [one.body for one in state.webhooks.due(0)]
    assert all(receiver.told(raw) for raw in bodies)
    assert {day.isoformat() for hint in receiver.hints for day in hint.days} == {
        "2026-11-24",
        "2026-11-25",
    }


def test_a_person_who_is_gone_may_be_on_any_day(receiver: Receiver) -> None:
    receiver.told(body(9001, model="User"))
    receiver.told(body(9001, model="User", event="destroyed", webhook_reason="rgpd"))
    assert [hint.everywhere for hint in receiver.hints] == [False, True]


def booked(receiver: Receiver, number: int) -> str:
    """Let the booking server have listed an appointment; return its id."""
    reception = receiver.reception
    row = reception.row(9, people=(BookedPerson(str(number + 6500), "EXEMPLE", "Aline"),))
    rows = ApplyRows(SOURCE, [replace(row, source_id=str(number))])
    reception.do(apply_rows, reception.server, rows)
    with reception.read() as reader:
        found = reader.known_bookings.by_source(SOURCE, str(number))
    assert found is not None
    return str(found.id)


def names(receiver: Receiver, appointment_id: str) -> set[str]:
    with receiver.reception.read() as reader:
        return {one.family_name for one in reader.appointment(appointment_id).persons}


def test_whom_it_is_told_to_forget_is_forgotten_when_it_answers(receiver: Receiver) -> None:
    appointment_id = booked(receiver, 601)
    assert receiver.told(body(601, event="destroyed"))
    assert names(receiver, appointment_id) == {"EXEMPLE"}
    # Also where a later word came first.
    receiver.told(body(601, second=59))
    assert receiver.told(body(601, event="destroyed", webhook_reason="rgpd"))
    assert names(receiver, appointment_id) == {""}


def test_to_forget_is_not_answered_before_it_is_done(tmp_path: Path) -> None:
    reception = Reception(tmp_path / "site.db")
    receiver = Receiver(reception)
    receiver.share()
    booked(receiver, 501)
    reception.store.refuse("the data are damaged")
    with pytest.raises(DataDamaged, match="damaged"):
        receiver.told(body(event="destroyed", webhook_reason="rgpd"))
    assert receiver.told(body(second=59))
    reception.store.close()


def test_silence_is_told_while_readings_find_changes(receiver: Receiver) -> None:
    receiver.told(body())
    receiver.now += timedelta(hours=5)
    assert silent_since(receiver) is None
    receiver.hooks.saw_change(time.monotonic())
    since = receiver.now
    receiver.now += timedelta(minutes=59)
    receiver.hooks.saw_change(time.monotonic())
    assert silent_since(receiver) is None
    receiver.now += timedelta(minutes=2)
    assert silent_since(receiver) == since
    receiver.told(body(second=50))
    assert silent_since(receiver) is None


def test_a_change_that_a_webhook_may_have_told_of_is_no_silence(receiver: Receiver) -> None:
    read_before = time.monotonic()
    receiver.told(body())
    receiver.hooks.saw_change(read_before)
    receiver.now += timedelta(hours=5)
    assert silent_since(receiver) is None


def test_only_what_changed_since_an_earlier_reading_is_a_change(tmp_path: Path) -> None:
    reception = Reception(tmp_path / "site.db", {"booking": {"motifs": {"31": "passport"}}})
    told: list[float] = []
    rows = SiteRows(reception.store, reception.clock, saw_change=told.append)
    with reception.read() as reader:
        today = reader.today
    two, one = (booking(501), booking(502)), (booking(501),)
    for bookings, count in ((two, 0), (two, 0), (one, 1), (one, 1)):
        rows.take_day(DayOfBookings(today, bookings))
        assert len(told) == count
    reception.store.close()


def silent_since(receiver: Receiver) -> datetime | None:
    health = receiver.hooks.health()
    assert health is not None
    return health.silent_since


def test_what_was_newest_is_remembered_for_a_day_and_for_ten_thousand() -> None:
    seconds = [0.0]
    newest = Newest(lambda: seconds[0])

    def late(number: int, second: int) -> bool:
        notice = read_notice(body(number, second=second))
        assert notice is not None
        return newest.is_older(notice, NOW)

    assert not late(1, 44)
    assert late(1, 43)
    seconds[0] += 25 * 3600
    assert not late(1, 43)
    for number in range(2, 10_002):
        assert not late(number, 44)
    assert not late(1, 1)
    assert late(10_001, 43)
