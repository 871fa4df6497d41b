"""What this program is."""

from importlib.metadata import PackageNotFoundError, version
from typing import Final

_UNINSTALLED: Final = "0.1.0"


def product_version() -> str:
    """Return the version of this program."""
    try:
        return version("guichet")
    except PackageNotFoundError:
        return _UNINSTALLED
