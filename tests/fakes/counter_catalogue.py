"""Services, counters and the clock of the counter app's fake site."""

from datetime import UTC, datetime, timedelta

from core.model import (
    CounterKind,
    CounterState,
    LatePolicy,
)
from core.runtime.ids import new_id
from sync.contract.site import (
    CounterOut,
    DocumentOut,
    EstimateOut,
    ServiceOut,
)

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough password"
PIN = "270519"
INVITATION = "K7QW-9RTZ-4MXA"
CODE = "a-code-of-the-provider"
FEWEST = 12
"""Characters of a password that the fake site takes."""


class HandClock:
    """Time that a test moves by hand."""

    def __init__(self, start: datetime = NINE) -> None:
        self.moment = start
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def pass_s(self, seconds: float) -> None:
        self.seconds += seconds
        self.moment += timedelta(seconds=seconds)


def make_service(
    code: str,
    number: int,
    letter: str,
    french: str,
    english: str,
    *,
    typical_min: int = 10,
    walk_in: bool = False,
    documents: tuple[tuple[str, str, str], ...] = (),
    flow: tuple[str, ...] = (),
) -> ServiceOut:
    return ServiceOut(
        id=new_id(),
        code=code,
        number=number,
        labels={"fr": french, "en": english},
        letter=letter,
        icon="file-text",
        typical_min=typical_min,
        walk_in=walk_in,
        walk_in_open=walk_in,
        sensitive=False,
        check_in_opens_min=30,
        grace_min=15,
        late_policy=LatePolicy.WAIT,
        documents=tuple(DocumentOut(code=c, labels={"fr": f, "en": e}) for c, f, e in documents),
        flow=flow,
        wait=EstimateOut(p50_s=600, p90_s=1200, ahead=2) if walk_in else None,
    )


CASH = make_service("cash", 3, "F", "Caisse", "Cashier", typical_min=5)
PASSPORT = make_service(
    "passport",
    1,
    "P",
    "Passeport",
    "Passport",
    typical_min=30,
    documents=(
        ("photo", "Photo", "Photo"),
        ("old_title", "Ancien titre", "Previous document"),
        ("proof", "Justificatif de domicile", "Proof of address"),
    ),
    flow=(CASH.id,),
)
LIFE = make_service(
    "life_cert", 2, "K", "Certificat de vie", "Life certificate", walk_in=True, typical_min=8
)
SIGNATURE = make_service("signature", 4, "K", "Légalisation", "Signature", walk_in=True).model_copy(
    update={"walk_in_open": False, "opens_at": NINE + timedelta(hours=4)}
)


def make_counter(
    number: str, name: str, kind: CounterKind, services: tuple[ServiceOut, ...]
) -> CounterOut:
    ids = tuple(service.id for service in services)
    return CounterOut(
        id=new_id(),
        number=number,
        name={"fr": name, "en": name},
        kind=kind,
        zone="hall",
        state=CounterState.CLOSED,
        services=ids,
        offered=ids,
    )
