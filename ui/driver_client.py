"""The other end of the automation port: drives a running program, without Qt."""

import json
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

_ANSWER_LIMIT: Final = 4 * 1024 * 1024
_POLL_S: Final = 0.05


class DriverError(Exception):
    """The program refused a step, or its port does not answer."""


class Driver:
    """Presses, types and reads in one program through its driver socket."""

    def __init__(self, path: Path, *, timeout_s: float = 20.0) -> None:
        """Connect, waiting up to `timeout_s` seconds for the program to start.

        Raises:
            DriverError: Nobody listens there in time.
        """
        self._timeout_s = timeout_s
        self._socket = self._connect(path, timeout_s)
        self._buffer = b""

    def click(self, name: str, text: str | None = None) -> None:
        """Click a visible, enabled widget by its object name, or also by its text.

        Raises:
            DriverError: There is none, or more than one.
        """
        self.do("click", name=name, **({} if text is None else {"text": text}))

    def press(self, name: str, timeout_s: float = 10.0) -> None:
        """Click a widget as soon as it is there and enabled, as a person would.

        Raises:
            DriverError: It was not within `timeout_s` seconds.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            try:
                return self.click(name)
            except DriverError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_POLL_S)

    def type_text(self, text: str, name: str | None = None) -> None:
        """Type into the focused widget, or into the named one after focusing it."""
        self.do("type", text=text, **({} if name is None else {"name": name}))

    def key(self, key: str) -> None:
        """Press a key or a chord, `F2` or `Shift+F8`, on the active window."""
        self.do("key", key=key)

    def wait(self, name: str, text: str = "", timeout_s: float = 10.0) -> str:
        """Wait until a visible widget's text matches a pattern; return that text.

        Raises:
            DriverError: It did not come in time; the message holds the last text.
        """
        answer = self.do("wait", name=name, text=text, timeout_s=timeout_s)
        return str(answer["text"])

    def read(self, name: str) -> str:
        """Return the text of a visible widget."""
        return str(self.do("read", name=name)["text"])

    def tree(self) -> list[dict[str, Any]]:
        """Return every visible named widget: name, kind, text, enabled, rectangle."""
        widgets = self.do("tree")["widgets"]
        return list(widgets)

    def grab(self, path: Path) -> None:
        """Save a picture of the main window as PNG."""
        self.do("grab", path=str(path))

    def quit(self) -> None:
        """End the program in order."""
        self.do("quit")

    def do(self, step: str, **fields: object) -> Mapping[str, Any]:
        """Send one step and return its answer.

        Raises:
            DriverError: The program refused or went away.
        """
        wait_s = fields.get("timeout_s", 0.0)
        limit = self._timeout_s + (wait_s if isinstance(wait_s, int | float) else 0.0)
        self._socket.settimeout(limit)
        try:
            self._socket.sendall(json.dumps({"do": step, **fields}).encode() + b"\n")
            answer = json.loads(self._line())
        except (OSError, ValueError) as error:
            raise DriverError(f"{step}: {error}") from error
        if not isinstance(answer, dict) or not answer.get("ok"):
            reason = answer.get("error") if isinstance(answer, dict) else answer
            raise DriverError(f"{step} {fields}: {reason}")
        return answer

    def close(self) -> None:
        """Hang up; the program goes on."""
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _line(self) -> bytes:
        while b"\n" not in self._buffer:
            part = self._socket.recv(65536)
            if not part or len(self._buffer) > _ANSWER_LIMIT:
                raise DriverError("the program hung up")
            self._buffer += part
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line

    @staticmethod
    def _connect(path: Path, timeout_s: float) -> socket.socket:
        deadline = time.monotonic() + timeout_s
        while True:
            link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                link.connect(str(path))
            except OSError as error:
                link.close()
                if time.monotonic() > deadline:
                    raise DriverError(f"nobody answers on {path}: {error}") from error
                time.sleep(_POLL_S)
            else:
                return link
