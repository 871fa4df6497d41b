"""The automation port: it does what a person could do, and nothing else."""

import stat
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.crash import KnownFault
from ui.driver import start_driver
from ui.driver_client import Driver, DriverError

T = TypeVar("T")
Step = Callable[[Callable[[Driver], T]], T]


class Page(QWidget):
    """A field, a button that writes it to a label, a button that is off, and a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setObjectName("field")
        self.button = QPushButton("Write")
        self.button.setObjectName("write")
        self.off = QPushButton("Off")
        self.off.setObjectName("off")
        self.off.setEnabled(False)
        self.ask = QPushButton("Ask")
        self.ask.setObjectName("ask")
        self.label = QLabel()
        self.label.setObjectName("label")
        layout = QVBoxLayout(self)
        for widget in (self.field, self.button, self.off, self.ask, self.label):
            layout.addWidget(widget)
        self.button.clicked.connect(self._later)
        self.ask.clicked.connect(self._open)

    def _later(self) -> None:
        QTimer.singleShot(80, self, lambda: self.label.setText(self.field.text()))

    def _open(self) -> None:
        dialog = QDialog(self)
        accept = QPushButton("Yes", dialog)
        accept.setObjectName("yes")
        accept.clicked.connect(dialog.accept)
        dialog.accepted.connect(lambda: self.label.setText("said yes"))
        dialog.exec()


@pytest.fixture
def step(qtbot: QtBot, kiosk_app: QApplication, tmp_path: Path) -> Iterator[Step[object]]:
    page = Page()
    qtbot.addWidget(page)
    page.resize(400, 500)
    page.show()
    server = start_driver(kiosk_app, tmp_path / "driver")
    pool = ThreadPoolExecutor(1)
    client: Future[Driver] = pool.submit(Driver, tmp_path / "driver")
    qtbot.waitUntil(client.done)

    def run(work: Callable[[Driver], T]) -> T:
        outcome = pool.submit(work, client.result())
        qtbot.waitUntil(outcome.done)
        return outcome.result()

    yield run
    client.result().close()
    pool.shutdown()
    server.stop()
    server.deleteLater()


def test_it_types_clicks_and_waits(step: Step[object]) -> None:
    step(lambda d: d.type_text("K042", "field"))
    step(lambda d: d.click("write"))
    assert step(lambda d: d.wait("label", "^K0")) == "K042"
    assert step(lambda d: d.read("field")) == "K042"


def test_it_cannot_press_what_a_person_could_not(step: Step[object]) -> None:
    with pytest.raises(DriverError, match="disabled"):
        step(lambda d: d.click("off"))
    with pytest.raises(DriverError, match="not on the screen"):
        step(lambda d: d.click("nothing"))


def test_it_goes_through_a_dialog_and_not_behind_it(step: Step[object]) -> None:
    def through(driver: Driver) -> str:
        # In one go: the dialog has an event loop of its own.
        driver.click("ask")
        driver.wait("yes")
        with pytest.raises(DriverError, match="not on the screen"):
            driver.click("write")
        driver.click("yes")
        return driver.wait("label", "said yes")

    assert step(through) == "said yes"


def test_a_wait_that_fails_tells_what_was_there(step: Step[object]) -> None:
    with pytest.raises(DriverError, match="Write"):
        step(lambda d: d.wait("write", "never", timeout_s=0.1))


def test_it_photographs_and_lists(step: Step[object], tmp_path: Path) -> None:
    step(lambda d: d.grab(tmp_path / "page.png"))
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
    names = {str(each["name"]) for each in step(lambda d: d.tree())}  # type: ignore[attr-defined]
    assert {"field", "write", "off", "label"} <= names


def test_nonsense_gets_a_reason_and_the_port_lives_on(step: Step[object]) -> None:
    for wrong in (("fly", {}), ("key", {"key": "Ctrl+Nothing"}), ("click", {})):
        with pytest.raises(DriverError):
            step(lambda d, w=wrong: d.do(w[0], **w[1]))  # type: ignore[misc]
    with pytest.raises(DriverError, match="pattern"):
        step(lambda d: d.wait("label", "("))
    step(lambda d: d.key("Tab"))


def test_only_the_user_of_the_program_may_connect(step: Step[object], tmp_path: Path) -> None:
    del step
    mode = (tmp_path / "driver").stat().st_mode
    assert not mode & (stat.S_IRWXG | stat.S_IRWXO)


def test_a_path_that_cannot_be_used_is_told(kiosk_app: QApplication, tmp_path: Path) -> None:
    with pytest.raises(KnownFault, match="--driver"):
        start_driver(kiosk_app, tmp_path / "no" / "such" / "folder")
