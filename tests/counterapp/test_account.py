"""What an agent does with the own account: a PIN, another password, a first one."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from counterapp.account.dialog import SecretDialog
from counterapp.account.wiring import ask_first_password, ask_password, ask_pin
from sync.client.errors import Unauthorised, Unreachable
from sync.contract.stations import SessionOut
from tests.counterapp.conftest import InlineTasks
from tests.fakes.counter_catalogue import INVITATION, PASSWORD, PIN
from tests.fakes.counter_site import FakeSite

NEW = "Neuf-Chaises-42-bleues"


@dataclass
class Bench:
    """A window that opens the dialogs on a fake site."""

    window: QWidget
    site: FakeSite = field(default_factory=FakeSite)
    tasks: InlineTasks = field(default_factory=InlineTasks)
    happened: list[str] = field(default_factory=list)
    sessions: list[SessionOut] = field(default_factory=list)

    def pin(self) -> SecretDialog:
        ask_pin(self.site, self.tasks, self.window, self._done, self._ended)
        return self._dialog()

    def password(self) -> SecretDialog:
        ask_password(self.site, self.tasks, self.window, self._done, self._ended)
        return self._dialog()

    def invitation(self, username: str = "") -> SecretDialog:
        ask_first_password(
            self.site, self.tasks, self.window, username, self.sessions.append, self._ended
        )
        return self._dialog()

    def _dialog(self) -> SecretDialog:
        return self.window.findChildren(SecretDialog)[-1]

    def _done(self) -> None:
        self.happened.append("done")

    def _ended(self) -> None:
        self.happened.append("ended")


@pytest.fixture
def bench(qtbot: QtBot, counter_qapp: QApplication) -> Bench:
    del counter_qapp
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return Bench(window)


def fill(dialog: SecretDialog, *texts: str) -> None:
    """Type into each line, from the first to the last, and press Enter in the last."""
    lines = dialog.findChildren(QLineEdit)
    for line, text in zip(lines, texts, strict=True):
        line.clear()
        QTest.keyClicks(line, text)
    QTest.keyClick(lines[-1], Qt.Key.Key_Return)


def test_a_pin_is_typed_twice_and_shown_by_the_password(bench: Bench) -> None:
    dialog = bench.pin()
    assert all(
        line.echoMode() is QLineEdit.EchoMode.Password for line in dialog.findChildren(QLineEdit)
    )
    fill(dialog, PIN, PIN, PASSWORD)
    assert bench.site.secrets_set == [PIN]
    assert bench.happened == ["done"]
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ((PIN, "270518", PASSWORD), "differ"),
        ((PIN, PIN, ""), "every line"),
        (("2705", "2705", PASSWORD), "six digits"),
        ((PIN, PIN, "wrong"), "password is not right"),
    ],
)
def test_a_pin_that_will_not_do_leaves_the_question_open(
    bench: Bench, typed: tuple[str, str, str], words: str
) -> None:
    dialog = bench.pin()
    fill(dialog, *typed)
    assert words in dialog.problem.text()
    assert dialog.isVisible()
    assert bench.site.secrets_set == []
    fill(dialog, PIN, PIN, PASSWORD)
    assert bench.site.secrets_set == [PIN]


def test_letters_do_not_go_into_a_pin(bench: Bench) -> None:
    dialog = bench.pin()
    fill(dialog, "27o05x19", PIN, PASSWORD)
    assert bench.site.secrets_set == [PIN]


def test_a_password_is_changed_when_the_server_agrees(bench: Bench) -> None:
    dialog = bench.password()
    fill(dialog, PASSWORD, "short", "short")
    assert "Too easy" in dialog.problem.text()
    fill(dialog, PASSWORD, NEW, NEW)
    assert bench.site.secrets_set == [NEW]
    assert bench.happened == ["done"]


def test_an_invitation_opens_a_session(bench: Bench) -> None:
    dialog = bench.invitation("lea")
    fill(dialog, "lea", "K7QW-0000-0000", NEW, NEW)
    assert "code is wrong" in dialog.problem.text()
    fill(dialog, "lea", INVITATION, NEW, NEW)
    (session,) = bench.sessions
    assert session.agent.username == "lea"
    assert bench.site.secrets_set == [NEW]


def test_one_answer_at_a_time(bench: Bench) -> None:
    bench.tasks.holding = True
    dialog = bench.password()
    fill(dialog, PASSWORD, NEW, NEW)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert len(bench.tasks.held) == 1
    bench.tasks.let_go()
    assert bench.site.secrets_set == [NEW]


@pytest.mark.parametrize("refused", [False, True])
def test_an_answer_after_cancelling_disturbs_nobody(
    bench: Bench, qtbot: QtBot, *, refused: bool
) -> None:
    bench.tasks.holding = True
    dialog = bench.pin()
    fill(dialog, PIN, PIN, "wrong" if refused else PASSWORD)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bench.window.findChild(SecretDialog) is None)
    bench.tasks.let_go()
    assert bench.happened == ([] if refused else ["done"])


def test_a_server_that_is_away_leaves_what_was_typed(bench: Bench) -> None:
    bench.site.reachable = False
    dialog = bench.password()
    fill(dialog, PASSWORD, NEW, NEW)
    assert "does not answer" in dialog.problem.text()
    bench.site.reachable = True
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert bench.site.secrets_set == [NEW]


def test_too_many_tries_are_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def throttled(*_: str) -> None:
        raise Unreachable("busy", "429", 30.0)

    monkeypatch.setattr(bench.site, "change_password", throttled)
    dialog = bench.password()
    fill(dialog, PASSWORD, NEW, NEW)
    assert "Too many" in dialog.problem.text()


def test_a_session_that_is_over_asks_for_a_sign_in(bench: Bench) -> None:
    bench.site.refusing["set_pin"] = Unauthorised("unauthorised", 401)
    dialog = bench.pin()
    fill(dialog, PIN, PIN, PASSWORD)
    assert bench.happened == ["ended"]
    assert not dialog.isVisible()
