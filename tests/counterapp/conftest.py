"""What the tests of the counter app start from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counterapp.desk.wiring import Desk, make_desk
from counterapp.notices import Notice
from counterapp.reception.wiring import Reception, make_reception
from counterapp.shortcuts import DEFAULTS
from tests.fakes.counter_site import FakeSite
from ui.appearance import appearance_of
from ui.application import start_application

T = TypeVar("T")


class InlineTasks:
    """Runs work where it stands; `hold` keeps it until it is let go."""

    def __init__(self) -> None:
        self.holding = False
        self.held: list[Callable[[], None]] = []

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
            except Exception as error:  # noqa: BLE001 - handed on, as the real one does
                failed(error)
            else:
                done(result)

        if self.holding:
            self.held.append(job)
        else:
            job()

    def let_go(self) -> None:
        self.holding = False
        held, self.held = self.held, []
        for job in held:
            job()


@dataclass
class HandTimers:
    """Timers that fire when a test says so."""

    waiting: list[tuple[int, Callable[[], None]]] = field(default_factory=list)

    def after(self, delay_ms: int, callback: Callable[[], None]) -> Callable[[], None]:
        entry = (delay_ms, callback)
        self.waiting.append(entry)

        def cancel() -> None:
            self.waiting = [each for each in self.waiting if each is not entry]

        return cancel

    def fire(self, up_to_ms: int = 60_000) -> None:
        """Fire everything that waits now, once."""
        due = [entry for entry in self.waiting if entry[0] <= up_to_ms]
        for entry in due:
            if any(each is entry for each in self.waiting):
                self.waiting = [each for each in self.waiting if each is not entry]
                entry[1]()


@dataclass
class DeskBench:
    """A wired desk on a fake site."""

    site: FakeSite
    tasks: InlineTasks
    timers: HandTimers
    desk: Desk
    said: list[Notice]
    expired: list[bool]
    browsed: list[str] = field(default_factory=list)

    def button(self, name: str) -> QPushButton:
        found = self.desk.page.findChild(QPushButton, name)
        assert found is not None, name
        return found

    def click(self, name: str) -> None:
        button = self.button(name)
        assert button.isEnabled(), f"{name} is disabled"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def dialog(self, name: str) -> QWidget:
        found = [w for w in self.desk.page.findChildren(QWidget, name) if w.isVisible()]
        assert len(found) == 1, f"{name} is open {len(found)} times"
        return found[0]

    def press(self, key: str, target: QWidget | None = None) -> None:
        page = self.desk.page
        focus = page.focusWidget() if target is None else target
        QTest.keySequence(page if focus is None else focus, key)

    def enabled(self) -> set[str]:
        buttons = self.desk.page.action_pane.buttons.values()
        return {button.objectName() for button in buttons if button.isEnabled()}

    def click_dialog(self, dialog: str, name: str) -> None:
        button = self.dialog(dialog).findChild(QPushButton, name)
        assert button is not None, name
        assert button.isEnabled(), f"{name} is disabled"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def number(self) -> str:
        return self.desk.page.visit.number.text()

    def problem(self) -> str:
        return self.desk.page.problem.text()


def dressed(language: str = "en", theme: str = "light") -> QApplication:
    """Return the application in a language and a theme; dressing anew takes its time."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    # The windows of the tests before are given up here, not kept until the end.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    now = appearance_of(app)
    if now is None or (now.program, now.language, now.theme.name, now.theme.px("body")) != (
        "counterapp", language, theme, 15,
    ):  # fmt: skip
        start_application("counterapp", language=language, theme=theme)
    return app


@pytest.fixture
def counter_qapp(qapp: QApplication) -> QApplication:
    """The application dressed as an English counter app in the light theme."""
    del qapp
    return dressed()


@pytest.fixture
def fake_site() -> FakeSite:
    return FakeSite()


def make_desk_bench(site: FakeSite, language: str = "en") -> DeskBench:
    tasks, timers = InlineTasks(), HandTimers()
    said: list[Notice] = []
    expired: list[bool] = []
    browsed: list[str] = []

    def browse(url: str) -> bool:
        browsed.append(url)
        return True

    desk = make_desk(
        site,
        site.desk.id,
        site.site(),
        language,
        DEFAULTS,
        tasks,
        timers,
        now=site.clock.now,
        monotonic=site.clock.monotonic,
        say=said.append,
        expired=lambda: expired.append(True),
        browse=browse,
    )
    return DeskBench(site, tasks, timers, desk, said, expired, browsed)


@pytest.fixture
def bench(counter_qapp: QApplication, qtbot: QtBot, fake_site: FakeSite) -> Iterator[DeskBench]:
    """A desk at counter 2, in sight, nobody waiting yet."""
    del counter_qapp
    made = make_desk_bench(fake_site)
    page = made.desk.page
    qtbot.addWidget(page)
    page.resize(1280, 640)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    made.desk.presenter.start()
    yield made
    made.desk.presenter.stop()


@dataclass
class ReceptionBench:
    """A wired reception on a fake site."""

    site: FakeSite
    tasks: InlineTasks
    timers: HandTimers
    reception: Reception
    said: list[Notice]
    expired: list[bool]

    def buttons(self, name: str) -> list[QPushButton]:
        found = self.reception.page.findChildren(QPushButton, name)
        return [button for button in found if button.isVisible()]

    def click(self, name: str) -> None:
        (button,) = self.buttons(name)
        assert button.isEnabled(), f"{name} is disabled"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def refresh(self) -> None:
        self.reception.presenter.restarted()
        self.timers.fire(300)


@pytest.fixture
def hall(counter_qapp: QApplication, qtbot: QtBot, fake_site: FakeSite) -> Iterator[ReceptionBench]:
    """Reception, in sight, nobody booked yet."""
    del counter_qapp
    tasks, timers = InlineTasks(), HandTimers()
    said: list[Notice] = []
    expired: list[bool] = []
    reception = make_reception(
        fake_site,
        fake_site.site(),
        "en",
        DEFAULTS,
        tasks,
        timers,
        now=fake_site.clock.now,
        monotonic=fake_site.clock.monotonic,
        say=said.append,
        expired=lambda: expired.append(True),
    )
    qtbot.addWidget(reception.page)
    reception.page.resize(1280, 640)
    reception.page.show()
    qtbot.waitExposed(reception.page)
    reception.presenter.start()
    yield ReceptionBench(fake_site, tasks, timers, reception, said, expired)
    reception.presenter.stop()
