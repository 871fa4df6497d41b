"""`guichet-booking-sandbox`: serves an invented day as RDV Service Public would."""

import argparse
import asyncio
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

import uvicorn

from core.runtime.clock import SystemClock, parse_clock
from demonstration.booking_sandbox.app import make_app
from demonstration.booking_sandbox.calls import Clock, Sandbox
from demonstration.booking_sandbox.codes import load_code_key
from demonstration.booking_sandbox.scenario import ScenarioError, load_scenario
from demonstration.booking_sandbox.state import State, StateError
from demonstration.booking_sandbox.webhooks import Courier

MORNING = Path(__file__).with_name("scenarios") / "morning.json"
DEFAULT_TOKEN = "sandbox-token"  # noqa: S105 - opens invented data on this machine alone
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGTERM or SIGINT.

    Returns:
        0 when it was stopped, 2 for wrong use.
    """
    options = _parser().parse_args(arguments)
    if options.host not in _LOOPBACK:
        return _wrong("the sandbox listens on this machine alone: --host 127.0.0.1")
    try:
        clock: Clock = parse_clock(options.clock) if options.clock else SystemClock()
        key = load_code_key(options.code_key) if options.code_key else None
        scenario = load_scenario(options.scenario)
        state = State(options.data, scenario, options.token or [DEFAULT_TOKEN])
    except (ScenarioError, StateError, ValueError) as error:
        return _wrong(str(error))
    try:
        sock = bind(options.host, options.port)
    except (OSError, OverflowError) as error:
        state.close()
        reason = getattr(error, "strerror", None) or str(error)
        return _wrong(f"cannot listen on {options.host}:{options.port}: {reason}")
    try:
        sandbox = Sandbox(state, clock, key)
        courier = Courier(state.webhooks, lambda: sandbox.now().timestamp(), options.webhook_pace)
        courier.start()
        try:
            _serve(sock, sandbox, options.host)
        finally:
            courier.close()
    finally:
        state.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="guichet-booking-sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="loopback only")
    parser.add_argument("--port", type=int, default=8470, help="0 takes a free one")
    parser.add_argument("--data", type=Path, help="keep the state in this file")
    parser.add_argument("--scenario", type=Path, default=MORNING, help="the day to start from")
    parser.add_argument("--token", nargs="+", help=f"tokens to let in (default {DEFAULT_TOKEN})")
    parser.add_argument("--code-key", type=Path, help="sign appointment codes with this key")
    parser.add_argument("--clock", help="START[@SPEED], such as 2026-11-24T08:50:00+00:00@20")
    parser.add_argument(
        "--webhook-pace",
        type=float,
        default=1.0,
        help="how long webhooks wait between attempts, beside the real server (1)",
    )
    return parser


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one.

    Raises:
        OSError: The address cannot be listened on.
        OverflowError: There is no such port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, since asyncio turns the 40 ms delay of small answers off for TCP alone.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(128)
    except (OSError, OverflowError):
        sock.close()
        raise
    sock.setblocking(False)
    return sock


def _serve(sock: socket.socket, sandbox: Sandbox, host: str) -> None:
    port = sock.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host

    def announce() -> None:
        print(f"listening on http://{shown}:{port}", flush=True)

    config = uvicorn.Config(
        make_app(sandbox),
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    # uvicorn raises the signals again once it has stopped; a stop that was asked for exits with 0.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _ignore)
    asyncio.run(_Server(config, announce).serve(sockets=[sock]))


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """Take a signal that was acted on already."""


def _wrong(sentence: str) -> int:
    print(f"guichet-booking-sandbox: {sentence}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
