"""Signing in with the site's provider: the browser is opened, and comes back or is copied from."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import requests
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counterapp.provider.dialog import ProviderDialog
from counterapp.provider.wiring import ask_provider
from counterapp.sign_in.wiring import SignIn, make_sign_in
from sync.client.accounts import PROVIDER_S
from sync.client.errors import Unauthorised, Unreachable
from sync.contract.stations import SessionOut
from tests.counterapp.conftest import HandTimers, InlineTasks
from tests.fakes.counter_catalogue import CODE
from tests.fakes.counter_site import FakeSite


@dataclass
class Bench:
    """A window that signs in with the provider of a fake site."""

    window: QWidget
    qtbot: QtBot
    site: FakeSite = field(default_factory=FakeSite)
    tasks: InlineTasks = field(default_factory=InlineTasks)
    sessions: list[SessionOut] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)
    has_browser: bool = True

    def ask(self) -> ProviderDialog:
        ask_provider(
            self.site,
            self.tasks,
            self.window,
            "Annuaire",
            self.done,
            lambda: self.ended.append("ended"),
            self.browse,
        )
        return self.window.findChildren(ProviderDialog)[-1]

    def done(self, session: SessionOut) -> None:
        self.threads.append(threading.current_thread())
        self.sessions.append(session)

    def browse(self, url: str) -> bool:
        self.opened.append(url)
        return self.has_browser

    @property
    def state(self) -> str:
        return self.opened[-1].partition("state=")[2]

    def come_back(self, code: str = CODE) -> int:
        """Do what the browser does at the end."""
        url = f"http://127.0.0.1:{self.site.provider_port}/?code={code}&state={self.state}"
        return requests.get(url, timeout=5).status_code


@pytest.fixture
def bench(qtbot: QtBot, counter_qapp: QApplication) -> Iterator[Bench]:
    del counter_qapp
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    yield Bench(window, qtbot)
    for dialog in window.findChildren(ProviderDialog):
        dialog.reject()


def paste(dialog: ProviderDialog, text: str) -> None:
    dialog.line.clear()
    QTest.keyClicks(dialog.line, text)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)


def test_the_browser_comes_back_and_the_session_opens(bench: Bench) -> None:
    dialog = bench.ask()
    assert "goes on by itself" in dialog.advice.text()
    assert bench.site.patience_s == PROVIDER_S
    assert bench.come_back() == 200
    bench.qtbot.waitUntil(lambda: bool(bench.sessions))
    assert bench.site.brought == [(bench.state, CODE, None)]
    assert bench.threads == [threading.main_thread()]
    bench.qtbot.waitUntil(lambda: not bench.window.findChildren(ProviderDialog))


def test_somebody_copies_the_address_or_the_code(bench: Bench) -> None:
    for text in ("http://127.0.0.1:9/?code={code}&state={state}", "{code}"):
        dialog = bench.ask()
        assert not dialog.confirm.isEnabled()
        paste(dialog, text.format(code=CODE, state=bench.state))
        assert not dialog.isVisible()
    assert len(bench.sessions) == 2


def test_a_provider_that_shows_the_code_asks_for_it(bench: Bench) -> None:
    bench.site.provider_pastes = True
    dialog = bench.ask()
    assert "shows a code" in dialog.advice.text()
    paste(dialog, CODE)
    assert len(bench.sessions) == 1


def test_what_is_pasted_wrongly_is_told_and_tried_again(bench: Bench) -> None:
    dialog = bench.ask()
    for wrong in ("http://127.0.0.1:9/?code=x&state=another", "two words"):
        paste(dialog, wrong)
        assert "not what the browser shows" in dialog.problem.text()
    assert bench.site.brought == []
    paste(dialog, CODE)
    assert len(bench.sessions) == 1


def test_somebody_unknown_reads_what_the_administrator_needs_and_begins_anew(
    bench: Bench,
) -> None:
    dialog = bench.ask()
    first = bench.state
    paste(dialog, "another-code")
    assert "77aa-noor" in dialog.problem.text()
    # What was refused is over: the same line again leads nowhere.
    paste(dialog, CODE)
    assert len(bench.site.brought) == 1
    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert bench.state != first
    assert dialog.problem.text() == ""
    paste(dialog, CODE)
    assert len(bench.sessions) == 1


def test_a_long_subject_breaks_and_is_no_markup(bench: Bench) -> None:
    dialog = bench.ask()
    dialog.show_problem("identity_unknown", {"subject": "<b>" + "x" * 250})
    assert dialog.problem.text().replace("\u200b", "").endswith("<b>" + "x" * 250)
    assert dialog.minimumSizeHint().width() < 700


def test_a_server_that_is_away_is_told(bench: Bench) -> None:
    bench.site.reachable = False
    dialog = bench.ask()
    assert "does not answer" in dialog.problem.text()
    assert bench.opened == []
    bench.site.reachable = True
    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    paste(dialog, CODE)
    assert len(bench.sessions) == 1


def test_a_computer_without_a_browser_says_so(bench: Bench) -> None:
    bench.has_browser = False
    assert "No browser" in bench.ask().problem.text()


def test_a_station_that_is_not_known_any_more_is_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_site: FakeSite, _port: int) -> None:
        raise Unauthorised("unauthorised", 401)

    monkeypatch.setattr(FakeSite, "begin_provider_sign_in", refuse)
    dialog = bench.ask()
    assert bench.ended == ["ended"]
    assert not dialog.isVisible()


def test_a_dialog_that_was_closed_opens_no_session_and_frees_its_port(bench: Bench) -> None:
    dialog = bench.ask()
    dialog.reject()

    def freed() -> bool:
        try:
            bench.come_back()
        except requests.ConnectionError:
            return True
        return False

    bench.qtbot.waitUntil(freed)
    assert bench.sessions == []


def test_a_session_that_was_opened_behind_a_closed_dialog_is_not_lost(bench: Bench) -> None:
    dialog = bench.ask()
    bench.tasks.holding = True
    paste(dialog, CODE)
    dialog.reject()
    bench.tasks.let_go()
    assert len(bench.sessions) == 1


class Browser(QObject):
    """Takes the addresses that the application opens."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    found = Browser()
    QDesktopServices.setUrlHandler("https", found, "open")  # type: ignore[arg-type]
    yield found
    QDesktopServices.unsetUrlHandler("https")


def sign_in_page(qtbot: QtBot, site: FakeSite, timers: HandTimers) -> SignIn:
    found = make_sign_in(site, "en", "2", InlineTasks(), timers, signed_in=lambda _: None)
    qtbot.addWidget(found.page)
    found.page.show()
    return found


def test_the_page_offers_what_the_site_has(
    counter_qapp: QApplication, qtbot: QtBot, browser: Browser
) -> None:
    del counter_qapp
    site = FakeSite()
    timers = HandTimers()
    sign_in = sign_in_page(qtbot, site, timers)
    button = sign_in.page.provider
    assert not button.isVisible()
    site.provider = "Annuaire"
    sign_in.presenter.refresh()
    timers.fire()
    assert button.isVisible()
    assert button.text() == "Sign in with Annuaire"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(browser.opened) == 1
    assert browser.opened[0].startswith("https://annuaire.example/authorize?state=")
    (dialog,) = sign_in.page.findChildren(ProviderDialog)
    dialog.reject()
    sign_in.presenter.stop()


def test_a_provider_that_fails_is_told_in_the_dialog(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_site: FakeSite, _port: int) -> None:
        raise Unreachable("connect")

    monkeypatch.setattr(FakeSite, "begin_provider_sign_in", away)
    assert "does not answer" in bench.ask().problem.text()
