"""Queues of CUPS, by programs of the same names that say what CUPS' own say."""

import json
import sys
from pathlib import Path

import pytest

from printers import cups
from printers.finding import find_printers
from printers.transport import LinkLost, LinkStuck, LossReason
from printers.transport_cups import CupsTransport

JOB = bytes(range(256)) * 10

PROGRAM = """#!{python}
import json, pathlib, sys, time
here = pathlib.Path(__file__).parent
world = json.loads((here / "world.json").read_text())
name, given = pathlib.Path(sys.argv[0]).name, sys.argv[1:]
with (here / "calls").open("a") as calls:
    calls.write(json.dumps([name, *given]) + "\\n")
time.sleep(world["slow"].get(name, 0))
queues = {} if world["down"] else world["queues"]
held = here / "held"
if name == "lp":
    queue = given[given.index("-d") + 1]
    if queue not in queues:
        sys.exit("lp: The printer or class does not exist.")
    (here / "job").write_bytes(sys.stdin.buffer.read())
    if world["stays"]:
        held.write_text(queue + "-12")
    print("request id is " + queue + "-12 (0 file(s))")
elif name == "cancel":
    held.unlink()
elif given == ["-r"]:
    print("scheduler is " + ("not " if world["down"] else "") + "running")
elif "-o" in given:
    if held.exists():
        print(held.read_text() + "   root   1024   Mon 30 Nov 2026")
elif len(given) == 1:
    if not queues:
        sys.exit("lpstat: No destinations added.")
    for queue in queues:
        print("printer " + queue + " is idle.  enabled since Mon 30 Nov 2026")
else:
    queue = given[1]
    if queue not in queues:
        sys.exit('lpstat: Invalid destination name in list "' + queue + '"!')
    state = queues[queue]
    word = " disabled since Mon 30 Nov 2026 -\\n\\tPaused" if state == "paused" else (
        " is idle.  enabled since Mon 30 Nov 2026")
    print("printer " + queue + word)
    no = "not " if state == "rejecting" else ""
    print(queue + " " + no + "accepting requests since Mon 30 Nov 2026")
"""


class World:
    """What the programs answer, and what they were asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in ("lp", "lpstat", "cancel"):
            program = folder / name
            program.write_text(PROGRAM.replace("{python}", sys.executable))
            program.chmod(0o700)
        self.set()

    def set(
        self,
        queues: dict[str, str] | None = None,
        *,
        stays: bool = False,
        down: bool = False,
        slow: dict[str, float] | None = None,
    ) -> None:
        known = {"slips": "ready"} if queues is None else queues
        world = {"queues": known, "stays": stays, "down": down, "slow": slow or {}}
        (self._folder / "world.json").write_text(json.dumps(world))

    def job(self) -> bytes:
        return (self._folder / "job").read_bytes()

    def calls(self, name: str) -> list[list[str]]:
        lines = (self._folder / "calls").read_text().splitlines()
        return [call[1:] for call in map(json.loads, lines) if call[0] == name]

    @property
    def holds(self) -> bool:
        return (self._folder / "held").exists()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("PATH", str(tmp_path))
    return World(tmp_path)


def lost(queue: str) -> LossReason:
    with pytest.raises(LinkLost) as caught:
        CupsTransport(queue).open()
    return caught.value.reason


def test_a_job_goes_raw_through_the_queue(world: World) -> None:
    transport = CupsTransport("slips")
    link = transport.open()
    link.send(JOB, 10.0)
    assert link.receive(1.0) == b""
    link.close()
    assert world.job() == JOB
    assert world.calls("lp") == [["-d", "slips", "-o", "raw", "-t", "Guichet"]]
    assert world.calls("cancel") == []
    assert not transport.answers


def test_a_job_that_stays_in_the_queue_is_taken_off_and_doubtful(world: World) -> None:
    world.set(stays=True)
    link = CupsTransport("slips").open()
    with pytest.raises(LinkStuck, match="slips-12 did not leave"):
        link.send(JOB, 1.0)
    assert not world.holds
    assert world.calls("cancel") == [["slips-12"]]


def test_a_cups_that_dies_after_it_took_a_job_leaves_doubt(world: World) -> None:
    link = CupsTransport("slips").open()
    world.set(stays=True, slow={"lpstat": 30.0, "cancel": 30.0})
    with pytest.raises(LinkStuck, match="slips-12"):
        link.send(JOB, 0.4)


def test_a_queue_that_is_gone_meanwhile_took_nothing(world: World) -> None:
    link = CupsTransport("slips").open()
    world.set({})
    with pytest.raises(LinkLost, match="does not exist"):
        link.send(JOB, 10.0)


def test_programs_that_hang_are_ended(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    link = CupsTransport("slips").open()
    world.set(slow={"lp": 30.0, "lpstat": 30.0})
    with pytest.raises(LinkStuck, match="lp took more than"):
        link.send(JOB, 0.3)
    monkeypatch.setattr("printers.transport_cups.OPEN_S", 0.3)
    assert lost("slips") == "unreachable"


@pytest.mark.parametrize(
    ("queues", "reason"),
    [
        ({}, "absent"),
        ({"other": "ready"}, "absent"),
        ({"slips": "paused"}, "stopped"),
        ({"slips": "rejecting"}, "stopped"),
    ],
)
def test_a_queue_that_cannot_print_says_why_before_anything_is_sent(
    world: World, queues: dict[str, str], reason: LossReason
) -> None:
    world.set(queues)
    assert lost("slips") == reason


def test_a_cups_that_does_not_run_is_what_this_computer_lacks(world: World) -> None:
    world.set(down=True)
    assert lost("slips") == "driver"


def test_a_computer_without_cups_lacks_what_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lost("slips") == "driver"


def test_every_queue_is_found(world: World) -> None:
    world.set({"slips": "ready", "desk": "paused"})
    found = [each.way for each in find_printers() if each.kind == "cups"]
    assert found == ["cups:desk", "cups:slips"]


@pytest.mark.parametrize("down", [False, True])
def test_a_cups_without_queues_hides_nothing(world: World, *, down: bool) -> None:
    world.set({}, down=down)
    assert [each for each in find_printers() if each.kind == "cups"] == []


@pytest.mark.parametrize("name", ["a b", "a/b", "", "x" * 128])
def test_no_queue_has_such_a_name(name: str) -> None:
    assert cups.NAME.fullmatch(name) is None
