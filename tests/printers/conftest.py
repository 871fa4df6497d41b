"""Slips as visitors of three languages get them, and printers: a scripted one, a virtual one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from demonstration.thermal_printer.process import PrinterProcess
from printers.slip import Slip, Words
from tests.fakes.scripted_printer import ScriptedPrinter
from tests.fakes.slip_log import SlipLog

SITE = "Consulat général de France à Lisbonne"
RIGHTS = "https://pt.ambafrance.org/accueil"
NOTICE = (
    "Ce numéro sert à organiser votre accueil. Il est gardé 30 jours au plus, sans votre nom. "
    "Vos droits : ce code ou l'accueil."
)


@pytest.fixture
def printer() -> ScriptedPrinter:
    return ScriptedPrinter()


@pytest.fixture
def log() -> SlipLog:
    return SlipLog()


@pytest.fixture
def french() -> Slip:
    return Slip(
        number="K042",
        language="fr",
        site_name=SITE,
        issued_at=Words("mardi 24 novembre 2026, 08:50"),
        caption=Words("Votre numéro"),
        lines=(Words("Salle d'attente 1"), Words("Attente : entre 10 et 20 minutes")),
        instruction=Words("Attendez d'être appelé à l'écran"),
        documents_title=Words("Préparez"),
        documents=(Words("Carte d'identité ou passeport"), Words("Deux photos d'identité")),
        notice=Words(f"{NOTICE} Priorité : dites-le à l'accueil."),
        qr_payload=RIGHTS,
    )


@pytest.fixture
def arabic() -> Slip:
    return Slip(
        number="K042",
        language="ar",
        second_language="fr",
        site_name=SITE,
        issued_at=Words("الثلاثاء 24 نوفمبر 2026، 08:50", "mardi 24 novembre 2026, 08:50"),
        caption=Words("رقمك", "Votre numéro"),
        lines=(
            Words("انتظر في القاعة 1", "Attendez en salle 1"),
            Words("الانتظار: بين 10 و20 دقيقة", "Attente : entre 10 et 20 minutes"),
        ),
        instruction=Words(
            "عندما يظهر K042 توجّه إلى الشباك", "Quand K042 s'affiche, allez au guichet"
        ),
        documents_title=Words("حضّر", "Préparez"),
        documents=(Words("جواز سفر", "Passeport"),),
        notice=Words(
            "يُستخدم هذا الرقم لتنظيم استقبالك. يُحفظ 30 يوماً من دون اسمك. "
            "حقوقك: هذا الرمز أو الاستقبال.",
            NOTICE,
        ),
        qr_payload=RIGHTS,
    )


@pytest.fixture
def chinese() -> Slip:
    return Slip(
        number="K1000",
        language="zh",
        second_language="fr",
        site_name=SITE,
        issued_at=Words("2026年11月24日 08:50", "mardi 24 novembre 2026, 08:50"),
        caption=Words("您的号码", "Votre numéro"),
        lines=(
            Words("请在 1 室等候", "Attendez en salle 1"),
            Words("等候：10 至 20 分钟", "Attente : entre 10 et 20 minutes"),
        ),
        instruction=Words("叫到号后请到窗口", "Quand votre numéro s'affiche, allez au guichet"),
        documents_title=Words("请准备", "Préparez"),
        documents=(Words("护照", "Passeport"), Words("身份证", "Carte d'identité")),
        notice=Words(
            "此号码用于安排接待，不带姓名保存 30 天。您的权利：请扫码或询问接待处。", NOTICE
        ),
        qr_payload=RIGHTS,
    )


@pytest.fixture
def start_printer(tmp_path: Path) -> Iterator[Callable[..., PrinterProcess]]:
    """Start virtual printers whose slips go to `tmp_path / "slips"`; all are ended after."""
    with ExitStack() as started:

        def start(*options: str) -> PrinterProcess:
            process = PrinterProcess(tmp_path / "slips", "--speed", "0", *options)
            return started.enter_context(process)

        yield start
