"""Every page, in every language and look: whole texts, big targets, within reach."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from core.model import LANGUAGES, Arrival, SlipState, SlipWay
from kiosk.assembly import Kiosk
from kiosk.outcomes import Refused
from kiosk.pages import PageName
from kiosk.printing import PrinterNews
from tests.fakes.kiosk_outside import FakeWorld, service_id, slip_news
from tests.support.kiosk_screens import mistakes
from tests.support.screens import every_focusable_has_a_name, nothing_overlaps

pytestmark = pytest.mark.slow

REFUSALS = {
    "too_early": {"come_back_at": "2026-11-24T10:00:00Z"},
    "too_late": {},
    "wrong_day": {},
    "wrong_site": {},
    "cancelled": {},
    "already_checked_in": {"number": "P031", "visit_id": service_id(99)},
    "see_reception": {},
    "code_unknown": {},
    "no_reference": {},
    "service_closed": {"opens_at": "2026-11-25T08:30:00Z"},
    "crisis_mode": {},
    "site_frozen": {},
    "last_call": {"opens_at": "2026-11-25T08:30:00Z"},
    "quota_reached": {},
    "server_unreachable": {},
    "kiosk_fault": {},
}


def every_page(kiosk: Kiosk, world: FakeWorld, looks: Callable[[], None]) -> Iterator[str]:
    """Show one page after another, each in the same looks."""
    looks()
    yield "home"
    for state in ("wrong_server", "superseded"):
        kiosk.feed_changed(state)
        yield f"home, {state}"
        kiosk.shell.open(PageName.STARTING)
        yield f"starting, {state}"
        kiosk.shell.back()
    kiosk.feed_changed("live")
    kiosk.shell.open(PageName.LANGUAGE)
    yield "language"
    kiosk.shell.back()
    kiosk.appointment.start()
    for digit in "471024":
        kiosk.appointment.key(digit)
    yield "reference"
    kiosk.scanner_changed("error")
    yield "reference without scanner"
    kiosk.scanner_changed("ok")
    kiosk.appointment.confirm()
    kiosk.appointment.time_key("1")
    yield "time"
    kiosk.shell.settle(PageName.HOME)
    kiosk.walk_in.start()
    yield "services"
    kiosk.walk_in.turn(1)
    kiosk.walk_in.toggle_priority()
    yield "services 2"
    for arrival in Arrival:
        world.desk.answer = given = world.desk.appointment(arrival)
        kiosk.shell.settle(PageName.HOME)
        kiosk.scanned("CQ1:CODE")
        kiosk.slip_changed(slip_news(given.key, SlipState.PRINTED, ""))
        kiosk.shell.tick()
        yield f"ticket {arrival}"
        kiosk.slip_changed(slip_news(given.key, SlipState.SENT, way=SlipWay.SECOND_PRINTER))
        yield f"ticket {arrival} from the second printer"
        kiosk.slip_changed(slip_news(given.key, SlipState.FAILED, "unprintable"))
        yield f"ticket {arrival} that cannot be printed"
    world.printer.cause = "paper_out"
    kiosk.printer_changed(PrinterNews("error", "out", "absent", "paper_out"))
    kiosk.shell.settle(PageName.HOME)
    kiosk.scanned("CQ1:CODE")
    yield "no paper"
    for code, facts in REFUSALS.items():
        kiosk.shell.settle(PageName.HOME)
        world.desk.answer = Refused(code, facts)
        kiosk.scanned("CQ1:CODE")
        yield f"notice {code}"
    kiosk.help.call()
    yield "help"
    kiosk.shell.settle(PageName.HOME)
    kiosk.appointment.start()
    world.clock.pass_s(70)
    kiosk.shell.tick()
    yield "question"


LOOKS = ("plain", "contrast", "large", "lower", "large lower")
TELLING = {
    *((language, "plain") for language in LANGUAGES),
    ("fr", "contrast"),
    ("de", "large"),
    ("ar", "lower"),
    ("fr", "large lower"),
    ("ru", "large lower"),
}


@pytest.mark.parametrize(
    ("language", "looks"),
    [
        pytest.param(
            language, looks, marks=() if (language, looks) in TELLING else pytest.mark.soak
        )
        for language in LANGUAGES
        for looks in LOOKS
    ],
)
def test_every_page_is_whole_in_every_look(
    make_kiosk: Callable[..., Kiosk], world: FakeWorld, language: str, looks: str
) -> None:
    kiosk = make_kiosk(world, language=language)

    def put_on() -> None:
        toggles = {
            "contrast": kiosk.shell.toggle_contrast,
            "large": kiosk.shell.toggle_large,
            "lower": kiosk.shell.toggle_lower,
        }
        for name in looks.split():
            if name != "plain":
                toggles[name]()

    wrong = []
    for page in every_page(kiosk, world, put_on):
        if page == "question":
            # It covers the page, which is meant to shine through.
            continue
        wrong += [f"{page}: {each}" for each in mistakes(kiosk.window)]
        every_focusable_has_a_name(kiosk.window)
        nothing_overlaps(kiosk.window)
    assert not wrong, "\n".join(wrong)


def test_full_screen_keeps_targets_and_reach(
    make_kiosk: Callable[..., Kiosk], world: FakeWorld
) -> None:
    kiosk = make_kiosk(world, language="fr", size=(1080, 1920))
    for page in every_page(kiosk, world, lambda: None):
        if page != "question":
            assert mistakes(kiosk.window) == [], page


def test_arabic_is_mirrored_and_its_codes_are_not(kiosk: Kiosk, world: FakeWorld) -> None:
    kiosk.shell.choose_language("ar")
    window, pages = kiosk.window, kiosk.pages
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert window.header.clock.x() < window.header.site.x()
    kiosk.appointment.start()
    assert window.bar.back.x() > window.bar.help.x()
    assert pages.reference.keys[0].x() < pages.reference.keys[2].x()
    kiosk.walk_in.choose(service_id(1))
    assert pages.ticket.number.text() == "K042"
    assert pages.ticket.lead.text() == "تمّ. رقمك:"
    assert world.desk.asked[-1][2] == "ar"


def test_a_window_of_another_shape_keeps_the_proportions(
    make_kiosk: Callable[..., Kiosk], world: FakeWorld
) -> None:
    kiosk = make_kiosk(world, size=(1280, 960))
    assert kiosk.window.look.canvas.scale == 0.5
    assert mistakes(kiosk.window) == []
