"""Runs a site's server, from its folder to a socket that answers."""

import argparse
import logging
import ssl

from core.runtime.clock import SystemClock
from core.runtime.logs import start_logging, stop_logging
from core.usecases import stations
from server.app import make_app
from server.data_folder import DataFolder
from server.faults import DAMAGED, Stop
from server.opening import open_store, require_site, require_sound
from server.options import clock_of, folder_of, is_loopback, seal_files
from server.sealing import SealKey
from server.serving import bind, leave_on_signals, serve
from server.site_clock import published
from server.tls import fingerprint, server_context
from server.wiring import Wiring

_log = logging.getLogger(__name__)


def run_server(options: argparse.Namespace) -> None:
    """Serve until a signal asks to stop.

    Raises:
        Stop: Something keeps the server from starting.
    """
    leave_on_signals()
    if not is_loopback(options.host):
        for given, name in ((options.no_tls, "--no-tls"), (options.clock is not None, "--clock")):
            if given:
                raise Stop(f"{name} is for loopback only, not for --host {options.host}")
    clock = clock_of(options)
    folder = folder_of(options)
    key = folder.key()
    with folder.locked(), published(folder, clock):
        tls = None if options.no_tls else _tls(folder, key)
        store = open_store(folder, key, clock)
        try:
            require_site(store, folder)
            seals = seal_files(options, folder)
            require_sound(store, folder, SealKey(key), seals)
            carry = stations.CarryPairingCodes(SystemClock().now())
            store.write(lambda uow: stations.carry_pairing_codes(uow, carry))
            sock = bind(options.host, options.port)
            start_logging("server", folder.logs)
            logging.getLogger("uvicorn").setLevel(logging.WARNING)
            wiring = Wiring(folder, store, clock, tls=tls is not None, seals=seals)
            host, port = sock.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            line = f"listening on {'http' if tls is None else 'https'}://{shown}:{port}"

            def listening() -> None:
                print(line, flush=True)  # noqa: T201 - the interface of the program
                _log.info(line)

            serve(
                make_app(wiring),
                sock,
                tls=tls,
                on_listening=listening,
                on_stopping=wiring.end_feeds,
            )
        finally:
            store.close()
            stop_logging()


def _tls(folder: DataFolder, key: bytes) -> ssl.SSLContext:
    try:
        fingerprint(folder.certificate)
        return server_context(folder.certificate, folder.certificate_key, data_key=key)
    except (OSError, ValueError) as error:
        raise Stop(
            f"the certificate in {folder.path} is missing or damaged: run `init` again", DAMAGED
        ) from error
