"""The person at the desk books again: in the agent's browser, or by their own phone."""

import pytest
import zxingcpp
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.model import StepState
from counterapp.booking_links.dialog import LinksDialog
from counterapp.provider.dialog import ProviderDialog
from sync.client.errors import Refused
from sync.contract.arrivals import PersonOut
from sync.contract.booking import BookingCapabilities, BookingHealth
from tests.counterapp.conftest import DeskBench, dressed
from tests.support.screens import every_focusable_has_a_name, no_truncated_text, nothing_overlaps
from ui.text_size import set_text_size
from ui.widgets.code_square import CodeSquare

BOOKED = "019ab0c4-7e1d-7000-8000-0000000000b1"
SERVER = BookingCapabilities(
    gateway="rdv_service_public", can_list_days=True, can_start_booking_url=True
)
FAMILY = (
    PersonOut(ordinal=1, family_name="Diallo", given_name="Aminata"),
    PersonOut(ordinal=2, family_name="Diallo", given_name="Issa"),
)


def in_hand(
    bench: DeskBench,
    can: BookingCapabilities = SERVER,
    people: tuple[PersonOut, ...] = FAMILY,
    booked: str | None = BOOKED,
) -> str:
    """Have somebody in hand whose appointment is of the booking server; return the visit."""
    bench.site.booking_can = can
    bench.site.booking = BookingHealth(state="ok", today_read_at=bench.site.clock.now())
    bench.site.add("P031", booked_min=0)
    person = bench.site.person("P031")
    person.card = person.card.model_copy(update={"appointment_id": booked, "people": people})
    bench.desk.presenter.restarted()
    bench.timers.fire(300)
    bench.click("openCounter")
    bench.timers.fire(300)
    bench.click("callNext")
    assert bench.desk.presenter.busy
    assert person.card.steps[-1].state is not StepState.COMPLETED
    return person.card.id


def asked(bench: DeskBench) -> LinksDialog:
    bench.click("bookingLinks")
    (dialog,) = bench.desk.page.findChildren(LinksDialog)
    return dialog


def test_the_agent_goes_on_in_the_browser_and_the_dialog_is_done(bench: DeskBench) -> None:
    visit_id = in_hand(bench)
    dialog = asked(bench)
    dialog.who.setCurrentIndex(1)
    dialog.plan.click()
    assert bench.browsed == ["https://rdv.example/plan/2"]
    (asked_for,) = bench.site.links
    assert (asked_for[0], asked_for[1].link, asked_for[1].person) == (visit_id, "plan", 2)
    assert not dialog.isVisible()


def test_the_persons_phone_reads_the_persons_own_link(bench: DeskBench) -> None:
    in_hand(bench)
    dialog = asked(bench)
    assert not dialog.code.isVisibleTo(dialog)
    dialog.invite.click()
    assert dialog.code.isVisibleTo(dialog)
    assert "in their name" in dialog.advice.text()
    picture = dialog.code.grab().toImage()
    pixels = memoryview(picture.convertToFormat(picture.Format.Format_Grayscale8).bits())
    side = picture.width()
    stride = len(pixels) // picture.height()
    shaped = bytes(b"".join(bytes(pixels[r * stride : r * stride + side]) for r in range(side)))
    view = memoryview(shaped).cast("B", (side, side))
    (found,) = zxingcpp.read_barcodes(view)
    assert found.text == "https://rdv.example/invitation/1"
    assert bench.browsed == []
    # Another person's code is another one.
    dialog.who.setCurrentIndex(1)
    assert not dialog.code.isVisibleTo(dialog)
    dialog.reject()


def test_one_person_is_not_asked_who_it_is(bench: DeskBench) -> None:
    in_hand(bench, people=FAMILY[:1])
    dialog = asked(bench)
    assert not dialog.who.isVisibleTo(dialog)
    dialog.invite.click()
    assert bench.site.links[0][1].person == 1
    dialog.reject()


def test_what_is_refused_is_told_and_can_be_tried_again(bench: DeskBench) -> None:
    in_hand(bench)
    dialog = asked(bench)
    bench.site.refusing["booking_link"] = Refused("booking_away", 409)
    dialog.invite.click()
    assert "does not answer" in dialog.problem.text()
    assert dialog.invite.isEnabled()
    dialog.invite.click()
    assert dialog.problem.text() == ""
    assert dialog.code.isVisibleTo(dialog)
    dialog.reject()


def test_a_dialog_that_was_closed_opens_no_browser(bench: DeskBench) -> None:
    in_hand(bench)
    dialog = asked(bench)
    bench.tasks.holding = True
    dialog.plan.click()
    assert not dialog.plan.isEnabled()
    dialog.reject()
    bench.tasks.let_go()
    assert bench.browsed == []


@pytest.mark.parametrize(
    ("can", "booked"),
    [
        (BookingCapabilities(gateway="rdv_service_public", can_list_days=True), BOOKED),
        (SERVER, None),
    ],
)
def test_it_is_offered_only_where_the_booking_server_can(
    bench: DeskBench, can: BookingCapabilities, booked: str | None
) -> None:
    in_hand(bench, can, booked=booked)
    assert not bench.button("bookingLinks").isVisibleTo(bench.desk.page)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_large_text_is_cut_in_no_dialog(qtbot: QtBot, theme: str) -> None:
    app = dressed("fr", theme)
    set_text_size(app, theme, 200)
    try:
        window = QWidget()
        qtbot.addWidget(window)
        window.show()
        links = LinksDialog([(1, "DIALLO Aminata"), (2, "DIALLO Issa")], window)
        links.open()
        links.show_problem("booking_refused", {})
        elsewhere = ProviderDialog("Connecter le poste au serveur de rendez-vous", window)
        elsewhere.open()
        elsewhere.show_waiting(paste=True)
        elsewhere.show_problem("booking_application_refused", {})
        qtbot.wait(60)
        for dialog in (links, elsewhere):
            no_truncated_text(dialog)
            nothing_overlaps(dialog)
            every_focusable_has_a_name(dialog)
        links.hide_problem()
        links.show_code("https://rdv.example/prendre_rdv?invitation_token=AB12CD34")
        qtbot.wait(60)
        no_truncated_text(links)
        assert links.code.geometry().bottom() < links.cancel.geometry().top()
        links.reject()
        elsewhere.reject()
    finally:
        set_text_size(app, "light", 100)


def test_a_code_is_black_on_white_whatever_the_theme(
    counter_qapp: QApplication, qtbot: QtBot
) -> None:
    del counter_qapp
    square = CodeSquare("code")
    qtbot.addWidget(square)
    assert square.sizeHint().width() == 0
    square.show_text("https://rdv.example/")
    picture = square.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(0, picture.height(), 3)
    }
    assert colours == {"#000000", "#ffffff"}
