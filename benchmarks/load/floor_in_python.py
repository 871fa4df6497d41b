"""The floors where there is no C compiler: what `floor.c` does, as plainly as Python can.

It costs more itself, some 0.1 ms a request and half of F40, so that ratios look better than they
are; a table says which of the two it was made with. The words are the same.
"""

import os
import selectors
import socket
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.load.wire import Door

BLOCK: Final = 12 * 1024
BLOCKS: Final = 256
MANY: Final = 40
_BUFFER: Final = 8192
_REQUEST: Final = b"POST / HTTP/1.1\r\ncontent-length: 340\r\n\r\n".ljust(400)


def serve(path: str) -> None:
    """Answer every POST once it is durable, and tell every GET of it, until standard input ends."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    os.pwrite(file, bytes(BLOCK * BLOCKS), 0)
    os.fsync(file)
    door = socket.create_server(("127.0.0.1", 0), backlog=128)
    print(door.getsockname()[1], flush=True)
    selector = selectors.DefaultSelector()
    selector.register(door, selectors.EVENT_READ)
    selector.register(sys.stdin, selectors.EVENT_READ)
    listeners: list[socket.socket] = []
    seq = 0
    while True:
        waiting: list[socket.socket] = []
        for key, _ in selector.select():
            if key.fileobj is sys.stdin:
                return
            if key.fileobj is door:
                fresh, _ = door.accept()
                fresh.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                selector.register(fresh, selectors.EVENT_READ, fresh)
                continue
            caller: socket.socket = key.data
            asked = _heard(caller)
            if not asked:
                selector.unregister(caller)
                listeners = [one for one in listeners if one is not caller]
                caller.close()
            elif asked.startswith(b"G"):
                caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
                listeners.append(caller)
            else:
                waiting.append(caller)
        if not waiting:
            continue
        seq += 1
        os.pwrite(file, seq.to_bytes(8, "little").ljust(BLOCK), seq % BLOCKS * BLOCK)
        os.fsync(file) if sys.platform == "win32" else os.fdatasync(file)
        body = b'{"step":{"id":"%d"},"pad":"%0300d"}' % (seq, 0)
        answer = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)
        for caller in waiting:
            caller.sendall(answer)
        event = b'id: %d\ndata: {"kind":"step.called","step_id":"%d","pad":"%0250d"}\n\n'
        for listener in listeners:
            listener.sendall(event % (seq, seq, 0))


def _heard(caller: socket.socket) -> bytes:
    try:
        return caller.recv(_BUFFER)
    except OSError:
        return b""


def one(port: int, count: int) -> None:
    """Print the times of single requests, in microseconds."""
    connection = Door(port).connect()
    for _ in range(count):
        began = time.perf_counter()
        connection.sendall(_REQUEST)
        connection.recv(_BUFFER)
        print(f"{(time.perf_counter() - began) * 1e6:.1f}")


def many(port: int, count: int) -> None:
    """Print how many seconds 40 clients took for how many requests."""
    selector = selectors.DefaultSelector()
    connections = [Door(port).connect() for _ in range(MANY)]
    began = time.perf_counter()
    for connection in connections:
        selector.register(connection, selectors.EVENT_READ, connection)
        connection.sendall(_REQUEST)
    answered = 0
    while answered < count:
        for key, _ in selector.select():
            key.data.recv(_BUFFER)
            key.data.sendall(_REQUEST)
            answered += 1
    print(f"{time.perf_counter() - began:.6f} {answered}")


def fan(port: int, count: int) -> None:
    """Print the times from a press to the last of 40 receivers, in microseconds."""
    presser, selector = Door(port).connect(), selectors.DefaultSelector()
    for _ in range(MANY):
        connection = Door(port).connect()
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        connection.recv(_BUFFER)
        selector.register(connection, selectors.EVENT_READ, connection)
    for _ in range(count):
        began = time.perf_counter()
        presser.sendall(_REQUEST)
        told = 0
        while told < MANY:
            for key, _ in selector.select():
                key.data.recv(_BUFFER)
                told += 1
        print(f"{(time.perf_counter() - began) * 1e6:.1f}")
        presser.recv(_BUFFER)


def main() -> int:
    """Do what the words say; 0."""
    word, *given = sys.argv[1:]
    if word == "serve":
        serve(str(Path(given[0])))
    else:
        {"one": one, "many": many, "fan": fan}[word](int(given[0]), int(given[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
