"""`export-settings` and `import-settings`: a site's settings and catalogue as one JSON file."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.errors import SettingsInvalid
from core.model import SettingsLayer
from core.ports import UnitOfWork
from core.runtime.settings import SettingsError, check_settings
from core.things import Actor
from core.usecases import settings as site_settings
from core.usecases.searching import NoteTaking, note_taking
from core.usecases.settings import ImportSettings
from server.commands import opened
from server.faults import Stop
from server.options import OneLineParser
from server.settings_check import checked, checked_layers, strict_json
from server.settings_file import layers_of, settings_file
from sync.contract.settings_calls import FORMAT, SettingsFile


def export_settings(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Print all layers of the settings and the catalogue, without any secret."""
    options = parser.parse_args(arguments)
    with opened(options) as store:
        store.write(lambda uow: note_taking(uow, Actor(), NoteTaking("settings")))
        with store.read() as reader:
            found = settings_file(reader)
    sys.stdout.write(found.model_dump_json(indent=2) + "\n")


def import_settings(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Put layers, a catalogue or both in force: what the file names, whole or not at all.

    Besides what `export-settings` prints, a file may hold `{"settings": …}`, which is what one
    layer says, beside `{"catalogue": …}`.

    Raises:
        Stop: The file cannot be read, or some values are refused.
    """
    parser.add_argument("file", type=Path, help="what export-settings printed; - is standard input")
    parser.add_argument(
        "--layer",
        choices=[layer.value for layer in SettingsLayer],
        default=SettingsLayer.SITE.value,
        help="who sets `settings`: the product, the ministry or, without it, the site",
    )
    options = parser.parse_args(arguments)
    found = _read(options.file)
    one_layer = found.pop("settings", None)
    try:
        file = check_settings(found, SettingsFile, source=str(options.file))
    except SettingsError as error:
        raise Stop(str(error)) from error
    with opened(options) as store:
        try:
            with store.read() as reader:
                present = layers_of(reader)
            given = checked_layers(present, file.layers)
            if one_layer is not None:
                layer = SettingsLayer(options.layer)
                given[layer] = checked({**present, **given}, layer, _object(one_layer))
            command = ImportSettings(given, file.catalogue)
            store.write(lambda uow: _import(uow, command))
        except SettingsInvalid as error:
            raise Stop(f"{options.file}: " + "; ".join(error.mistakes)) from error


def _import(uow: UnitOfWork, command: ImportSettings) -> None:
    site_settings.import_settings(uow, Actor(), command)


def _object(found: object) -> Mapping[str, Any]:
    if not isinstance(found, Mapping):
        raise SettingsInvalid(["settings: must be an object"])
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
        found = strict_json(text)
    except OSError as error:
        raise Stop(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise Stop(f"{path}: not JSON: {error}") from error
    if not isinstance(found, dict):
        raise Stop(f"{path}: an object is expected, as export-settings prints it")
    if not set(found) & {"settings", "layers", "catalogue"}:
        raise Stop(f"{path}: an object with layers, settings or a catalogue is expected")
    version = found.get("format", FORMAT)
    if isinstance(version, int) and version > FORMAT:
        raise Stop(f"{path}: made by a newer version of Guichet (format {version})")
    return found
