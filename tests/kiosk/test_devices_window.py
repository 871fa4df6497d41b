"""The window that sets a kiosk's printers and reader up: what it shows, asks and keeps."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kiosk.devices.file import FILE_NAME, load_devices
from kiosk.devices.presenter import Typed
from kiosk.devices.start import make_window
from kiosk.options import KioskOptions, kiosk_options
from printers.finding import Found, Introduction
from printers.serial_ports import SerialPort
from printers.setup import PrinterSetup, SlipMode
from printers.status import PrinterStatus
from printers.transport import LinkLost
from printers.usb_ids import UsbIds
from printers.ways import PrinterUnknown
from tests.fakes.device_bench import NO_PAPER, WELL, FakeBench, HeldTasks
from tests.support.screens import every_focusable_has_a_name, no_truncated_text, targets_at_least
from ui.application import start_application
from ui.text_size import set_text_size

pytestmark = pytest.mark.slow

USB = Found("usb", "usb:04b8:0e28:J5", "EPSON TM-T20II", "TM-T20II")
PORT = SerialPort("/dev/ttyACM0", "Imager")
USB_PORT = SerialPort("/dev/ttyACM1", "Imager", UsbIds(0x0483, 0x5740, "7"))


class Stage:
    """A window over a bench that answers as told, whose tasks run when a test says so."""

    def __init__(self, options: KioskOptions, language: str) -> None:
        app = start_application("devices", language=language)
        self.bench = FakeBench([USB], [PORT, USB_PORT])
        self.tasks = HeldTasks()
        self.window, self.presenter = make_window(app, options, self.tasks, self.bench)
        self.window.resize(1280, 720)
        self.window.show()
        self.presenter.start(damaged=options.damaged)

    def leave(self) -> None:
        # Windows that linger would be styled again at each change of looks.
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def settle(self) -> None:
        self.tasks.finish()

    def state(self, index: int = 0) -> str:
        return self.window.boxes[index].state.text()


@pytest.fixture
def options(tmp_path: Path) -> KioskOptions:
    return kiosk_options(["--profile", str(tmp_path / "kiosk"), "--devices"])


@pytest.fixture(scope="module", autouse=True)
def _a_kiosk_again() -> Iterator[None]:
    yield
    start_application("kiosk", language="en")


MakeStage = Callable[..., Stage]


@pytest.fixture
def make_stage(qapp: QApplication) -> Iterator[MakeStage]:
    made: list[Stage] = []

    def make(options: KioskOptions, language: str = "en") -> Stage:
        made.append(Stage(options, language))
        return made[-1]

    yield make
    for each in made:
        each.leave()
    del qapp


@pytest.fixture
def stage(make_stage: MakeStage, options: KioskOptions) -> Stage:
    return make_stage(options)


def choose(box: QWidget, index: int) -> None:
    box.setCurrentIndex(index)  # type: ignore[attr-defined]
    box.activated.emit(index)  # type: ignore[attr-defined]


def write(qtbot: QtBot, stage: Stage, text: str) -> None:
    line = stage.window.boxes[0].way.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def test_a_found_printer_is_chosen_with_its_model_and_asked(stage: Stage) -> None:
    stage.settle()
    first = stage.window.boxes[0]
    assert stage.state() == "No printer is set up."
    choose(first.way, first.way.findData(USB.way))
    assert first.model.currentData() == "TM-T20II"
    assert stage.state() == "It is being asked …"
    stage.settle()
    assert stage.state() == "Paper: there. Cover: closed. Online: yes. Cutter: no fault."
    assert stage.bench.asked == [("who", stage.window.typed(0).setup)]


def test_an_address_is_written_and_the_printer_says_what_it_is(qtbot: QtBot, stage: Stage) -> None:
    stage.settle()
    stage.bench.answer = Introduction(WELL, "EPSON", "TM-T88V")
    write(qtbot, stage, "192.0.2.7")
    stage.settle()
    assert stage.state().startswith("EPSON TM-T88V. Paper: there.")
    assert stage.window.boxes[0].model.currentData() == "TM-T88V"
    assert stage.bench.asked[0][1].way == "tcp:192.0.2.7"


def test_while_an_address_is_written_nothing_is_said_of_no_printer(
    qtbot: QtBot, stage: Stage
) -> None:
    stage.settle()
    line = stage.window.boxes[0].way.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "192")
    assert stage.state() == "It is asked as soon as you leave this field."


def test_what_is_no_printer_is_told_and_not_saved(qtbot: QtBot, stage: Stage) -> None:
    stage.settle()
    write(qtbot, stage, "the one by the door")
    assert "write the printer's address" in stage.state()
    stage.presenter.save()
    stage.settle()
    assert stage.window.remark.level() == "warning"
    assert stage.bench.asked == []


@pytest.mark.parametrize(
    ("answer", "text", "level"),
    [
        (Introduction(NO_PAPER), "No paper: put in a new roll. Paper: none left.", "warning"),
        (Introduction(PrinterStatus("low", "closed", True)), "Paper: running low.", "warning"),
        (Introduction(PrinterStatus(cause="silent")), "It takes what is sent", "info"),
        (LinkLost("x", "unreachable"), "Nobody answers there.", "danger"),
    ],
)
def test_the_state_is_told_in_words(
    stage: Stage, answer: Introduction | Exception, text: str, level: str
) -> None:
    stage.bench.answer = answer
    stage.settle()
    first = stage.window.boxes[0]
    choose(first.way, first.way.findData(USB.way))
    stage.settle()
    assert stage.state().startswith(text)
    assert first.state.property("level") == level
    assert first.state.accessibleName() == f"Printer: {stage.state()}"


def test_the_state_follows_the_printer_and_who_it_is_is_asked_once(stage: Stage) -> None:
    stage.settle()
    first = stage.window.boxes[0]
    choose(first.way, first.way.findData(USB.way))
    stage.settle()
    stage.bench.answer = Introduction(NO_PAPER)
    stage.presenter.look_after_all()
    stage.presenter.look_after_all()
    assert stage.state().startswith("Paper: there.")
    stage.settle()
    assert stage.state().startswith("No paper")
    assert [kind for kind, _ in stage.bench.asked] == ["who", "how"]


def test_an_answer_for_a_way_that_is_no_longer_chosen_is_not_shown(stage: Stage) -> None:
    stage.settle()
    first = stage.window.boxes[0]
    choose(first.way, first.way.findData(USB.way))
    first.way.setCurrentIndex(0)
    stage.settle()
    assert stage.state() == "No printer is set up."


def test_a_test_slip_is_printed_once_and_its_end_is_told(stage: Stage) -> None:
    stage.settle()
    first = stage.window.boxes[0]
    choose(first.way, first.way.findData(USB.way))
    stage.settle()
    first.test.click()
    assert not first.test.isEnabled()
    stage.presenter.try_out(0)
    stage.settle()
    assert stage.state() == "The test slip was printed: the printer says so."
    assert first.test.isEnabled()
    assert [kind for kind, _ in stage.bench.asked] == ["who", "slip"]


def test_the_roll_is_counted_anew_when_it_was_changed(stage: Stage) -> None:
    stage.settle()
    first, second = stage.window.boxes
    assert first.count.text() == "Roll: about 60 m left, 150 slips since it was changed."
    first.new_roll.click()
    stage.settle()
    assert first.count.text() == "Roll: about 80 m left, 0 slips since it was changed."
    assert second.count.text().startswith("Roll: about 60 m left")


def test_everything_is_saved_and_read_again(
    qtbot: QtBot, make_stage: MakeStage, stage: Stage, options: KioskOptions
) -> None:
    stage.settle()
    first, second = stage.window.boxes
    choose(first.way, first.way.findData(USB.way))
    first.mode.setCurrentIndex(first.mode.findData(SlipMode.PICTURE))
    first.roll.setText("62,5")
    choose(second.way, 0)
    second.way.setEditText("cups:slips")
    second.paper.setCurrentIndex(second.paper.findData(58))
    stage.window.reader.setCurrentIndex(stage.window.reader.findData("usb:0483:5740:7"))
    qtbot.keyClick(stage.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert stage.window.remark.level() == "success"
    profile = options.station.profile
    again = kiosk_options(["--profile", str(profile)])
    assert again.printers == (
        PrinterSetup(USB.way, "TM-T20II", SlipMode.PICTURE, 80, 62.5),
        PrinterSetup("cups:slips", paper_mm=58),
    )
    assert again.scanner == "usb:0483:5740:7"
    shown = make_stage(kiosk_options(["--profile", str(profile), "--devices"]))
    shown.settle()
    assert [shown.window.typed(index).meant() for index in (0, 1)] == list(again.printers)
    assert shown.window.scanner() == again.scanner


def test_a_reader_at_a_port_of_the_computers_own_is_offered_by_its_port(stage: Stage) -> None:
    stage.settle()
    assert stage.window.reader.findData("serial:/dev/ttyACM0") > 0


def test_the_same_printer_twice_is_not_saved(stage: Stage, options: KioskOptions) -> None:
    stage.settle()
    for box in stage.window.boxes:
        choose(box.way, box.way.findData(USB.way))
    stage.presenter.save()
    stage.settle()
    assert "must be another" in stage.window.remark.text()
    assert load_devices(options.station.profile) is None


def test_a_reader_that_does_not_exist_is_not_saved(stage: Stage, options: KioskOptions) -> None:
    stage.settle()
    stage.window.reader.setEditText("by the window")
    stage.presenter.save()
    stage.settle()
    assert "choose the reader" in stage.window.remark.text()
    assert load_devices(options.station.profile) is None


def test_a_folder_that_cannot_be_written_is_told(stage: Stage, options: KioskOptions) -> None:
    stage.settle()
    options.station.profile.write_text("a file")
    stage.presenter.save()
    stage.settle()
    assert stage.window.remark.level() == "danger"


def test_a_damaged_file_is_told_and_can_be_replaced(
    make_stage: MakeStage, options: KioskOptions
) -> None:
    profile = options.station.profile
    profile.mkdir()
    (profile / FILE_NAME).write_text("{")
    stage = make_stage(kiosk_options(["--profile", str(profile), "--devices"]))
    assert "cannot be read" in stage.window.remark.text()
    stage.presenter.save()
    stage.settle()
    assert load_devices(profile) is not None


@pytest.mark.parametrize(
    ("written", "way"),
    [
        ("192.0.2.7", "tcp:192.0.2.7"),
        ("printer.example:9101", "tcp:printer.example:9101"),
        (" localhost ", "tcp:localhost"),
        ("serial:COM3", "serial:COM3"),
        ("", "none"),
    ],
)
def test_an_address_alone_is_one_on_the_network(written: str, way: str) -> None:
    assert Typed(PrinterSetup(written)).meant().way == way


@pytest.mark.parametrize("written", ["printer", "my printer.", "usb", "tcp:"])
def test_a_word_is_no_address(written: str) -> None:
    with pytest.raises(PrinterUnknown):
        Typed(PrinterSetup(written)).meant()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("percent", [100, 200])
def test_it_can_be_read_and_used_at_any_size(
    qtbot: QtBot, make_stage: MakeStage, options: KioskOptions, language: str, percent: int
) -> None:
    app = start_application("devices", language=language)
    set_text_size(app, "light", percent)
    try:
        two = replace(options, printers=(PrinterSetup("tcp:192.0.2.7"), PrinterSetup("cups:slips")))
        stage = make_stage(two, language)
        stage.bench.answer = Introduction(NO_PAPER, "EPSON", "TM-T20III")
        stage.settle()
        qtbot.wait(30)
        assert (stage.window.width(), stage.window.height()) == (1280, 720)
        every_focusable_has_a_name(stage.window)
        targets_at_least(stage.window, 32)
        no_truncated_text(stage.window)
        area = stage.window.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        page = area.widget()
        assert page is not None
        assert page.minimumSizeHint().width() <= area.viewport().width()
    finally:
        set_text_size(app, "light", 100)


def test_the_keyboard_reaches_everything(qtbot: QtBot, stage: Stage) -> None:
    stage.settle()
    reached: set[str] = set()
    stage.window.boxes[0].way.setFocus()
    for _ in range(40):
        widget = QApplication.focusWidget()
        if widget is not None:
            named = widget if widget.objectName() else widget.parentWidget()
            reached.add(named.objectName() if named is not None else "")
        qtbot.keyClick(QApplication.focusWidget() or stage.window, Qt.Key.Key_Tab)
    fields = {f"{box}{part}" for box in ("first", "second") for part in _PARTS}
    assert fields | {"reader", "look", "save", "close"} <= reached


_PARTS = ("Way", "Model", "Mode", "Paper", "Roll", "Test", "NewRoll")
