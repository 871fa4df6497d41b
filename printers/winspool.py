"""The spooler of Windows, as far as raw jobs need it, by ctypes: nothing is installed for it.

Every call may hang where a queue stands on another computer; whoever calls gives it a limit.
"""

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from dataclasses import dataclass
from enum import IntFlag
from typing import Any, Final

Buffer = ctypes.Array[ctypes.c_char]
Fill = Callable[[Buffer | None, int, object], int]

_LOCAL_AND_CONNECTED: Final = 0x2 | 0x4
_WORK_OFFLINE: Final = 0x400
_INSUFFICIENT_BUFFER: Final = 122
_INVALID_PARAMETER: Final = 87
_INVALID_NAME: Final = 1801
_ACCESS_DENIED: Final = 5
_DELETE_JOB: Final = 5
_MOST_BYTES: Final = 1 << 20


class QueueState(IntFlag):
    """What a queue's status may say that keeps it from printing for certain."""

    PAUSED = 0x1
    PENDING_DELETION = 0x4
    NOT_AVAILABLE = 0x1000
    WORK_OFFLINE = 1 << 31


class JobState(IntFlag):
    """What is read of a job's status."""

    PRINTED = 0x80
    COMPLETE = 0x1000


class SpoolerError(Exception):
    """The spooler refused.

    Attributes:
        number: Windows' own number for it.
    """

    def __init__(self, call: str, number: int) -> None:
        super().__init__(f"{call}: error {number}")
        self.number = number

    @property
    def absent(self) -> bool:
        """Whether no such queue is there."""
        return self.number == _INVALID_NAME

    @property
    def forbidden(self) -> bool:
        """Whether this user may not."""
        return self.number == _ACCESS_DENIED


class SpoolerMissing(Exception):
    """This is not Windows."""


class DocInfo(ctypes.Structure):
    """DOC_INFO_1W."""

    _fields_ = (
        ("pDocName", wintypes.LPWSTR),
        ("pOutputFile", wintypes.LPWSTR),
        ("pDatatype", wintypes.LPWSTR),
    )


class PrinterInfo4(ctypes.Structure):
    """PRINTER_INFO_4W."""

    _fields_ = (
        ("pPrinterName", wintypes.LPWSTR),
        ("pServerName", wintypes.LPWSTR),
        ("Attributes", wintypes.DWORD),
    )


class JobInfo1(ctypes.Structure):
    """JOB_INFO_1W."""

    _fields_ = (
        ("JobId", wintypes.DWORD),
        ("pPrinterName", wintypes.LPWSTR),
        ("pMachineName", wintypes.LPWSTR),
        ("pUserName", wintypes.LPWSTR),
        ("pDocument", wintypes.LPWSTR),
        ("pDatatype", wintypes.LPWSTR),
        ("pStatus", wintypes.LPWSTR),
        ("Status", wintypes.DWORD),
        ("Priority", wintypes.DWORD),
        ("Position", wintypes.DWORD),
        ("TotalPages", wintypes.DWORD),
        ("PagesPrinted", wintypes.DWORD),
        ("Submitted", ctypes.c_ubyte * 16),
    )


@dataclass(frozen=True, slots=True)
class Library:
    """winspool.drv and the last error of the calling thread.

    Attributes:
        calls: Its functions as attributes.
        last_error: Windows' number of why the last call failed.
    """

    calls: Any
    last_error: Callable[[], int]


def windows_library() -> Library:
    """Return the system's own.

    Raises:
        SpoolerMissing: There is none.
    """
    loader = getattr(ctypes, "WinDLL", None)
    if loader is None:
        raise SpoolerMissing("no winspool.drv: this is not Windows")
    calls = loader("winspool.drv", use_last_error=True)
    handle, word, text = wintypes.HANDLE, wintypes.DWORD, wintypes.LPWSTR
    words = ctypes.POINTER(wintypes.DWORD)
    for name, arguments in {
        "OpenPrinterW": (text, ctypes.POINTER(handle), ctypes.c_void_p),
        "ClosePrinter": (handle,),
        "StartDocPrinterW": (handle, word, ctypes.POINTER(DocInfo)),
        "EndDocPrinter": (handle,),
        "StartPagePrinter": (handle,),
        "EndPagePrinter": (handle,),
        "WritePrinter": (handle, ctypes.c_void_p, word, words),
        "GetPrinterW": (handle, word, ctypes.c_void_p, word, words),
        "GetJobW": (handle, word, word, ctypes.c_void_p, word, words),
        "SetJobW": (handle, word, word, ctypes.c_void_p, word),
        "EnumPrintersW": (word, text, word, ctypes.c_void_p, word, words, words),
    }.items():
        function = getattr(calls, name)
        function.argtypes = arguments
        function.restype = wintypes.DWORD if name == "StartDocPrinterW" else wintypes.BOOL
    last_error: Callable[[], int] = getattr(ctypes, "get_last_error", lambda: 0)
    return Library(calls, last_error)


def queues(library: Library) -> list[str]:
    """Return the names of this user's queues, sorted.

    Raises:
        SpoolerError: The spooler does not say.
    """
    count = wintypes.DWORD()

    def enumerate_into(buffer: Buffer | None, size: int, needed: object) -> int:
        ok: int = library.calls.EnumPrintersW(
            _LOCAL_AND_CONNECTED, None, 4, buffer, size, needed, ctypes.byref(count)
        )
        return ok

    buffer = _filled(library, "EnumPrintersW", enumerate_into)
    if buffer is None:
        return []
    found = ctypes.cast(buffer, ctypes.POINTER(PrinterInfo4))
    return sorted(str(found[index].pPrinterName) for index in range(count.value))


class Queue:
    """An open queue; use it in a `with` statement.

    Raises:
        SpoolerError: There is no such queue, or this user may not use it.
    """

    def __init__(self, library: Library, name: str) -> None:
        self._library = library
        self._calls = library.calls
        self._handle = wintypes.HANDLE()
        self._must("OpenPrinterW", name, ctypes.byref(self._handle), None)

    def __enter__(self) -> "Queue":
        return self

    def __exit__(self, *_error: object) -> None:
        self._calls.ClosePrinter(self._handle)

    def state(self) -> QueueState:
        """Return what keeps the queue from printing; nothing else of its status is told."""
        status = wintypes.DWORD()
        needed = wintypes.DWORD()
        size = ctypes.sizeof(status)
        self._must("GetPrinterW", self._handle, 6, ctypes.byref(status), size, ctypes.byref(needed))
        general = _filled(
            self._library,
            "GetPrinterW",
            lambda buffer, size, needed: self._calls.GetPrinterW(
                self._handle, 4, buffer, size, needed
            ),
        )
        state = QueueState(status.value & 0x1005)
        if general is not None:
            info = ctypes.cast(general, ctypes.POINTER(PrinterInfo4)).contents
            if info.Attributes & _WORK_OFFLINE:
                state |= QueueState.WORK_OFFLINE
        return state

    def submit(self, title: str, data: bytes) -> int:
        """Hand over a raw job and return its number.

        Raises:
            SpoolerError: It was not taken, or not all of it.
        """
        document = DocInfo(title, None, "RAW")
        job = self._must("StartDocPrinterW", self._handle, 1, ctypes.byref(document))
        try:
            self._must("StartPagePrinter", self._handle)
            self._write(data)
            self._must("EndPagePrinter", self._handle)
        except SpoolerError:
            # What the spooler has of it must not come out as half a slip.
            self.delete(job)
            raise
        finally:
            self._calls.EndDocPrinter(self._handle)
        return job

    def job(self, number: int) -> JobState | None:
        """Return a job's status; None once the spooler knows it no more.

        Raises:
            SpoolerError: The spooler does not say.
        """
        try:
            buffer = _filled(
                self._library,
                "GetJobW",
                lambda buffer, size, needed: self._calls.GetJobW(
                    self._handle, number, 1, buffer, size, needed
                ),
            )
        except SpoolerError as error:
            if error.number == _INVALID_PARAMETER:
                return None
            raise
        if buffer is None:
            return None
        status: int = ctypes.cast(buffer, ctypes.POINTER(JobInfo1)).contents.Status
        return JobState(status & 0x1080)

    def delete(self, number: int) -> bool:
        """Take a job off the queue; False where it is gone already."""
        return bool(self._calls.SetJobW(self._handle, number, 0, None, _DELETE_JOB))

    def _write(self, data: bytes) -> None:
        taken = 0
        while taken < len(data):
            went = wintypes.DWORD()
            rest = ctypes.create_string_buffer(data[taken:], len(data) - taken)
            self._must("WritePrinter", self._handle, rest, len(data) - taken, ctypes.byref(went))
            if not went.value:
                raise SpoolerError("WritePrinter took nothing", 0)
            taken += went.value

    def _must(self, call: str, *arguments: object) -> int:
        result: int = getattr(self._calls, call)(*arguments)
        if not result:
            raise SpoolerError(call, self._library.last_error())
        return result


def _filled(library: Library, call: str, fill: Fill) -> Buffer | None:
    """Have a buffer filled that is as large as the spooler wants it; None where it has nothing."""
    needed = wintypes.DWORD()
    size = 0
    buffer: Buffer | None = None
    while not fill(buffer, size, ctypes.byref(needed)):
        number = library.last_error()
        if number != _INSUFFICIENT_BUFFER or not size < needed.value <= _MOST_BYTES:
            raise SpoolerError(call, number)
        size = needed.value
        buffer = ctypes.create_string_buffer(size)
    return buffer
