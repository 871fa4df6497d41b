"""A network on loopback that is as bad as it is told to be, between stations and their server.

It reads whole requests, so that each can meet a fate of its own: see `Rates`. Streams of events are
passed on piece by piece, and cut anywhere.
"""

import random
import socket
import struct
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import Final

_PIECE: Final = 4096
_LONGEST_HEAD: Final = 64 * 1024
_END: Final = b"\r\n\r\n"
_UPSTREAM_S: Final = 20.0
_SWAP_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Rates:
    """How often each fate meets a request, from 0 to 1 in all; what is left passes.

    Attributes:
        delay: It comes up to 0.1 s late.
        long_delay: It comes up to 3 s late, when its sender has long asked again.
        lose_request: It never arrives, and the connection closes.
        lose_answer: It is carried out; the connection closes without an answer.
        twice: It arrives twice, at the same time or one after the other.
        half: Half of its answer comes, then a reset.
        reset_before: A reset instead of taking it.
        reset_after: It is passed on, with a reset at once.
        silent: Nothing happens any more, in either direction.
        swap: Its answer comes after the next one.
        cut: Of each piece of a stream: it ends in the middle of it.
    """

    delay: float = 0.06
    long_delay: float = 0.01
    lose_request: float = 0.04
    lose_answer: float = 0.05
    twice: float = 0.05
    half: float = 0.03
    reset_before: float = 0.02
    reset_after: float = 0.03
    silent: float = 0.005
    swap: float = 0.03
    cut: float = 0.02


KIND: Final = Rates(*[0.0] * len(fields(Rates)))
"""A network that loses nothing."""


class LossyProxy:
    """Listens on a free port of this machine and passes on to another.

    Attributes:
        rates: May be changed at any time.
        fates: How many requests met which fate.
    """

    def __init__(self, upstream_port: int, rates: Rates, chooser: random.Random) -> None:
        self.rates = rates
        self.fates: Counter[str] = Counter()
        self._upstream = ("127.0.0.1", upstream_port)
        self._chooser = chooser
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._arrived = threading.Condition()
        self._count = 0
        self._answered = threading.Condition()
        self.stopping = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def be_kind(self) -> None:
        """Lose nothing from now on; what hangs is let go."""
        self.rates = KIND
        self.break_all()

    def break_all(self) -> None:
        """Break every connection, as a cable that is pulled."""
        with self._lock:
            found = list(self._sockets)
        for sock in found:
            _reset(sock)

    def wait_for_requests(self, count: int, longest_s: float) -> bool:
        """Wait until so many more requests were passed on; say whether they were."""
        with self._arrived:
            due = self._count + count
            return self._arrived.wait_for(lambda: self._count >= due, longest_s)

    def close(self) -> None:
        """Stop, and break every connection."""
        self.stopping.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.break_all()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        self._keep(client)
        try:
            while True:
                request = _read_message(client)
                if not request or not self._fate(client, request):
                    return
        except OSError:
            return
        finally:
            self._drop(client)

    def _fate(self, client: socket.socket, request: bytes) -> bool:
        """Let a request meet its fate; say whether the connection goes on."""
        fate, share = self._draw()
        self.fates[fate] += 1
        match fate:
            case "lose_request":
                return False
            case "reset_before":
                _reset(client)
                return False
            case "silent":
                self.stopping.wait(_UPSTREAM_S)
                return False
            case "delay":
                self.stopping.wait(share * 0.1)
            case "long_delay":
                self.stopping.wait(share * 3)
            case "reset_after":
                upstream = self._forward(request)
                _reset(client)
                self._drain(upstream)
                return False
            case "twice":
                return self._twice(client, request, share)
            case _:
                pass
        return self._answer(client, self._forward(request), fate, share)

    def _draw(self) -> tuple[str, float]:
        with self._lock:
            chance, share = self._chooser.random(), self._chooser.random()
        rates = self.rates
        for one in fields(rates):
            rate = 0.0 if one.name == "cut" else getattr(rates, one.name)
            if chance < rate:
                return one.name, share
            chance -= rate
        return "pass", share

    def _twice(self, client: socket.socket, request: bytes, share: float) -> bool:
        if share < 0.5:  # at the same time, over two connections
            other = threading.Thread(target=self._quietly, args=(request,), daemon=True)
            other.start()
            return self._answer(client, self._forward(request), "twice", share)
        self._quietly(request)
        return self._answer(client, self._forward(request), "twice", share)

    def _quietly(self, request: bytes) -> None:
        with suppress(OSError):
            self._drain(self._forward(request))

    def _forward(self, request: bytes) -> socket.socket:
        upstream = socket.create_connection(self._upstream, timeout=_UPSTREAM_S)
        self._keep(upstream)
        upstream.sendall(_closing(request))
        with self._arrived:
            self._count += 1
            self._arrived.notify_all()
        return upstream

    def _answer(
        self, client: socket.socket, upstream: socket.socket, fate: str, share: float
    ) -> bool:
        try:
            head = _read_head(upstream)
            if b"text/event-stream" in head.lower():
                return self._stream(client, upstream, head)
            answer = head + _read_body(upstream, head)
            if not answer:
                return False
            if fate == "lose_answer":
                return False
            if fate == "half":
                client.sendall(answer[: max(1, int(len(answer) * share))])
                _reset(client)
                return False
            if fate == "swap":
                with self._answered:
                    self._answered.wait(_SWAP_S)
            client.sendall(answer)
            with self._answered:
                self._answered.notify()
            return b"connection: close" not in head.lower()
        finally:
            self._drop(upstream)

    def _stream(self, client: socket.socket, upstream: socket.socket, head: bytes) -> bool:
        self.fates["stream"] += 1
        client.sendall(head)
        while not self.stopping.is_set():
            piece = upstream.recv(_PIECE)
            if not piece:
                return False
            with self._lock:
                cut, share = self._chooser.random() < self.rates.cut, self._chooser.random()
            if cut:
                self.fates["cut"] += 1
                client.sendall(piece[: int(len(piece) * share)])
                _reset(client)
                return False
            client.sendall(piece)
        return False

    def _drain(self, upstream: socket.socket) -> None:
        """Read an answer that nobody wants, so that the server is not told that nobody does."""
        try:
            head = _read_head(upstream)
            if b"text/event-stream" not in head.lower():
                _read_body(upstream, head)
        finally:
            self._drop(upstream)

    def _keep(self, sock: socket.socket) -> None:
        with self._lock:
            self._sockets.add(sock)

    def _drop(self, sock: socket.socket) -> None:
        with self._lock:
            self._sockets.discard(sock)
        sock.close()


def _read_message(sock: socket.socket) -> bytes:
    head = _read_head(sock)
    return head + _read_body(sock, head) if head else b""


def _read_head(sock: socket.socket) -> bytes:
    """Read up to the empty line; nothing if the other side ends before it."""
    head = b""
    while len(head) < _LONGEST_HEAD:
        seen = sock.recv(_PIECE, socket.MSG_PEEK)
        if not seen:
            return b""
        end = (head + seen).find(_END)
        # Not a byte more: what follows is the body, or the next request.
        head += sock.recv(len(seen) if end < 0 else end + len(_END) - len(head))
        if end >= 0:
            return head
    return b""


def _read_body(sock: socket.socket, head: bytes) -> bytes:
    for line in head.lower().split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return _read_exactly(sock, int(value))
    return b""


def _read_exactly(sock: socket.socket, size: int) -> bytes:
    body = b""
    while len(body) < size:
        piece = sock.recv(size - len(body))
        if not piece:
            raise OSError("it ends before its end")
        body += piece
    return body


def _closing(request: bytes) -> bytes:
    """Ask the server to close behind its answer: each request has a connection of its own."""
    head, _, body = request.partition(_END)
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"]) + _END + body


def _reset(sock: socket.socket) -> None:
    """Close with a reset instead of an end."""
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        sock.close()
