"""The virtual thermal printer: `python -m demonstration.thermal_printer --port 0 --out slips`."""

import argparse
import signal
import socket
import threading
from pathlib import Path
from types import FrameType

from demonstration.thermal_printer.device import Device
from demonstration.thermal_printer.mechanism import Mechanism
from demonstration.thermal_printer.ports import ORDERS, ControlPort, DataPort, TerminalWire, serve

_HOST = "127.0.0.1"


def main(arguments: list[str] | None = None) -> int:
    """Run until `quit` is ordered or a signal ends it."""
    options = _options(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    device = Device(options.buffer)
    mechanism = Mechanism(
        device, options.out, width=options.width, speed_mm_s=options.speed, told=_say
    )

    def end(_number: int, _frame: FrameType | None) -> None:
        # The main thread may hold the device's lock: another one asks for the end.
        threading.Thread(target=device.close).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    with _listen(options.port) as data, _listen(options.control) as control:
        data_port = DataPort(device, data)
        control_port = ControlPort(device, control, data_port)
        for order in options.script:
            if not (answer := control_port.obey(order)).startswith("ok"):
                _say(f"{order!r}: {answer}")
                return 2
        works = [mechanism.run, data_port.run, control_port.run]
        if options.pty:
            terminal = TerminalWire()
            works.append(lambda: serve(device, terminal))
            _say(f"serial on {terminal.name}")
        threads = [threading.Thread(target=work, daemon=True) for work in works]
        for thread in threads:
            thread.start()
        _say(f"listening on {_HOST}:{data.getsockname()[1]}")
        _say(f"control on {_HOST}:{control.getsockname()[1]}")
        with device.changed:
            while not device.closing:
                # Short, so that signals are handled between two waits.
                device.changed.wait(0.5)
        for thread in threads:
            thread.join(2.0)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m demonstration.thermal_printer",
        description="A virtual thermal printer on loopback.",
        epilog=f"Orders of the control port, one a line: {', '.join(ORDERS)}.",
    )
    parser.add_argument("--port", type=int, default=9100, help="data port; 0 for any free one")
    parser.add_argument("--control", type=int, default=0, help="control port; 0 for any free one")
    parser.add_argument("--out", type=Path, default=Path("slips"), help="folder for NNN.bin, .png")
    parser.add_argument("--width", type=int, default=576, choices=(384, 576), help="dots a row")
    parser.add_argument("--speed", type=float, default=150.0, help="mm a second; 0: no delay")
    parser.add_argument("--buffer", type=int, default=1 << 20, help="bytes taken before it waits")
    parser.add_argument("--pty", action="store_true", help="offer a pseudo-terminal as well")
    parser.add_argument(
        "--script", type=_orders, default=[], help="file of orders that are obeyed at the start"
    )
    return parser.parse_args(arguments)


def _orders(path: str) -> list[str]:
    """Return the orders of a script, without blank lines and those that begin with #."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise argparse.ArgumentTypeError(f"{path} cannot be read") from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _listen(port: int) -> socket.socket:
    return socket.create_server((_HOST, port), backlog=8)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
