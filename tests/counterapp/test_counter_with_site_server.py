"""The whole counter app against the true site server, which is killed in the middle of a visit."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from core.model import StationKind
from counterapp.account.dialog import PinDialog
from counterapp.app import CounterApp
from counterapp.options import counter_options
from counterapp.shell import Shell
from counterapp.shortcuts import DEFAULTS
from sync.client.identity import Identity
from sync.client.pairing import pair
from sync.client.site import SiteClient
from sync.contract.arrivals import ArrivedOut, WalkInIn
from tests.counterapp.conftest import dressed
from tests.server.live_server import run
from ui.widgets.banner import Banner

ROOT = Path(__file__).parents[2]
CLOCK = "2026-11-24T09:00:00+00:00@1"
PIN = "270519"
SECRET = "Cheval-juste-7-agrafes"
PATIENT_MS = 20_000
pytestmark = pytest.mark.slow


@dataclass
class Site:
    """A site server in a process of its own, on loopback with TLS."""

    data: Path
    port: int = 0

    def run(self, *arguments: str, given: str = "") -> str:
        done = run(*arguments, "--data", str(self.data), stdin=given)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        command = [sys.executable, "-m", "server", "--data", str(self.data)]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), "--clock", CLOCK],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        found = re.search(r"https://127\.0\.0\.1:(\d+)", self.process.stdout.readline())
        assert found is not None
        self.port = int(found[1])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def station(self, kind: StationKind) -> Identity:
        string = self.run("pairing-code", "--kind", kind.value, "--name", "Poste", "--clock", CLOCK)
        return pair(f"https://127.0.0.1:{self.port}", string.strip(), kind, "Poste")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys"))
    found = Site(tmp_path / "data")
    found.run("init", "--name", "Consulat", "--zone", "Europe/Lisbon", "--clock", CLOCK)
    roles = ("--roles", "reception,agent", "--password-stdin", "--clock", CLOCK)
    found.run("create-agent", "--username", "lea", *roles, given=f"{SECRET}\n")
    found.start()
    yield found
    if found.process.poll() is None:
        found.kill()


def take_ticket(kiosk: SiteClient, code: str) -> ArrivedOut:
    service = next(each for each in kiosk.site().services if each.code == code)
    return kiosk.walk_in(WalkInIn(service_id=service.id, language="fr"))


def button(shell: Shell, name: str) -> QPushButton:
    found = shell.findChild(QPushButton, name)
    assert found is not None, name
    return found


def press(qtbot: QtBot, shell: Shell, name: str) -> None:
    qtbot.waitUntil(button(shell, name).isEnabled, timeout=PATIENT_MS)
    QTest.mouseClick(button(shell, name), Qt.MouseButton.LeftButton)


def shown_number(shell: Shell) -> str:
    label = shell.findChild(QLabel, "currentNumber")
    assert label is not None
    return label.text().replace(" ", "")


def listed(shell: Shell) -> str:
    """Return all that the desk's lists of people show, without the gaps within numbers."""
    shown = [
        str(model.index(row, column).data())
        for table in shell.findChildren(QTableView, "queueTable")
        for model in (table.model(),)
        for row, column in product(range(model.rowCount()), range(model.columnCount()))
    ]
    return " ".join("".join(cell.split()) for cell in shown)


def sign_in(qtbot: QtBot, counter_app: CounterApp) -> None:
    page = counter_app.sign_in.page
    qtbot.waitUntil(page.button.isEnabled, timeout=PATIENT_MS)
    page.username.setText("lea")
    page.password.setText(SECRET)
    page.button.click()
    me = counter_app.shell.header.me
    qtbot.waitUntil(lambda: me.text() == "lea", timeout=PATIENT_MS)


def unlock(qtbot: QtBot, shell: Shell, secret: str) -> None:
    field = shell.findChild(QLineEdit, "lockSecret")
    assert field is not None
    qtbot.waitUntil(button(shell, "unlock").isEnabled, timeout=PATIENT_MS)
    field.setText(secret)
    press(qtbot, shell, "unlock")


@pytest.mark.usefixtures("qapp")
def test_a_locked_desk_is_covered_until_its_agent_is_back(qtbot: QtBot, site: Site) -> None:
    client = SiteClient(site.station(StationKind.COUNTER).connection())
    options = counter_options(["--counter", "2", "--language", "en", "--windowed", "1280x720"])
    counter_app = CounterApp(dressed(), client, options, DEFAULTS)
    shell = counter_app.shell
    qtbot.addWidget(shell)
    shell.show()
    counter_app.start()
    try:
        sign_in(qtbot, counter_app)
        desk = shell.stack.currentWidget()
        counter_app.menu.lock_asked.emit()
        assert shell.stack.currentWidget() is not desk
        assert shell.header.me.text() == ""
        shell.switch_asked.emit()
        assert shell.stack.currentWidget() is not desk
        unlock(qtbot, shell, "not the password")
        problem = shell.findChild(Banner, "lockProblem")
        assert problem is not None
        qtbot.waitUntil(lambda: bool(problem.text()), timeout=PATIENT_MS)
        unlock(qtbot, shell, SECRET)
        qtbot.waitUntil(lambda: shell.stack.currentWidget() is desk, timeout=PATIENT_MS)
        assert shell.header.me.text() == "lea"
        press(qtbot, shell, "openCounter")
        qtbot.waitUntil(lambda: "Open" in shell.header.state.text(), timeout=PATIENT_MS)
        counter_app.menu.pin_asked.emit()
        dialog = shell.findChild(PinDialog)
        assert dialog is not None
        for line, text in ((dialog.pin, PIN), (dialog.again, PIN), (dialog.password, SECRET)):
            line.setText(text)
        dialog.accept()
        qtbot.waitUntil(lambda: shell.findChild(PinDialog) is None, timeout=PATIENT_MS)
        counter_app.menu.lock_asked.emit()
        unlock(qtbot, shell, PIN)
        qtbot.waitUntil(lambda: shell.stack.currentWidget() is desk, timeout=PATIENT_MS)
    finally:
        counter_app.stop()


@pytest.mark.usefixtures("qapp")
def test_a_visit_survives_the_servers_death(qtbot: QtBot, site: Site) -> None:
    app = dressed()
    kiosk = SiteClient(site.station(StationKind.KIOSK).connection())
    client = SiteClient(site.station(StationKind.COUNTER).connection())
    options = counter_options(["--counter", "2", "--language", "en", "--windowed", "1280x720"])
    counter_app = CounterApp(app, client, options, DEFAULTS)
    shell = counter_app.shell
    qtbot.addWidget(shell)
    shell.resize(1280, 720)
    shell.show()
    counter_app.start()
    try:
        sign_in(qtbot, counter_app)
        press(qtbot, shell, "openCounter")
        qtbot.waitUntil(lambda: "Open" in shell.header.state.text(), timeout=PATIENT_MS)

        given = take_ticket(kiosk, "collection")
        qtbot.waitUntil(lambda: given.ticket.number in listed(shell), timeout=PATIENT_MS)
        # What followed the opening is over by now: the desk hears of this one by its feed alone.
        later = take_ticket(kiosk, "collection")
        qtbot.waitUntil(lambda: later.ticket.number in listed(shell), timeout=PATIENT_MS)
        press(qtbot, shell, "callNext")
        qtbot.waitUntil(lambda: shown_number(shell) == given.ticket.number, timeout=PATIENT_MS)
        press(qtbot, shell, "start")
        qtbot.waitUntil(button(shell, "finish").isEnabled, timeout=PATIENT_MS)

        site.kill()
        press(qtbot, shell, "finish")
        confirm = next(
            each
            for window in QApplication.topLevelWidgets()
            for each in window.findChildren(QPushButton, "finishConfirm")
            if each.isVisible()
        )
        QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: shell.header.network.text() == "No network", timeout=PATIENT_MS)
        assert "is finished" not in shell.status.text()

        site.start()
        qtbot.waitUntil(lambda: "is finished" in " ".join(shell.status.messages()), timeout=40_000)
        qtbot.waitUntil(lambda: shell.header.network.text() == "Network OK", timeout=PATIENT_MS)
        press(qtbot, shell, "callNext")
        qtbot.waitUntil(lambda: shown_number(shell) == later.ticket.number, timeout=PATIENT_MS)
    finally:
        counter_app.stop()
