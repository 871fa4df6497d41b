"""The cover of a workplace: what opens it, what ends the session, and when it comes by itself."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counterapp.lock.idle import IdleWatch
from counterapp.lock.page import LockPage
from counterapp.lock.presenter import LockPresenter
from sync.client.errors import Refused, Unauthorised
from tests.counterapp.conftest import InlineTasks
from tests.fakes.counter_catalogue import PASSWORD, PIN
from tests.fakes.counter_site import FakeSite


@dataclass
class Cover:
    """A page and its presenter, on a fake site."""

    page: LockPage
    site: FakeSite = field(default_factory=FakeSite)
    happened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.presenter = LockPresenter(
            self.page,
            InlineTasks(),
            unlocked=lambda: self.happened.append("unlocked"),
            ended=lambda: self.happened.append("ended"),
            renewed=lambda session: self.happened.append(f"renewed {session.agent.username}"),
            unwanted=lambda session: self.happened.append(f"unwanted {session.agent.username}"),
        )
        self.page.unlock_requested.connect(self.presenter.unlock)

    def lock(self, *, has_pin: bool = True) -> None:
        self.presenter.lock(self.site, "lea", has_pin=has_pin)

    def type_in(self, secret: str) -> None:
        self.page.secret.setText(secret)
        QTest.keyClick(self.page.secret, Qt.Key.Key_Return)


@pytest.fixture
def cover(qtbot: QtBot, counter_qapp: QApplication) -> Cover:
    del counter_qapp
    page = LockPage()
    qtbot.addWidget(page)
    page.show()
    return Cover(page)


@pytest.mark.parametrize(("typed", "way"), [(PIN, "unlock_by_pin"), (PASSWORD, "unlock")])
def test_pin_or_password_opens_it(cover: Cover, typed: str, way: str) -> None:
    cover.lock()
    assert "lea" in cover.page.title.text()
    assert cover.presenter.locked
    cover.type_in(typed)
    assert cover.site.done == ["lock", way]
    assert cover.happened == ["unlocked"]
    assert not cover.presenter.locked
    assert cover.page.secret.text() == ""


def test_its_agent_opens_it_by_signing_in_again_and_nobody_else_does(cover: Cover) -> None:
    cover.lock()
    cover.presenter.come_back(cover.site.sign_in("marc", PASSWORD))
    assert cover.happened == ["unwanted marc"]
    assert "opens to lea alone" in cover.page.problem.text()
    assert cover.presenter.locked
    cover.presenter.come_back(cover.site.sign_in("lea", PASSWORD))
    assert cover.happened == ["unwanted marc", "renewed lea"]
    assert not cover.presenter.locked
    assert cover.page.problem.text() == ""


def test_a_session_that_comes_when_all_is_open_is_ended(cover: Cover) -> None:
    cover.presenter.come_back(cover.site.sign_in("lea", PASSWORD))
    assert cover.happened == ["unwanted lea"]


def test_it_offers_the_sites_provider(cover: Cover) -> None:
    asked: list[str] = []
    cover.page.provider_requested.connect(asked.append)
    assert not cover.page.provider.isVisible()
    cover.page.provider.offer("Annuaire")
    QTest.mouseClick(cover.page.provider, Qt.MouseButton.LeftButton)
    assert asked == ["Annuaire"]


def test_without_a_pin_six_digits_are_a_password(cover: Cover) -> None:
    cover.lock(has_pin=False)
    cover.type_in(PIN)
    assert cover.page.problem.text() == "User name or password is not right."
    assert cover.presenter.locked
    assert cover.page.button.isEnabled()


def test_a_wrong_pin_leaves_it_locked_and_the_last_one_ends_the_session(cover: Cover) -> None:
    cover.lock()
    cover.type_in("385016")
    assert "PIN is not right" in cover.page.problem.text()
    assert cover.presenter.locked
    cover.site.tries_left = 0
    cover.type_in("385016")
    assert cover.happened == ["ended"]
    assert not cover.presenter.locked


def test_a_session_that_is_over_asks_for_a_sign_in(cover: Cover) -> None:
    cover.lock()
    cover.site.session_valid = False
    cover.type_in(PASSWORD)
    assert cover.happened == ["ended"]


def test_a_pin_that_is_gone_is_not_tried_again(cover: Cover) -> None:
    cover.lock()
    cover.site.refusing["unlock_by_pin"] = Refused("pin_unknown", 404)
    cover.type_in(PIN)
    assert "no PIN" in cover.page.problem.text()
    cover.site.refusing["unlock"] = Unauthorised("wrong_credentials", 401)
    cover.type_in(PIN)
    assert cover.page.problem.text() == "User name or password is not right."


def test_it_covers_while_the_server_is_away_and_stays(cover: Cover) -> None:
    cover.site.reachable = False
    cover.lock()
    assert cover.presenter.locked
    cover.type_in(PASSWORD)
    assert cover.presenter.locked
    assert cover.page.problem.text()
    cover.site.reachable = True
    cover.type_in(PASSWORD)
    assert cover.happened == ["unlocked"]


def test_nobody_touching_is_noticed_once_and_a_touch_begins_anew(
    qtbot: QtBot, counter_qapp: QApplication
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    watch = IdleWatch(counter_qapp, widget)
    seen: list[bool] = []
    watch.idle.connect(lambda: seen.append(True))
    watch.start(0)
    qtbot.waitUntil(lambda: seen == [True], timeout=5_000)
    watch.start(60)
    before = watch.left_ms()
    qtbot.waitUntil(lambda: watch.left_ms() < before, timeout=5_000)
    short = watch.left_ms()
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    counter_qapp.sendEvent(widget, key)
    assert watch.left_ms() > short
    watch.stop()
    counter_qapp.sendEvent(widget, key)
    assert watch.left_ms() < 0
    assert seen == [True]
    watch.start(60)
    watch.close()
    assert watch.left_ms() < 0
