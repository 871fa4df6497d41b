"""`init`: makes a site's folder, key, certificate, database and settings; harmless again."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.errors import Refusal, SettingsInvalid
from core.runtime.keys import KeyMissing, make_data_key
from core.runtime.paths import resource
from core.runtime.settings import SettingsError, load_settings
from core.things import Actor
from core.usecases import settings as site_settings
from core.usecases.settings import Initialise
from server.commands.codes import OWN_KEY_ID, new_signing_key
from server.data_folder import DataFolder
from server.faults import DAMAGED, Stop
from server.opening import open_store
from server.options import OneLineParser, clock_of, folder_of
from server.tls import make_certificate
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
    name = str(options.name).strip()
    if not 0 < len(name) <= 120 or not name.isprintable():
        raise Stop("--name: a line of 1 to 120 characters")
    key = _made(folder, options.database)
    store = open_store(folder, key, clock)
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
            raise Stop(f"--zone: {options.zone} is no zone that this machine knows") from error
        raise
    finally:
        store.close()
    if options.database is not None:
        folder.keep_address(options.database)
    if not folder.certificate.exists() or not folder.certificate_key.exists():
        make_certificate(folder.certificate, folder.certificate_key, data_key=key, now=clock.now())
    _restrict(folder)
    print(receipt["site_id"], file=sys.stdout)  # noqa: T201 - the answer of the command


def _made(folder: DataFolder, address: str | None) -> bytes:
    """Make the folder and its key, unless they are there; return the key."""
    if address is not None:
        # A wrong address is refused before anything is made.
        folder.server_database()
    try:
        folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return make_data_key(folder.path)
    except OSError as error:
        raise Stop(f"{folder.path} cannot be written: {error.strerror}") from error
    except KeyMissing as error:
        raise Stop(f"{error}; without it the data cannot be read", DAMAGED) from error


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
        return load_settings(path, SettingsDocument).model_dump(mode="json")
    except SettingsError as error:
        raise Stop(str(error)) from error


def _restrict(folder: DataFolder) -> None:
    if sys.platform != "win32":
        os.chmod(folder.path, 0o700)  # noqa: PTH101 - the folder may be a link
