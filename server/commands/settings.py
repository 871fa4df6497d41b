"""`export-settings` and `import-settings`: the site's settings and catalogue as one JSON file."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.catalogue import Catalogue, catalogue_document
from core.errors import SettingsInvalid
from core.model import SettingsLayer
from core.ports import UnitOfWork
from core.runtime.settings import SettingsError, check_settings
from core.things import Actor
from core.usecases import settings as site_settings
from core.usecases.settings import ChangeSettings, ImportCatalogue
from server.commands import opened
from server.faults import Stop
from server.options import OneLineParser
from sync.contract.settings import SettingsDocument


def export_settings(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Print `{"settings": …, "catalogue": …}`."""
    options = parser.parse_args(arguments)
    with opened(options) as store, store.read() as reader:
        site = reader.site()
        document = {
            "settings": dict(reader.settings()[1]),
            "catalogue": catalogue_document(Catalogue(site.services, site.counters)),
        }
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def import_settings(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Put settings, a catalogue or both in force: what the file names, whole or not at all.

    Raises:
        Stop: The file cannot be read, or some values are refused.
    """
    parser.add_argument("file", type=Path, help="what export-settings printed; - is standard input")
    parser.add_argument(
        "--layer",
        choices=[layer.value for layer in SettingsLayer],
        default=SettingsLayer.SITE.value,
        help="who sets these values: the product, the ministry or, without it, the site",
    )
    options = parser.parse_args(arguments)
    found = _read(options.file)
    settings = None
    if "settings" in found:
        try:
            checked = check_settings(found["settings"], SettingsDocument, source=str(options.file))
        except SettingsError as error:
            raise Stop(str(error)) from error
        settings = checked.model_dump(mode="json")

    with opened(options) as store:
        try:
            layer = SettingsLayer(options.layer)
            store.write(lambda uow: _change(uow, settings, found.get("catalogue"), layer))
        except SettingsInvalid as error:
            raise Stop(f"{options.file}: " + "; ".join(error.mistakes)) from error


def _change(
    uow: UnitOfWork,
    settings: dict[str, Any] | None,
    catalogue: dict[str, Any] | None,
    layer: SettingsLayer,
) -> None:
    if settings is not None:
        site_settings.change(uow, Actor(), ChangeSettings(settings, layer=layer))
    if catalogue is not None:
        site_settings.import_catalogue(uow, Actor(), ImportCatalogue(catalogue))


def _read(path: Path) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
        found = json.loads(text)
    except OSError as error:
        raise Stop(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise Stop(f"{path}: not JSON: {error}") from error
    parts = {"settings", "catalogue"}
    if not isinstance(found, dict) or not found or set(found) - parts:
        raise Stop(f"{path}: an object with settings, catalogue or both is expected")
    return found
