"""Starts the virtual printer as a process of its own, gives it orders and reads what it says."""

import json
import queue
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_START_S = 20.0
_ORDER_S = 10.0


class PrinterProcess:
    """A running virtual printer; use it in a `with` statement.

    Args:
        out: Folder for the slips.
        options: More options of the program, such as `"--speed", "0"`.

    Attributes:
        port: Its data port on 127.0.0.1.
        serial: Its pseudo-terminal if `--pty` was among the options, else "".
    """

    def __init__(self, out: Path, *options: str) -> None:
        program = (sys.executable, "-m", "demonstration.thermal_printer")
        ports = ("--port", "0", "--control", "0", "--out", str(out))
        self._process = subprocess.Popen(
            [*program, *ports, *options],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[2],
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.serial = self._after("serial on ") if "--pty" in options else ""
        self.port = int(self._after("listening on ").rpartition(":")[2])
        control = int(self._after("control on ").rpartition(":")[2])
        self._control = socket.create_connection(("127.0.0.1", control), timeout=_ORDER_S)
        self._answers = self._control.makefile(encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    @property
    def address(self) -> str:
        """What `printers.ways.transport_of` takes."""
        return f"tcp:127.0.0.1:{self.port}"

    def order(self, order: str) -> str:
        """Give an order of the control port and return what it answers.

        Raises:
            ValueError: The printer refused it.
        """
        self._control.sendall(order.encode() + b"\n")
        answer = self._answers.readline().strip()
        if not answer.startswith("ok"):
            raise ValueError(answer or "the virtual printer is gone")
        return answer.removeprefix("ok").strip()

    def state(self) -> dict[str, object]:
        """Return its condition, buffer and count of slips."""
        state: dict[str, object] = json.loads(self.order("state"))
        return state

    def next_line(self, timeout_s: float = _ORDER_S) -> str:
        """Return the next thing it says, such as "slip 001 576x980 122.5 mm".

        Raises:
            TimeoutError: It says nothing for `timeout_s` seconds.
        """
        try:
            return self._lines.get(timeout=timeout_s)
        except queue.Empty:
            raise TimeoutError(f"no word from the virtual printer in {timeout_s:g} s") from None

    def kill(self) -> None:
        """End it at once, as a power cut would; doing so twice is harmless."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._answers.close()
        self._control.close()

    def _after(self, beginning: str) -> str:
        line = self.next_line(_START_S)
        if not line.startswith(beginning):
            raise RuntimeError(f"the virtual printer said {line!r}")
        return line.removeprefix(beginning)

    def _read(self) -> None:
        if self._process.stdout is not None:
            for line in self._process.stdout:
                self._lines.put(line.rstrip("\n"))
