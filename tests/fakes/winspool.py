"""The functions of Windows' spooler as ctypes would call them, for tests on any system."""

# ruff: noqa: N802, ANN401 - the functions have Windows' own names, and take what ctypes takes

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from dataclasses import dataclass, field
from typing import Any

from printers.winspool import DocInfo, JobInfo1, Library, PrinterInfo4

INSUFFICIENT_BUFFER, INVALID_PARAMETER, INVALID_NAME, ACCESS_DENIED = 122, 87, 1801, 5


@dataclass
class SpooledJob:
    """One job of the spooler."""

    title: str
    datatype: str
    data: bytearray = field(default_factory=bytearray)
    status: int = 0
    ended: bool = False


@dataclass
class FakeSpooler:
    """`winspool.drv` with one or more queues.

    Attributes:
        names: Its queues.
        status: Of every queue.
        attributes: Of every queue.
        gulp: Bytes that one write takes.
        write_fails: Windows' number of why writing fails; 0: it does not.
        open_fails: The same for opening.
        prints: Jobs leave the queue when they are ended.
        before: Called at the beginning of each function, by its name.
    """

    names: tuple[str, ...] = ("Slips", "Büro")
    status: int = 0
    attributes: int = 0
    gulp: int = 1 << 20
    write_fails: int = 0
    open_fails: int = 0
    prints: bool = True
    before: Callable[[str], None] = lambda name: None
    jobs: dict[int, SpooledJob] = field(default_factory=dict)
    done: list[SpooledJob] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)
    handles: int = 0
    error: int = 0
    _last: int = 0
    _kept: list[object] = field(default_factory=list)

    def library(self) -> Library:
        """Return it as `printers.winspool` takes it."""
        return Library(self, lambda: self.error)

    def OpenPrinterW(self, name: str, handle: Any, defaults: None) -> int:
        self.before("OpenPrinterW")
        if self.open_fails or name not in self.names:
            return self._fail(self.open_fails or INVALID_NAME)
        handle._obj.value = 7
        self.handles += 1
        return 1

    def ClosePrinter(self, handle: wintypes.HANDLE) -> int:
        assert handle.value == 7
        self.handles -= 1
        return 1

    def StartDocPrinterW(self, handle: wintypes.HANDLE, level: int, info: Any) -> int:
        assert level == 1
        document: DocInfo = info._obj
        self._last += 1
        self.jobs[self._last] = SpooledJob(document.pDocName, document.pDatatype)
        return self._last

    def StartPagePrinter(self, handle: wintypes.HANDLE) -> int:
        return 1

    def EndPagePrinter(self, handle: wintypes.HANDLE) -> int:
        return 1

    def EndDocPrinter(self, handle: wintypes.HANDLE) -> int:
        job = self.jobs.get(self._last)
        if job is not None:
            job.ended = True
            if self.prints:
                self.done.append(self.jobs.pop(self._last))
        return 1

    def WritePrinter(self, handle: wintypes.HANDLE, data: Any, size: int, went: Any) -> int:
        self.before("WritePrinter")
        if self.write_fails:
            return self._fail(self.write_fails)
        taken = min(size, self.gulp)
        self.jobs[self._last].data += ctypes.string_at(data, taken)
        went._obj.value = taken
        return 1

    def GetPrinterW(
        self,
        handle: wintypes.HANDLE,
        level: int,
        buffer: Any,
        size: int,
        needed: Any,
    ) -> int:
        self.before("GetPrinterW")
        if level == 6:
            buffer._obj.value = self.status
            return 1
        return self._fill([PrinterInfo4("Slips", None, self.attributes)], buffer, size, needed)

    def GetJobW(
        self,
        handle: wintypes.HANDLE,
        number: int,
        level: int,
        buffer: Any,
        size: int,
        needed: Any,
    ) -> int:
        self.before("GetJobW")
        job = self.jobs.get(number)
        if job is None:
            return self._fail(INVALID_PARAMETER)
        return self._fill([JobInfo1(JobId=number, Status=job.status)], buffer, size, needed)

    def SetJobW(
        self, handle: wintypes.HANDLE, number: int, level: int, info: None, order: int
    ) -> int:
        assert (level, order) == (0, 5)
        self.deleted.append(number)
        return int(self.jobs.pop(number, None) is not None)

    def EnumPrintersW(
        self,
        flags: int,
        server: None,
        level: int,
        buffer: Any,
        size: int,
        needed: Any,
        count: Any,
    ) -> int:
        assert (flags, level) == (6, 4)
        if not self.names:
            needed._obj.value = 0
            return 1
        filled = self._fill(
            [PrinterInfo4(name, None, 0) for name in self.names], buffer, size, needed
        )
        count._obj.value = len(self.names) if filled else 0
        return filled

    def _fill(self, records: list[Any], buffer: Any, size: int, needed: Any) -> int:
        whole = b"".join(bytes(record) for record in records)
        self._kept.append(records)  # their strings must live as long as the buffer is read
        needed._obj.value = len(whole)
        if size < len(whole):
            return self._fail(INSUFFICIENT_BUFFER)
        ctypes.memmove(buffer, whole, len(whole))
        return 1

    def _fail(self, number: int) -> int:
        self.error = number
        return 0
