"""Our slips on emupos, an ESC/POS emulator that others wrote; it runs where `EMUPOS` names it."""

import io
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from printers.conversation import Outcome, Patience
from printers.encoder import encode
from printers.finding import introduce
from printers.layout import arrange
from printers.model import model_named
from printers.open import open_printer
from printers.picture import Picture
from printers.raster import draw
from printers.setup import PrinterSetup
from printers.slip import Slip, Words
from printers.spool import Printer, Spool
from printers.transport import Link, LinkLost, Transport
from printers.trial import try_printer
from printers.trial_slip import TrialWords, trial_slip
from printers.ways import transport_of
from tests.fakes.slip_log import SlipLog

EMUPOS = os.environ.get("EMUPOS", "")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(not EMUPOS, reason="EMUPOS does not name an emupos binary"),
]


@dataclass(frozen=True)
class Emupos:
    """A running emulator."""

    folder: Path
    port: int
    api: str

    def fault(self, action: str, fault: str) -> None:
        command = [EMUPOS, "--api", self.api, "fault", action, "front", fault]
        subprocess.run(command, check=True, capture_output=True, timeout=30)

    @property
    def tcp(self) -> str:
        return f"tcp:127.0.0.1:{self.port}"

    @property
    def serial(self) -> str:
        return f"serial:{self.folder / 'emupos' / 'front'}@9600"

    def text(self) -> str:
        """Return what a person reads on the newest receipt."""
        return max(self.folder.rglob("*.txt")).read_text(encoding="utf-8")

    def receipts(self) -> list[Path]:
        return sorted(self.folder.rglob("*.png"))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.fixture
def emupos(tmp_path: Path) -> Iterator[Emupos]:
    port, api = free_port(), free_port()
    (tmp_path / "emupos.yaml").write_text(
        f"schema: 1\napi: {{port: {api}}}\ndevices:\n"
        "  - {id: front, type: printer, profile: epson-tm-t20iii, "
        f"connections: [{{tcp: {{port: {port}}}}}, {{serial: {{pty: true}}}}]}}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [EMUPOS, "run"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    begun = threading.Event()

    def read(lines: Iterator[str]) -> None:
        for line in lines:
            if "control API" in line:
                begun.set()

    reader = threading.Thread(target=read, args=(iter(process.stdout),))
    reader.start()
    try:
        assert begun.wait(30)
        yield Emupos(tmp_path, port, f"http://127.0.0.1:{api}")
    finally:
        # It keeps nothing that a kill could harm; an interrupt may be ignored in the background.
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()


@pytest.fixture
def told() -> SlipLog:
    return SlipLog()


@pytest.fixture
def spool(emupos: Emupos, told: SlipLog) -> Iterator[Spool]:
    quick = Patience(retry_s=0.2, idle_s=0.2, look_s=0.2)
    spool = Spool(open_printer(PrinterSetup(f"tcp:127.0.0.1:{emupos.port}")), told, patience=quick)
    yield spool
    assert spool.stop()


def dots_of(picture: Picture) -> Image.Image:
    white = bytes(byte ^ 0xFF for byte in picture.data)
    return Image.frombytes("1", (picture.width, picture.height), white).convert("L")


@pytest.mark.parametrize("name", ["french", "arabic", "chinese"])
def test_the_slip_on_emupos_is_the_one_drawn(
    emupos: Emupos, spool: Spool, told: SlipLog, name: str, request: pytest.FixtureRequest
) -> None:
    slip = request.getfixturevalue(name)
    assert isinstance(slip, Slip)
    spool.print("a", slip)
    told.wait_for("a", "printed", "")
    (receipt,) = emupos.receipts()
    with Image.open(receipt) as shown:
        grey = shown.convert("L")
    wanted = dots_of(draw(arrange(slip, 576)))
    left = (grey.width - wanted.width) // 2
    found = grey.point(lambda value: 255 if value > 127 else 0)
    box = found.point(lambda value: 255 - value).getbbox()
    wanted_box = wanted.point(lambda value: 255 - value).getbbox()
    assert box is not None
    assert wanted_box is not None
    assert left >= 0
    assert found.crop(box).tobytes() == wanted.crop(wanted_box).tobytes()
    assert [code.text for code in zxingcpp.read_barcodes(grey)] == [slip.qr_payload]


@pytest.mark.parametrize(
    ("fault", "cause"),
    [("paper-out", "paper_out"), ("cover-open", "cover_open"), ("offline", "offline")],
)
def test_a_fault_of_emupos_holds_the_slip_until_it_is_cleared(
    emupos: Emupos, spool: Spool, told: SlipLog, french: Slip, fault: str, cause: str
) -> None:
    emupos.fault("set", fault)
    spool.print("a", french)
    told.wait_for("a", "queued", cause)
    assert emupos.receipts() == []
    emupos.fault("clear", fault)
    told.wait_for("a", "printed", "")
    assert len(emupos.receipts()) == 1


def test_rows_that_hold_real_time_commands_come_out_as_drawn(emupos: Emupos, told: SlipLog) -> None:
    rows = [bytes((0x01, 0xFF) + (0x00,) * 60 + (0x10, second) + (0x0F,) * 8) for second in (4, 5)]
    picture = Picture(576, b"".join([bytes(72), rows[0], bytes(72), rows[1], rows[0]]) * 8)
    slip = Slip("K001", "fr", "Poste", Words("08:50"))
    way = transport_of(f"tcp:127.0.0.1:{emupos.port}")
    spool = Spool(Printer(way, lambda _slip: encode(picture, model_named(""))), told)
    spool.print("a", slip)
    told.wait_for("a", "printed", "")
    assert spool.stop()
    (receipt,) = emupos.receipts()
    with Image.open(receipt) as shown:
        found = shown.convert("L").point(lambda value: 255 if value > 127 else 0)
    wanted = dots_of(picture)
    box = found.point(lambda value: 255 - value).getbbox()
    wanted_box = wanted.point(lambda value: 255 - value).getbbox()
    assert box is not None
    assert wanted_box is not None
    assert found.crop(box).tobytes() == wanted.crop(wanted_box).tobytes()


def test_near_end_on_emupos_is_low_paper_and_prints(
    emupos: Emupos, spool: Spool, told: SlipLog, french: Slip
) -> None:
    emupos.fault("set", "paper-near-end")
    spool.print("a", french)
    told.wait_for("a", "printed", "")
    assert spool.status().paper == "low"


SAID = (
    "Consulat général de France à Lisbonne",
    "K042",
    "Salle d'attente 1",
    "• Carte d'identité ou passeport",
)


@pytest.mark.parametrize("way", ["tcp", "serial"])
def test_text_is_read_as_it_was_said(emupos: Emupos, told: SlipLog, french: Slip, way: str) -> None:
    slip = replace(french, second_language="ru", caption=Words("Numéro « œ »", "Ваш номер"))
    setup = PrinterSetup(emupos.tcp if way == "tcp" else emupos.serial, model="TM-T20II")
    spool = Spool(open_printer(setup), told)
    spool.print("a", slip)
    told.wait_for("a", "printed", "")
    assert spool.stop()
    text = emupos.text()
    for line in SAID:
        assert line in text
    (pair,) = (line for line in text.splitlines() if "Numéro « œ »" in line)
    assert pair.split()[-2:] == ["Ваш", "номер"]
    assert len(pair) == 48
    with Image.open(emupos.receipts()[-1]) as shown:
        assert [code.text for code in zxingcpp.read_barcodes(shown)] == [slip.qr_payload]


def test_a_picture_over_the_serial_line_is_the_one_over_tcp(
    emupos: Emupos, told: SlipLog, arabic: Slip
) -> None:
    for slip_id, way in (("a", emupos.tcp), ("b", emupos.serial)):
        spool = Spool(open_printer(PrinterSetup(way)), told)
        spool.print(slip_id, arabic)
        told.wait_for(slip_id, "printed", "")
        assert spool.stop()
    first, second = (path.read_bytes() for path in emupos.receipts())
    with Image.open(io.BytesIO(first)) as one, Image.open(io.BytesIO(second)) as other:
        assert one.tobytes() == other.tobytes()


class CutShort:
    """A way whose next job breaks off in the middle of a picture."""

    answers = True

    def __init__(self, way: Transport) -> None:
        self._way = way
        self.name = way.name
        self.breaks = False

    def open(self) -> Link:
        return BrokenLink(self, self._way.open())


class BrokenLink:
    def __init__(self, way: CutShort, link: Link) -> None:
        self._way = way
        self._link = link

    def send(self, data: bytes, patience_s: float) -> None:
        if self._way.breaks and len(data) > 30_000:
            self._way.breaks = False
            self._link.send(data[:20_000], patience_s)
            raise LinkLost("cut")
        self._link.send(data, patience_s)

    def receive(self, patience_s: float) -> bytes:
        return self._link.receive(patience_s)

    def close(self) -> None:
        self._link.close()


def test_after_a_torn_slip_the_next_one_is_whole(
    emupos: Emupos, told: SlipLog, french: Slip
) -> None:
    printer = open_printer(PrinterSetup(emupos.tcp))
    way = CutShort(printer.transport)
    quick = Patience(settle_s=1.0, retry_s=0.2, idle_s=0.2)
    spool = Spool(replace(printer, transport=way), told, patience=quick)
    spool.print("a", french)
    told.wait_for("a", "printed", "")
    way.breaks = True
    spool.print("b", french)
    told.wait_for("b", "doubtful", "connection_lost")
    spool.print("c", french)
    told.wait_for("c", "printed", "")
    assert spool.stop()
    before, *_torn, after = emupos.receipts()
    with Image.open(before) as one, Image.open(after) as other:
        assert one.tobytes() == other.tobytes()


def test_the_test_slip_is_the_same_over_both_ways_and_its_codes_are_read(emupos: Emupos) -> None:
    model = model_named("TM-T20II")
    words = TrialWords("fr", "Essai", ("TM-T20III",), "Lettres :", "Bords", "Code", "GUICHET TEST")
    for way in (emupos.tcp, emupos.serial):
        trial = try_printer(transport_of(way), lambda before: trial_slip(words, model))
        assert trial.outcome == Outcome("printed")
        assert trial.after.ready
    first, second = (path.read_bytes() for path in emupos.receipts())
    with Image.open(io.BytesIO(first)) as one, Image.open(io.BytesIO(second)) as other:
        assert one.tobytes() == other.tobytes()
        codes = zxingcpp.read_barcodes(one.convert("L"))
    assert [code.text for code in codes] == ["GUICHET TEST"]
    # It names a page that its make has and the emulator lacks; letters of the others are right.
    assert " 16 éàçñöüß€šž" in emupos.text()
    assert " 17 ЖфЫя" in emupos.text()


def test_who_it_is_is_asked_and_no_profile_is_guessed(emupos: Emupos) -> None:
    said = introduce(transport_of(emupos.tcp))
    assert (said.maker, said.product, said.model) == ("EPSON", "TM-T20III", "")
    assert emupos.receipts() == []
