"""A kiosk's outside world for tests: a site, a desk, a printer and time, all in hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from core.model import Arrival, LatePolicy, SlipState, SlipWay
from kiosk.assembly import Outside
from kiosk.health import Feeling
from kiosk.outcomes import Given, Outcome, Wait
from kiosk.printing import SlipNews
from sync.client.errors import Unreachable
from sync.contract.site import (
    DocumentOut,
    EstimateOut,
    MessageOut,
    OpeningOut,
    ReferenceRule,
    ServiceOut,
    SiteOut,
)

T = TypeVar("T")
NOW = datetime(2026, 11, 24, 9, 43, tzinfo=UTC)


def service_id(number: int) -> str:
    """Return the id of the service of that number."""
    return f"0192f0c4-0000-7000-8000-{number:012d}"


_SERVICES = (
    ("life_cert", {"fr": "Certificat de vie", "en": "Life certificate", "ar": "شهادة حياة",
     "es": "Fe de vida", "pt": "Certificado de vida", "de": "Lebensbescheinigung",
     "zh": "生存证明", "ru": "Справка о нахождении в живых"}, "file-certificate", "K", True),
    ("signature", {"fr": "Légaliser une signature", "en": "Certify a signature",
     "ar": "تصديق توقيع", "es": "Legalizar una firma", "pt": "Reconhecer uma assinatura",
     "de": "Unterschrift beglaubigen", "zh": "签名认证", "ru": "Заверить подпись"},
     "signature", "K", False),
    ("loss", {"fr": "Perte ou vol", "en": "Loss or theft", "ar": "فقدان أو سرقة",
     "es": "Pérdida o robo", "pt": "Perda ou roubo", "de": "Verlust oder Diebstahl",
     "zh": "遗失或被盗", "ru": "Утеря или кража"}, "file-search", "K", True),
    ("collection", {"fr": "Retrait d'un document", "en": "Document collection",
     "ar": "استلام وثيقة", "de": "Abholung eines Dokuments"}, "license", "F", True),
    ("deposit", {"fr": "Déposer une pièce", "en": "Hand in a paper", "ar": "تقديم وثيقة"},
     "file-plus", "F", True),
    ("proxy", {"fr": "Procuration de vote", "en": "Proxy vote", "ar": "توكيل بالتصويت",
     "de": "Wahlvollmacht", "ru": "Голосование по доверенности"}, "writing-sign", "F", True),
    ("registration", {"fr": "Inscription consulaire", "en": "Consular registration",
     "ar": "التسجيل القنصلي", "de": "Konsularische Registrierung"}, "id-badge-2", "F", True),
    ("other", {"fr": "Autre, je ne sais pas", "en": "Other, I am not sure",
     "ar": "أخرى، لا أعرف"}, "message-circle", "F", True),
)  # fmt: skip


def a_service(number: int) -> ServiceOut:
    """Return one of the invented services."""
    code, labels, icon, letter, is_open = _SERVICES[number - 1]
    return ServiceOut(
        id=service_id(number),
        code=code,
        number=number,
        labels=labels,
        letter=letter,
        icon=icon,
        typical_min=10,
        walk_in=True,
        walk_in_open=is_open,
        opens_at=None if is_open else NOW.replace(hour=14, minute=30),
        sensitive=False,
        check_in_opens_min=30,
        grace_min=15,
        late_policy=LatePolicy.WAIT,
        documents=(
            DocumentOut(code="id", labels={"fr": "pièce d'identité", "en": "identity document",
                                           "ar": "وثيقة هوية"}),
            DocumentOut(code="form", labels={"fr": "formulaire", "en": "form",
                                             "ar": "استمارة"}),
        ),
        wait=EstimateOut(p50_s=600, p90_s=1140, ahead=3) if number % 3 else None,
    )  # fmt: skip


def a_site(services: int = 8) -> SiteOut:
    """Return the invented consulate with some of its services."""
    passport = a_service(1).model_copy(
        update={
            "id": service_id(20),
            "code": "passport",
            "labels": {"fr": "Passeport", "en": "Passport", "ar": "جواز سفر"},
            "walk_in": False,
            "walk_in_open": False,
        }
    )
    identity = passport.model_copy(
        update={
            "id": service_id(21),
            "code": "id_card",
            "labels": {"fr": "Carte d'identité", "en": "Identity card", "ar": "بطاقة هوية"},
        }
    )
    return SiteOut(
        id="0192f0c4-0000-7000-8000-00000000abcd",
        name="Consulat inventé à Lisbonne",
        zone="Europe/Lisbon",
        languages=("fr", "en", "es", "ar", "pt", "de", "zh", "ru"),
        business_day="2026-11-24",
        now=NOW,
        opening=OpeningOut(
            open=True,
            closes_at=NOW.replace(hour=12, minute=30),
            last_ticket_at=NOW.replace(hour=12, minute=0),
        ),
        services=(*(a_service(number) for number in range(1, services + 1)), passport, identity),
        counters=(),
        messages=(
            MessageOut(texts={"fr": "Légalisation : fermée ce matin.",
                              "en": "Certification: closed this morning.",
                              "ar": "التصديق: مغلق هذا الصباح."}),
        ),
        reference=ReferenceRule(min_length=1, max_length=12, letters=False, ask_time=True),
        waiting_room="B",
    )  # fmt: skip


class FakeClock:
    """Time that moves when told."""

    def __init__(self) -> None:
        self.spent = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.spent)

    def monotonic(self) -> float:
        return self.spent

    def heard(self, server_now: datetime) -> None:
        del server_now

    def pass_s(self, seconds: float) -> None:
        self.spent += seconds


class DirectTasks:
    """Does the work at once, or keeps it while `held`."""

    def __init__(self) -> None:
        self.held = False
        self._waiting: list[Callable[[], None]] = []

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        def job() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - as the real runner does
                failed(error)
            else:
                done(result)

        if self.held:
            self._waiting.append(job)
        else:
            job()

    def release(self) -> None:
        self.held = False
        waiting, self._waiting = self._waiting, []
        for job in waiting:
            job()


class FakeDesk:
    """Answers with what the test put there, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answer: Outcome | None = None
        self.asked: list[tuple[str, ...]] = []
        self._given = 41

    def check_in_code(self, code: str, *, language: str) -> Outcome:
        self.asked.append(("code", code, language))
        return self.answer or self.appointment()

    def check_in_reference(self, reference: str, *, time: str | None, language: str) -> Outcome:
        self.asked.append(("reference", reference, time or "", language))
        return self.answer or self.appointment()

    def walk_in(self, service_id: str, *, language: str, priority: bool) -> Outcome:
        self.asked.append(("walk_in", service_id, language, "priority" if priority else ""))
        return self.answer or self.ticket(service_id)

    def ticket(self, service: str) -> Given:
        self._given += 1
        return Given(
            key=f"key-{self._given}",
            number=f"K{self._given:03d}",
            kind="walk_in",
            issued_at=NOW,
            service_id=service,
            wait=Wait(600, 1140, 3),
        )

    def appointment(self, arrival: Arrival = Arrival.ON_TIME) -> Given:
        self._given += 1
        minutes = {Arrival.EARLY: 25, Arrival.ON_TIME: 7, Arrival.LATE: -23}[arrival]
        return Given(
            key=f"key-{self._given}",
            number=f"P{self._given:03d}",
            kind="appointment",
            issued_at=NOW,
            service_id=service_id(20),
            arrival=arrival,
            starts_at=NOW + timedelta(minutes=minutes),
            initials="M. D.",
            wait=Wait(300, 900, 2),
        )


class FakePrinter:
    """Takes slips; its trouble is what the test says."""

    def __init__(self) -> None:
        self.cause = ""
        self.printed: list[tuple[str, str, bool]] = []
        self.withdrawn: list[str] = []

    def print(self, given: Given, *, language: str, duplicate: bool) -> None:
        self.printed.append((given.number, language, duplicate))

    def withdraw(self, key: str) -> None:
        self.withdrawn.append(key)

    def trouble(self) -> str:
        return self.cause


class FakeBook:
    """Keeps what became of slips."""

    def __init__(self) -> None:
        self.noted: list[tuple[str, SlipState]] = []
        self.ways: list[tuple[SlipWay, str]] = []

    def note(self, key: str, state: SlipState, way: SlipWay, cause: str = "") -> None:
        self.noted.append((key, state))
        self.ways.append((way, cause))


def slip_news(
    key: str,
    state: SlipState,
    cause: str = "",
    *,
    way: SlipWay = SlipWay.PRINTER,
    copy: bool = False,
) -> SlipNews:
    """Return what a printer tells of a slip."""
    return SlipNews(key, state, cause, way, copy)


class FakeWorld:
    """All of it, and what reception was told."""

    def __init__(self, site: SiteOut | None = None) -> None:
        self.clock = FakeClock()
        self.tasks = DirectTasks()
        self.desk = FakeDesk()
        self.printer = FakePrinter()
        self.book = FakeBook()
        self.site = site
        self.reachable = True
        self.helped: list[str] = []
        self.health: list[Feeling] = []
        self.refreshed = 0

    def outside(self) -> Outside:
        return Outside(
            kept_site=self.site,
            clock=self.clock,
            tasks=self.tasks,
            desk=self.desk,
            printer=self.printer,
            book=self.book,
            refresh_site=self._refresh,
            ask_help=self._help,
            send_health=self._health,
        )

    def _refresh(self) -> None:
        self.refreshed += 1

    def _help(self, page: str) -> str:
        if not self.reachable:
            raise Unreachable("connect")
        self.helped.append(page)
        return f"help-{len(self.helped)}"

    def _health(self, feeling: Feeling) -> None:
        if not self.reachable:
            raise Unreachable("connect")
        self.health.append(feeling)
