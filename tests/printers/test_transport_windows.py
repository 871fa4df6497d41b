"""Queues of Windows: their logic, on the spooler's functions written out; no Windows is here."""

import threading
from collections.abc import Callable

import pytest

from printers.transport import LinkLost, LinkStuck, LossReason
from printers.transport_windows import WindowsTransport
from printers.winspool import queues
from tests.fakes.winspool import ACCESS_DENIED, FakeSpooler

JOB = bytes(range(256)) * 10


def way_to(spooler: FakeSpooler, queue: str = "Slips") -> WindowsTransport:
    return WindowsTransport(queue, spooler.library())


def lost(way: WindowsTransport) -> LossReason:
    with pytest.raises(LinkLost) as caught:
        way.open()
    return caught.value.reason


def hanging_at(function: str, go_on: threading.Event) -> Callable[[str], None]:
    def before(name: str) -> None:
        if name == function:
            go_on.wait(20)

    return before


def test_a_job_goes_raw_through_the_queue_and_every_handle_is_closed() -> None:
    spooler = FakeSpooler(gulp=1000)
    link = way_to(spooler).open()
    link.send(JOB, 5.0)
    assert link.receive(1.0) == b""
    link.close()
    (job,) = spooler.done
    assert (job.title, job.datatype, bytes(job.data), job.ended) == ("Guichet", "RAW", JOB, True)
    assert (spooler.handles, spooler.deleted) == (0, [])


def test_each_send_is_a_job_of_its_own() -> None:
    spooler = FakeSpooler(names=("Büro",))
    link = way_to(spooler, "Büro").open()
    link.send(b"one", 5.0)
    link.send(b"two", 5.0)
    assert [bytes(job.data) for job in spooler.done] == [b"one", b"two"]


def test_a_queue_answers_nothing() -> None:
    assert not way_to(FakeSpooler()).answers


def test_a_job_that_windows_keeps_as_printed_is_gone() -> None:
    spooler = FakeSpooler(prints=False)

    def printed(name: str) -> None:
        for job in spooler.jobs.values():
            job.status = 0x80

    spooler.before = printed
    way_to(spooler).open().send(JOB, 5.0)
    assert spooler.deleted == []


def test_a_job_that_stays_in_the_queue_is_taken_off_and_doubtful() -> None:
    spooler = FakeSpooler(prints=False)
    link = way_to(spooler).open()
    with pytest.raises(LinkStuck, match="job 1 did not leave"):
        link.send(JOB, 1.0)
    assert spooler.deleted == [1]
    assert (spooler.jobs, spooler.handles) == ({}, 0)


def test_a_job_that_was_not_taken_whole_is_withdrawn() -> None:
    spooler = FakeSpooler(write_fails=1)
    link = way_to(spooler).open()
    with pytest.raises(LinkLost, match="WritePrinter: error 1"):
        link.send(JOB, 5.0)
    assert spooler.deleted == [1]
    assert (spooler.done, spooler.handles) == ([], 0)


def test_a_spooler_that_takes_nothing_is_no_endless_loop() -> None:
    link = way_to(FakeSpooler(gulp=0)).open()
    with pytest.raises(LinkLost, match="took nothing"):
        link.send(JOB, 5.0)


@pytest.mark.parametrize("function", ["OpenPrinterW", "GetPrinterW"])
def test_a_queue_that_hangs_is_given_up(function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("printers.transport_windows.OPEN_S", 0.05)
    go_on = threading.Event()
    spooler = FakeSpooler(before=hanging_at(function, go_on))
    assert lost(way_to(spooler)) == "unreachable"
    go_on.set()


def test_a_job_that_hangs_is_stuck() -> None:
    go_on = threading.Event()
    spooler = FakeSpooler()
    link = way_to(spooler).open()
    spooler.before = hanging_at("WritePrinter", go_on)
    with pytest.raises(LinkStuck, match="no answer of the system"):
        link.send(JOB, 0.05)
    go_on.set()


@pytest.mark.parametrize(
    ("spooler", "reason"),
    [
        (FakeSpooler(names=()), "absent"),
        (FakeSpooler(open_fails=ACCESS_DENIED), "forbidden"),
        (FakeSpooler(open_fails=1722), "broken"),
        (FakeSpooler(status=0x1), "stopped"),
        (FakeSpooler(status=0x4), "stopped"),
        (FakeSpooler(status=0x1000), "stopped"),
        (FakeSpooler(attributes=0x400), "stopped"),
    ],
)
def test_a_queue_that_cannot_print_says_why(spooler: FakeSpooler, reason: LossReason) -> None:
    assert lost(way_to(spooler)) == reason
    assert spooler.handles == 0


@pytest.mark.parametrize("status", [0x10, 0x80, 0x400, 0x400000])
def test_what_drivers_often_get_wrong_holds_no_job_up(status: int) -> None:
    spooler = FakeSpooler(status=status)
    way_to(spooler).open().send(JOB, 5.0)
    assert len(spooler.done) == 1


@pytest.mark.parametrize("names", [(), ("Slips", "Büro"), tuple(f"q{n}" for n in range(50))])
def test_every_queue_is_listed(names: tuple[str, ...]) -> None:
    assert queues(FakeSpooler(names=names).library()) == sorted(names)


def test_elsewhere_than_on_windows_the_way_is_missing() -> None:
    assert lost(WindowsTransport("Slips")) == "driver"
