"""Where a workplace's code reader is listened to, and where its keys stay keys."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.model import Role
from counterapp.account.dialog import PinDialog
from counterapp.app import CounterApp
from counterapp.code_reader import CodeReader
from counterapp.lock.idle import IdleWatch
from counterapp.options import counter_options
from counterapp.reception.scans import Scans
from counterapp.reception.wiring import Reception
from counterapp.shortcuts import DEFAULTS
from counterapp.sign_in.presenter import SignedIn
from sync.client.http import Connection
from sync.client.site import SiteClient
from tests.counterapp.conftest import dressed
from tests.fakes.counter_catalogue import PASSWORD
from tests.fakes.counter_site import FakeSite
from tests.support.keys import Typist
from tests.support.travel_documents import TD3
from ui.scanners import ScannerSpecError

AWAY = Connection("http://127.0.0.1:1", "token")


@dataclass
class Seat:
    """A counter app with a reader that types, whose agent is at reception."""

    app: QApplication
    counter: CounterApp
    typist: Typist

    @property
    def reception(self) -> Reception:
        assert self.counter._workplace is not None
        assert self.counter._workplace.reception is not None
        return self.counter._workplace.reception

    def field(self) -> QLineEdit:
        return self.reception.page.arrivals.search

    def scan(self, widget: QWidget, *lines: str) -> None:
        self.typist.now_ms += 1000
        for line in lines:
            self.typist.type(widget, line)


def signed_in() -> SignedIn:
    site = FakeSite()
    site.roles = (Role.AGENT, Role.RECEPTION)
    return SignedIn(site.sign_in("lea", PASSWORD), site.desk.id, site.site())


@pytest.fixture
def seat(qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    options = counter_options(["--scanner", "wedge", "--language", "en", "--windowed", "1280x720"])
    counter = CounterApp(dressed(), SiteClient(AWAY), options, DEFAULTS)
    qtbot.addWidget(counter.shell)
    counter.shell.resize(1280, 720)
    counter.shell.show()
    counter.shell.activateWindow()
    counter._reader.start()
    counter._on_signed_in(signed_in())
    counter._on_place("reception")
    yield Seat(qapp, counter, Typist(qapp))
    counter.stop()


def test_a_scan_reaches_reception_while_its_page_is_in_sight(seat: Seat) -> None:
    """One counter app for all of it, since each takes a second to build and to end."""
    page, field = seat.reception.page, seat.field()
    for widget in (page.arrivals.table, field, page.arrivals.priority, page):
        field.setText("")
        widget.setFocus()
        seat.scan(widget, "471025")
        assert field.text() == "471025"
    seat.scan(page.arrivals.table, *TD3)
    assert field.text() == "ERIKSSON ANNA"
    assert not page.arrivals.priority.isChecked()
    field.setText("")

    seat.counter.set_pin()
    dialog = seat.counter.shell.findChild(PinDialog)
    assert dialog is not None
    dialog.show()
    seat.scan(dialog.password, "471025")
    assert (dialog.password.text(), field.text()) == ("471025", "")
    dialog.reject()

    seat.counter._on_place("desk")
    line = QLineEdit(seat.counter.shell)
    seat.scan(line, "471025")
    seat.counter._reader._on_scanned("471025")
    assert (line.text(), field.text()) == ("471025", "")

    seat.counter._on_place("reception")
    seat.counter.lock()
    secret = seat.counter._lock_page.secret
    secret.setEnabled(True)
    seat.typist.type(secret, "471025", end=None)
    assert (secret.text(), field.text()) == ("471025", "")

    seat.counter._drop_workplace()
    seat.counter._show_sign_in("")
    name = seat.counter.sign_in.page.username
    seat.scan(name, "471025")
    assert name.text() == "471025"


def test_a_reader_that_goes_is_shown_to_who_is_at_reception_and_who_comes(seat: Seat) -> None:
    states = [seat.counter._reader.state]
    seat.counter._reader._on_lost()
    states.append(seat.counter._reader.state)
    assert states == ["ok", "error"]
    sentence = "The code reader of this workplace does not answer"
    assert sentence in seat.reception.page.alerts.text()
    seat.counter._drop_workplace()
    seat.counter._on_signed_in(signed_in())
    assert sentence in seat.reception.page.alerts.text()
    seat.counter._reader._on_found()
    assert sentence not in seat.reception.page.alerts.text()


# -- the reader alone ---------------------------------------------------------


@dataclass
class Taken(Scans):
    """Keeps what reception would take."""

    texts: list[str] = field(default_factory=list)

    def take(self, text: str) -> None:
        self.texts.append(text)

    def unreadable(self) -> None:
        self.texts.append("unreadable")


def test_who_only_scans_is_there(counter_qapp: QApplication, qtbot: QtBot) -> None:
    owner, taken = QObject(), Taken()
    reader = CodeReader(counter_qapp, "none", lambda: taken, owner)
    idle = IdleWatch(counter_qapp, owner)
    reader.used.connect(idle.stir)
    idle.start(5)
    before_ms = idle.left_ms()
    qtbot.waitUntil(lambda: idle.left_ms() < before_ms - 20)
    reader._on_scanned("471025")
    reader._on_unreadable()
    assert taken.texts == ["471025", "unreadable"]
    assert idle.left_ms() > before_ms - 20
    idle.close()


def test_a_readers_end_presses_no_button(counter_qapp: QApplication, qtbot: QtBot) -> None:
    taken, pressed = Taken(), []
    button = QPushButton("Help")
    qtbot.addWidget(button)
    button.setAutoDefault(True)
    button.clicked.connect(lambda: pressed.append(True))
    button.show()
    reader = CodeReader(counter_qapp, "wedge", lambda: taken, button)
    reader.start()
    typist = Typist(counter_qapp)
    typist.type(button, "471025")
    typist.press(button, Qt.Key.Key_Return)
    reader.stop()
    assert (taken.texts, pressed) == (["471025"], [])


def test_a_reader_that_is_none_is_refused(counter_qapp: QApplication) -> None:
    with pytest.raises(ScannerSpecError, match="camera"):
        CodeReader(counter_qapp, "camera", lambda: None, QObject())


def test_the_counter_app_takes_a_reader_as_an_option() -> None:
    assert counter_options([]).scanner == "none"
    assert counter_options(["--scanner", "usb:0c2e:0b6a"]).scanner == "usb:0c2e:0b6a"
