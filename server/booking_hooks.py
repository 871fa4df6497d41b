"""Webhooks of the booking server: proven, answered at once, and taken as a hint where to look."""

import logging
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from core.business_days import Days
from core.store import Store
from core.things import Actor
from core.usecases.forgetting_at_source import ForgetAtSource, forget_at_source
from server.booking_day import SOURCE
from server.faults import Stop
from server.kept_secrets import SecretKeeper, SharedSecrets
from sync.booking.hints import Hint
from sync.booking.rdv_service_public.notices import APPOINTMENT, Notice, is_signed, read_notice
from sync.booking.rdv_service_public.parse import read_bookings
from sync.contract.booking import WebhooksHealth
from sync.contract.matching import BookedTimes

PATH: Final = "/v1/booking-webhook"
SHARED_WITH: Final = "in:booking"
"""Names the secret among those that are shared."""

_SILENT_AFTER: Final = timedelta(hours=1)
_KEPT_S: Final = 24 * 3600.0
_MOST_KEPT: Final = 10_000
_AHEAD: Final = timedelta(minutes=5)
_SERVER: Final = Actor()
_log = logging.getLogger(__name__)


class Newest:
    """Remembers for a day how new the newest word on each record was, for ten thousand of them."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._seen: OrderedDict[tuple[str, int], tuple[datetime, float]] = OrderedDict()

    def is_older(self, notice: Notice, now: datetime) -> bool:
        """Tell whether a later word on the same record was taken before this one.

        One of the same second may be the later one. A time that is still to come is not believed,
        since it would shut out all that follows.
        """
        at, key, seconds = notice.at, (notice.model, notice.number), self._monotonic()
        if at is None:
            return False
        while self._seen and seconds - next(iter(self._seen.values()))[1] > _KEPT_S:
            self._seen.popitem(last=False)
        known = self._seen.get(key)
        if known is not None and at < known[0]:
            return True
        if at <= now + _AHEAD:
            self._seen[key] = (at, seconds)
            self._seen.move_to_end(key)
            if len(self._seen) > _MOST_KEPT:
                self._seen.popitem(last=False)
        return False


@dataclass(frozen=True, slots=True)
class _Open:
    """What the receiver needs while it is open."""

    secrets: SharedSecrets
    days: Days
    times: BookedTimes


class BookingHooks:
    """Takes the booking server's webhooks; closed until a secret is shared with it.

    Args:
        store: The site's data.
        keeper: Where the secret is.
        hint: Told where to look; cheap, from any thread.
        machine_now: The time by which secrets end, and which the booking server's bodies bear.
    """

    def __init__(
        self,
        store: Store,
        keeper: SecretKeeper,
        hint: Callable[[Hint], None],
        machine_now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._hint = hint
        self._now = machine_now
        self._open: _Open | None = None
        self._lock = threading.Lock()
        self._newest = Newest()
        self._counts: Counter[str] = Counter()
        self._last_at: datetime | None = None
        self._last_s = float("-inf")
        self._unannounced_since: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether webhooks are taken."""
        return self._open is not None

    def refresh(self, days: Days | None, times: BookedTimes = "auto") -> None:
        """Open or close as a secret is there or not.

        Args:
            days: How the site cuts its days; None without a booking server that sends webhooks.
            times: Whose clock booked times are.
        """
        secrets = None if days is None else self._secrets()
        if days is None or secrets is None or not secrets.valid(self._now()):
            self._open = None
        else:
            self._open = _Open(secrets, days, times)

    def take(self, raw: bytes, signature: str) -> bool:
        """Take a webhook; the site has forgotten whom it was told to forget when this returns.

        All else is only noted, and looked at soon. What a kill loses the next reading finds.

        Args:
            raw: The body, as it came.
            signature: As its header says, or nothing.

        Returns:
            False where it is not proven that the booking server sent it, or nobody is expected to.

        Raises:
            StoreUnavailable: Somebody is to be forgotten, and that is not known to be done.
        """
        found = self._open
        secrets = () if found is None else found.secrets.valid(self._now())
        # Compared in any case, so that a closed receiver takes as long as an open one.
        if not is_signed(raw, signature, secrets or ("closed",)) or found is None or not secrets:
            with self._lock:
                self._counts["refused"] += 1
            return False
        notice = read_notice(raw)
        with self._lock:
            self._last_at, self._last_s = self._now(), time.monotonic()
            self._unannounced_since = None
            self._counts["received"] += 1
            late = notice is not None and self._newest.is_older(notice, self._now())
            if notice is None or (late and not notice.destroyed):
                self._counts["passed_over"] += 1
                return True
        if notice.forget and notice.model == APPOINTMENT:
            command = ForgetAtSource(SOURCE, str(notice.number))
            self._store.write(lambda uow: forget_at_source(uow, _SERVER, command))
        self._hint(hint_of(notice, found.days, found.times))
        return True

    def saw_change(self, since_s: float) -> None:
        """Note that a reading of a day found changes; any thread may call it.

        Args:
            since_s: When the day was read before, in monotonic seconds: whatever webhook came
                after that may have told of it.
        """
        with self._lock:
            if self._last_s < since_s and self._unannounced_since is None:
                self._unannounced_since = self._now()

    def health(self) -> WebhooksHealth | None:
        """Return how the webhooks come; None where none are expected."""
        if self._open is None:
            return None
        with self._lock:
            since = self._unannounced_since
            counts: Mapping[str, int] = dict(self._counts)
            last = self._last_at
        silent = since is not None and self._now() - since > _SILENT_AFTER
        return WebhooksHealth(
            last_at=last,
            silent_since=since if silent else None,
            received=counts.get("received", 0),
            passed_over=counts.get("passed_over", 0),
            refused=counts.get("refused", 0),
        )

    def _secrets(self) -> SharedSecrets | None:
        try:
            return self._keeper.shared_secrets().get(SHARED_WITH)
        except Stop as stop:
            _log.error("webhooks of the booking server: %s", stop.line)
            return None


def hint_of(notice: Notice, days: Days, times: BookedTimes) -> Hint:
    """Return where to look after a word of the booking server.

    An appointment is looked for where it stands here, and on the day that the body names. A person
    who is gone may have been in any of them: the site does not keep whose number is whose. What a
    person is called now is found when their day is read.
    """
    if notice.model != APPOINTMENT:
        return Hint(everywhere=notice.destroyed)
    bookings, _ = read_bookings([notice.row], days, times)
    return Hint(frozenset({str(notice.number)}), frozenset(one.day for one in bookings))
