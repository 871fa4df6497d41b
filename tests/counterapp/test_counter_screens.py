"""Every page in every theme, size and language: names, targets, nothing cut."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.model import Need, SlipState
from core.runtime.paths import resource
from counterapp.desk.wiring import make_desk
from counterapp.lock.page import LockPage
from counterapp.notices import Notice
from counterapp.problems import command_text, notice_text
from counterapp.reception.alerts import REPAIRED, Fault
from counterapp.reception.wiring import make_reception
from counterapp.shell import Shell
from counterapp.shortcuts import DEFAULTS
from counterapp.sign_in.wiring import make_sign_in
from tests.counterapp.conftest import HandTimers, InlineTasks, dressed
from tests.fakes.counter_catalogue import LIFE
from tests.fakes.counter_site import FakeSite
from tests.support.screens import every_focusable_has_a_name, no_truncated_text, targets_at_least
from ui.appearance import appearance_of
from ui.build_translations import build_one
from ui.text_size import set_text_size

pytestmark = pytest.mark.slow

SIZES = {100: (1280, 720), 200: (1366, 768)}


class Stage:
    """The window with all its pages, on a fake site."""

    def __init__(self, qtbot: QtBot, language: str) -> None:
        site = FakeSite()
        site.add("P031", companions=1, persons=2, priority=True)
        site.add("P032", booked_min=10, needs=(Need.FETCH_IN_PERSON,))
        site.add("K042", service=LIFE, booked_min=None, slip=SlipState.FAILED)
        site.book("471001", "Diallo", "Aminata")
        kiosk = site.add_kiosk("Borne 1")
        site.set_device(kiosk, paper="out")
        self.timers = HandTimers()
        self.shell = Shell(DEFAULTS)
        qtbot.addWidget(self.shell)
        tasks = InlineTasks()
        self.desk = make_desk(
            site, site.desk.id, site.site(), language, DEFAULTS, tasks, self.timers,
            now=site.clock.now, monotonic=site.clock.monotonic,
            say=self.say, expired=lambda: None,
        )  # fmt: skip
        self.reception = make_reception(
            site, site.site(), language, DEFAULTS, tasks, self.timers,
            now=site.clock.now, monotonic=site.clock.monotonic,
            say=self.say, expired=lambda: None,
        )  # fmt: skip
        self.sign_in = make_sign_in(
            site, language, "", tasks, self.timers, signed_in=lambda _: None
        )
        self.desk.page.counter_shown.connect(self.shell.header.show_counter)
        header = self.shell.header
        header.show_time("10:17")
        header.show_network(online=True)
        header.show_agent("lea")
        header.show_places(desk=True, reception=True)
        self.sign_in.page.show_problem("session_over", {})
        self.lock = LockPage()
        self.lock.show_agent("lea", has_pin=True)
        self.lock.show_problem("pin_refused", {})
        for page in (self.sign_in.page, self.lock, self.desk.page, self.reception.page):
            self.shell.add_page(page)
        self.desk.presenter.start()
        self.reception.presenter.start()
        self.desk.presenter.commands.open_counter()
        self.desk.presenter.commands.call_next()
        self.desk.presenter.commands.start()
        self.timers.fire(300)

    def say(self, notice: Notice) -> None:
        self.shell.tell("10:17", notice_text(notice))

    def pages(self, qtbot: QtBot, percent: int) -> Iterator[QWidget]:
        width, height = SIZES[percent]
        self.shell.resize(width, height)
        self.shell.show()
        for page in (self.sign_in.page, self.lock, self.desk.page, self.reception.page):
            self.shell.show_page(page)
            qtbot.wait(60)
            assert (self.shell.width(), self.shell.height()) == (width, height)
            yield page

    def stop(self) -> None:
        for part in (self.desk, self.reception, self.sign_in):
            part.presenter.stop()


@pytest.fixture
def _light_again() -> Iterator[None]:
    yield
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    set_text_size(app, "light", 100)


@pytest.mark.usefixtures("qapp", "_light_again")
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("theme", "percent"), [("light", 100), ("dark", 100), ("contrast", 100), ("light", 200)]
)
def test_every_page_can_be_read_and_used(
    qtbot: QtBot, language: str, theme: str, percent: int
) -> None:
    app = dressed(language, theme)
    set_text_size(app, theme, percent)
    stage = Stage(qtbot, language)
    for page in stage.pages(qtbot, percent):
        every_focusable_has_a_name(stage.shell)
        targets_at_least(page, 32)
        no_truncated_text(page)
    assert stage.desk.page.panes.tabbed == (percent == 200)
    stage.stop()


@pytest.mark.usefixtures("qapp", "_light_again")
def test_the_size_of_text_changes_under_an_open_visit(qtbot: QtBot) -> None:
    app = dressed()
    stage = Stage(qtbot, "en")
    list(stage.pages(qtbot, 100))
    stage.shell.resize(1366, 768)
    stage.shell.show_page(stage.desk.page)
    for percent in (200, 100, 150, 100):
        set_text_size(app, "light", percent)
        qtbot.wait(60)
        assert stage.desk.page.panes.tabbed == (percent > 100)
    appearance = appearance_of(app)
    assert appearance is not None
    assert appearance.theme.px("body") == 15
    stage.stop()


@pytest.mark.usefixtures("counter_qapp")
def test_the_history_of_messages_opens_and_closes(qtbot: QtBot) -> None:
    shell = Shell(DEFAULTS)
    qtbot.addWidget(shell)
    shell.show()
    shell.tell("10:15", "first")
    shell.tell("10:16", "second")
    shell.journal.click()
    assert shell.history.isVisible()
    assert [shell.history.item(n).text() for n in range(2)] == ["10:16  second", "10:15  first"]
    shell.journal.click()
    assert not shell.history.isVisible()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_code_has_words_in_every_language(language: str) -> None:
    build_one(resource("i18n", f"counterapp_{language}.ts"))
    dressed(language)
    commands = [
        "open", "pause", "close", "call_next", "call_this", "recall", "undo", "start", "absent",
        "park", "resume", "transfer", "finish", "come_back", "reopen", "check_in", "walk_in",
        "slip", "answer_help",
    ]  # fmt: skip
    for name in commands:
        assert command_text(name) != name
    codes = [*Fault, *REPAIRED.values(), "called", "given", "server_lost", "server_back"]
    codes += ["appointments_old", "appointments_never_read", "appointments_fresh"]
    for code in codes:
        assert notice_text(Notice(str(code))) != code
    dressed("en")
