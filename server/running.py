"""Runs a site's server, from its folder to a socket that answers."""

import argparse
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.types import ASGIApp

from core.ports import Clock
from core.runtime.clock import SteadyClock, SystemClock
from core.runtime.logs import start_logging, stop_logging
from core.runtime.sweeping import keep_out_what_stays
from core.store import Store
from core.usecases import stations
from server.app import make_app, work_out_routes
from server.authority import AUTHORITY_DAMAGED, Authority
from server.background import Background
from server.certificates import Certificates
from server.clock_watch import believable
from server.data_folder import DataFolder
from server.discovery import discovery
from server.faults import DAMAGED, Stop
from server.opening import open_store, plainly_told, require_site, require_sound
from server.options import advertised, clock_of, folder_of, is_loopback, seal_files
from server.seal_file import SealFile
from server.sealing import SealKey
from server.serving import bind, leave_on_signals, serve
from server.site_clock import published
from server.wiring import Wiring
from sync.contract.authority import fingerprint_of
from sync.contract.discovery import mark_of

if TYPE_CHECKING:
    from core.store.postgresql import Postgresql, Seat
    from server.succession import Succession, Term

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
    clock = SteadyClock() if options.clock is None else clock_of(options)
    if not believable(clock.now()):
        raise Stop(f"this machine's clock shows {clock.now():%Y-%m-%d}: set it first")
    folder = folder_of(options)
    root = folder.ring().root
    with folder.locked(), published(folder, clock):
        shown = None if options.no_tls else _certificates(folder, root)
        authority = None if shown is None else shown.authority
        database = folder.server_database()
        wiring_of = partial(
            _wired,
            folder,
            root=root,
            clock=clock,
            authority=authority,
            seals=seal_files(options, folder),
            event_files=options.event_files,
        )
        try:
            if database is None:
                with _alone(folder, clock, wiring_of) as wiring:
                    _listen(options, folder, shown, make_app(wiring), wiring.end_feeds)
            else:
                with closing(_one_of_two(database, folder, clock, wiring_of)) as succession:
                    _listen(
                        options,
                        folder,
                        shown,
                        succession,
                        succession.end_feeds,
                        succession.advertise,
                    )
        finally:
            stop_logging()


@contextmanager
def _alone(
    folder: DataFolder, clock: Clock, wiring_of: Callable[[Store], Wiring]
) -> Iterator[Wiring]:
    """Open the site's own file, which no other server shares."""
    store = open_store(folder, folder.key(), clock)
    try:
        yield wiring_of(store)
    finally:
        store.close()


def _one_of_two(
    database: "Postgresql",
    folder: DataFolder,
    clock: Clock,
    wiring_of: Callable[[Store], Wiring],
) -> "Succession":
    """Take the seat of the active server, or get ready to take over."""
    # Sites on a file start faster without them.
    from core.store.migrate import refuse_newer  # noqa: PLC0415
    from server.succession import Succession, Term  # noqa: PLC0415

    def begin(seat: "Seat") -> "Term":
        store = Store.on(database, clock, seat.engine)
        try:
            wiring = wiring_of(store)
            wiring.catch_up()
            return Term(store, wiring, make_app(wiring))
        except BaseException:
            store.close()
            raise

    succession = Succession(database, begin, clock.now)
    try:
        with plainly_told(folder):
            if not succession.prepare():
                refuse_newer(database)
                work_out_routes()  # what takes long is done before it is needed
    except BaseException:
        succession.close()
        raise
    return succession


def _wired(
    folder: DataFolder,
    store: Store,
    *,
    root: bytes,
    clock: Clock,
    authority: Authority | None,
    seals: Sequence[SealFile],
    event_files: Path | None,
) -> Wiring:
    require_site(store, folder)
    require_sound(store, folder, SealKey(root), seals)
    carry = stations.CarryPairingCodes(SystemClock().now())
    store.write(lambda uow: stations.carry_pairing_codes(uow, carry))
    return Wiring(folder, store, clock, authority=authority, seals=seals, event_files=event_files)


def _listen(
    options: argparse.Namespace,
    folder: DataFolder,
    shown: Certificates | None,
    app: ASGIApp,
    on_stopping: Callable[[], None],
    on_bound: Callable[[str | None], None] | None = None,
) -> None:
    sock = bind(options.host, options.port)
    start_logging("server", folder.logs)
    for chatty in ("uvicorn", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    host, port = sock.getsockname()[:2]
    scheme = "http" if shown is None else "https"
    place = f"[{host}]" if ":" in host else host
    line = f"listening on {scheme}://{place}:{port}"
    if on_bound is not None:
        on_bound(advertised(options, host, port, scheme))

    def listening() -> None:
        keep_out_what_stays()
        print(line, flush=True)  # noqa: T201 - the interface of the program
        _log.info(line)

    with _known(options, shown, port):
        tls = None if shown is None else shown.context
        serve(app, sock, tls=tls, on_listening=listening, on_stopping=on_stopping)


@contextmanager
def _known(options: argparse.Namespace, shown: Certificates | None, port: int) -> Iterator[None]:
    """Keep the certificate good, and let stations find this server."""
    if shown is None:
        yield
        return
    renewal = Background((shown.refresh,))
    mark = mark_of(fingerprint_of(shown.authority.certificate))
    found = None if options.no_discovery else discovery(mark, options.host, port)
    renewal.start()
    if found is not None:
        found.start()
    try:
        yield
    finally:
        if found is not None:
            found.stop()
        renewal.stop()


def _certificates(folder: DataFolder, root: bytes) -> Certificates:
    try:
        return Certificates(folder, root, SystemClock().now)
    except (OSError, ValueError) as error:
        raise Stop(AUTHORITY_DAMAGED, DAMAGED) from error
