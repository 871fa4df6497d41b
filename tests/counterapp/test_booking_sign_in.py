"""A lead signs the site in at its booking server, from the menu of the counter app."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import requests
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.model import Role
from counterapp.me_menu import MeMenu
from counterapp.provider.dialog import ProviderDialog
from counterapp.provider.wiring import ask_booking_server
from counterapp.sign_in.presenter import SignedIn
from counterapp.workplace import may_sign_site_in
from sync.client.errors import Refused
from sync.contract.booking import BookingCapabilities
from sync.contract.booking_sign_in import BookingSignInOut
from tests.counterapp.conftest import InlineTasks
from tests.fakes.counter_catalogue import CODE, PASSWORD
from tests.fakes.counter_site import FakeSite

SERVER = BookingCapabilities(gateway="rdv_service_public", can_list_days=True)
FILES = BookingCapabilities(gateway="files", expects_files=True)


@dataclass
class Bench:
    """A window from which a fake site is signed in."""

    window: QWidget
    site: FakeSite = field(default_factory=FakeSite)
    signed_in: list[BookingSignInOut] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def ask(self) -> ProviderDialog:
        ask_booking_server(
            self.site,
            InlineTasks(),
            self.window,
            self.signed_in.append,
            lambda: None,
            self.browse,
        )
        return self.window.findChildren(ProviderDialog)[-1]

    def browse(self, url: str) -> bool:
        self.opened.append(url)
        return True

    def come_back(self, **told: str) -> None:
        """Do what the browser does at the end."""
        state = self.opened[-1].partition("state=")[2]
        url = f"http://127.0.0.1:{self.site.provider_port}/"
        requests.get(url, params={**told, "state": state}, timeout=5)


@pytest.fixture
def bench(qtbot: QtBot, counter_qapp: QApplication) -> Iterator[Bench]:
    del counter_qapp
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    yield Bench(window)
    for dialog in window.findChildren(ProviderDialog):
        dialog.reject()


def test_the_browser_comes_back_and_says_as_whom(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.ask()
    assert dialog.windowTitle() == "Sign the site in at the booking server"
    assert bench.opened[0].startswith("https://rdv.example/oauth/authorize?")
    bench.come_back(code=CODE)
    qtbot.waitUntil(lambda: bool(bench.signed_in))
    assert bench.signed_in[0].account == "Guichet UN"
    qtbot.waitUntil(lambda: not bench.window.findChildren(ProviderDialog))


def test_the_page_that_shows_the_code_has_an_address_without_the_state(bench: Bench) -> None:
    bench.site.provider_pastes = True
    dialog = bench.ask()
    assert "shows a code" in dialog.advice.text()
    for wrong in (f"https://rdv.example/?code={CODE}&state=another", "two words"):
        dialog.line.setText(wrong)
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)
        assert "not what the browser shows" in dialog.problem.text()
    dialog.line.setText(f"https://rdv.example/oauth/authorize/native?code={CODE}")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert len(bench.signed_in) == 1


def test_a_browser_that_comes_back_to_this_machine_must_bring_the_state(bench: Bench) -> None:
    dialog = bench.ask()
    dialog.line.setText(f"http://127.0.0.1:9/?code={CODE}")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert "not what the browser shows" in dialog.problem.text()
    assert bench.site.brought == []


def test_a_refusal_there_is_told_and_can_be_tried_again(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.ask()
    bench.come_back(error="access_denied")
    qtbot.waitUntil(lambda: "does not take this code" in dialog.problem.text())
    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    bench.site.refusing["finish_booking_sign_in"] = Refused("booking_application_refused", 409)
    dialog.line.setText(CODE)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert "application" in dialog.problem.text()
    assert bench.signed_in == []


@pytest.mark.parametrize(
    ("roles", "can", "offered"),
    [
        ((Role.LEAD,), SERVER, True),
        ((Role.ADMIN,), SERVER, True),
        ((Role.LEAD, Role.RECEPTION), FILES, False),
        ((Role.RECEPTION, Role.AGENT), SERVER, False),
    ],
)
def test_it_is_offered_to_who_may_where_there_is_a_booking_server(
    bench: Bench,
    counter_qapp: QApplication,
    roles: tuple[Role, ...],
    can: BookingCapabilities,
    offered: bool,
) -> None:
    bench.site.roles = roles
    bench.site.booking_can = can
    session = bench.site.sign_in("chef", PASSWORD)
    signed_in = SignedIn(session, bench.site.desk.id, bench.site.site())
    menu = QMenu(bench.window)
    asked: list[str] = []
    entries = MeMenu(counter_qapp, menu, "light", 100)
    entries.booking_asked.connect(lambda: asked.append("asked"))
    entries.offer_booking(offered=may_sign_site_in(signed_in))
    menu.aboutToShow.emit()
    found = [one for one in menu.actions() if one.objectName() == "bookingSignIn"]
    assert len(found) == offered
    for one in found:
        one.trigger()
    assert len(asked) == offered
