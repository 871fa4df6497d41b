"""`init`: makes a site's folder, key, authority and data; `change-site`: its name and zone."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.errors import Refusal, SettingsInvalid, Unprocessable
from core.runtime.clock import SystemClock
from core.runtime.key_ring import KeyRing
from core.runtime.key_sources import KeyMissing
from core.runtime.paths import resource
from core.runtime.settings import SettingsError, load_settings
from core.store.backup import fitting_key
from core.things import Actor
from core.usecases import settings as site_settings
from core.usecases import site_changing
from core.usecases.settings import Initialise
from core.usecases.site_changing import ChangeSite
from server.authority import Authority
from server.commands import opened
from server.commands.codes import OWN_KEY_ID, new_signing_key
from server.data_folder import DataFolder
from server.faults import DAMAGED, Stop
from server.opening import open_store
from server.options import OneLineParser, clock_of, folder_of
from server.settings_check import whole
from server.slip_check import unshown
from sync.contract.settings import SettingsDocument


def init(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Set a site up; one that is there stays as it is.

    Raises:
        Stop: The folder cannot be written, or a value is refused.
    """
    parser.add_argument("--name", required=True, help="name of the site, as people see it")
    parser.add_argument("--zone", required=True, help="IANA zone, such as Europe/Lisbon")
    parser.add_argument("--catalogue", type=Path, metavar="FILE", help="services and counters")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="first settings")
    options = parser.parse_args(arguments)
    clock = clock_of(options)
    folder = folder_of(options)
    catalogue = _json(options.catalogue or resource("services", "default_catalogue.json"))
    document = _settings(options.settings or resource("services", "default_settings.json"))
    name = _name(options.name)
    ring = _made(folder, options.database)
    store = open_store(folder, fitting_key(folder.database, ring.keys), clock)
    command = Initialise(name, options.zone, document, catalogue)
    try:
        receipt = store.write(lambda uow: site_settings.initialise(uow, Actor(), command))
        if receipt["created"]:
            signing = new_signing_key(OWN_KEY_ID)
            store.write(lambda uow: site_settings.add_signing_key(uow, Actor(), signing))
    except SettingsInvalid as error:
        raise Stop("settings or catalogue: " + "; ".join(error.mistakes)) from error
    except Refusal as error:
        if error.code == "zone_unknown":
            raise _no_zone(options.zone) from error
        raise
    finally:
        store.close()
    if options.database is not None:
        folder.keep_address(options.database)
    if not folder.certificate_key.exists():
        # Stations compare its dates with their own clocks, whatever the site's time is.
        Authority.make(folder, ring.root, SystemClock().now())
    _restrict(folder)
    print(receipt["site_id"], file=sys.stdout)  # noqa: T201 - the answer of the command


def _made(folder: DataFolder, address: str | None) -> KeyRing:
    """Make the folder and its keys, unless they are there; return the keys."""
    if address is not None:
        # A wrong address is refused before anything is made.
        folder.server_database()
    try:
        folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder.make_keys()
    except OSError as error:
        raise Stop(f"{folder.path} cannot be written: {error.strerror}") from error
    except KeyMissing as error:
        raise Stop(f"{error}; without it the data cannot be read", DAMAGED) from error


def change_site(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Give a site another name or another zone, beside its server or without.

    Raises:
        Stop: A value is refused, or none is given.
    """
    parser.add_argument("--name", help="name of the site, as people see it")
    parser.add_argument("--zone", help="IANA zone, such as Europe/Lisbon")
    options = parser.parse_args(arguments)
    name = None if options.name is None else _name(options.name)
    if name is None and options.zone is None:
        raise Stop("change-site: nothing to change; give --name, --zone or both")
    command = ChangeSite(name, options.zone)
    with opened(options) as store:
        try:
            store.write(lambda uow: site_changing.change_site(uow, Actor(), command))
        except Unprocessable as error:
            raise _no_zone(options.zone) from error


def _name(given: str) -> str:
    name = given.strip()
    if not 0 < len(name) <= 120 or not name.isprintable():
        raise Stop("--name: a line of 1 to 120 characters")
    if unsaid := unshown(name):
        raise Stop(f"--name: {unsaid}")
    return name


def _no_zone(zone: str) -> Stop:
    return Stop(f"--zone: {zone} is no zone that this machine knows")


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Stop(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise Stop(f"{path}: not JSON: {error}") from error
    if not isinstance(found, dict):
        raise Stop(f"{path}: an object with services and counters is expected")
    return found


def _settings(path: Path) -> dict[str, Any]:
    try:
        return whole(load_settings(path, SettingsDocument).model_dump(mode="json"))
    except SettingsError as error:
        raise Stop(str(error)) from error
    except SettingsInvalid as error:
        raise Stop(f"{path}: {'; '.join(error.mistakes)}") from error


def _restrict(folder: DataFolder) -> None:
    if sys.platform != "win32":
        os.chmod(folder.path, 0o700)  # noqa: PTH101 - the folder may be a link
