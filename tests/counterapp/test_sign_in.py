"""Signing in, and what may be wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Role
from counterapp.sign_in.presenter import SignedIn
from counterapp.sign_in.wiring import SignIn, make_sign_in
from sync.client.errors import Unauthorised, Unreachable
from tests.counterapp.conftest import HandTimers, InlineTasks
from tests.fakes.counter_catalogue import PASSWORD
from tests.fakes.counter_site import FakeSite


@dataclass
class Door:
    site: FakeSite
    timers: HandTimers
    sign_in: SignIn
    through: list[SignedIn]

    def enter(self, username: str = "lea", password: str = PASSWORD) -> None:
        page = self.sign_in.page
        page.username.setText(username)
        page.password.setText(password)
        QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)


@pytest.fixture
def door(counter_qapp: QApplication, qtbot: QtBot, fake_site: FakeSite) -> Iterator[Door]:
    del counter_qapp
    timers, through = HandTimers(), list[SignedIn]()
    sign_in = make_sign_in(fake_site, "en", "2", InlineTasks(), timers, signed_in=through.append)
    qtbot.addWidget(sign_in.page)
    sign_in.page.resize(800, 600)
    sign_in.page.show()
    qtbot.waitExposed(sign_in.page)
    yield Door(fake_site, timers, sign_in, through)
    sign_in.presenter.stop()


def test_the_counter_of_the_command_line_is_chosen_first(door: Door) -> None:
    assert door.sign_in.page.counter.currentText() == "2 – Guichet 2"


def test_name_password_and_two_enters_suffice(door: Door) -> None:
    page = door.sign_in.page
    QTest.keyClicks(page.username, "lea")
    QTest.keyClick(page.username, Qt.Key.Key_Return)
    QTest.keyClicks(page.password, PASSWORD)
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    (signed_in,) = door.through
    assert signed_in.counter_id == door.site.desk.id
    assert signed_in.session.agent.username == "lea"
    assert page.password.text() == ""
    assert "token" not in repr(signed_in)


def test_a_wrong_password_is_told_and_forgotten(door: Door) -> None:
    door.enter(password="wrong")
    assert door.sign_in.page.problem.text() == "User name or password is not right."
    assert door.sign_in.page.password.text() == ""
    assert door.through == []


def test_something_left_out_is_told(door: Door) -> None:
    door.enter(username="  ")
    assert "Give your user name" in door.sign_in.page.problem.text()


def test_an_agent_without_a_working_role_is_told(door: Door) -> None:
    door.site.roles = (Role.STATISTICIAN,)
    door.enter()
    assert door.sign_in.page.problem.text() == "Your role does not allow this."
    assert door.through == []


def test_a_server_that_is_away_is_told_and_found_again(door: Door) -> None:
    door.site.reachable = False
    door.enter()
    assert "does not answer" in door.sign_in.page.problem.text()
    door.site.reachable = True
    door.enter()
    assert len(door.through) == 1


def test_a_start_before_the_server_waits_for_it(
    counter_qapp: QApplication, qtbot: QtBot, fake_site: FakeSite
) -> None:
    del counter_qapp
    fake_site.reachable = False
    timers = HandTimers()
    late = make_sign_in(fake_site, "en", "", InlineTasks(), timers, signed_in=lambda _: None)
    qtbot.addWidget(late.page)
    assert "does not answer" in late.page.problem.text()
    assert not late.page.button.isEnabled()
    fake_site.reachable = True
    timers.fire(4000)
    assert late.page.problem.text() == ""
    assert late.page.button.isEnabled()
    late.presenter.stop()


class Throttling(FakeSite):
    """A site that has had enough of wrong passwords."""

    def sign_in(self, username: str, password: str) -> None:  # type: ignore[override]
        del username, password
        raise Unreachable("busy", "429", 30.0)


class Revoked(FakeSite):
    """A site that does not know this station any more."""

    def sign_in(self, username: str, password: str) -> None:  # type: ignore[override]
        del username, password
        raise Unauthorised("unauthorised", 401)


@pytest.mark.parametrize(("site", "words"), [(Throttling, "Too many"), (Revoked, "enrolled")])
def test_other_refusals_have_their_own_sentence(
    counter_qapp: QApplication, qtbot: QtBot, site: type[FakeSite], words: str
) -> None:
    del counter_qapp
    made = make_sign_in(site(), "en", "", InlineTasks(), HandTimers(), signed_in=lambda _: None)
    qtbot.addWidget(made.page)
    made.presenter.sign_in("lea", PASSWORD, made.page.counter.currentData())
    assert words in made.page.problem.text()
    made.presenter.stop()
