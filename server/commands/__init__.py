"""What an administrator does at the command line, one file a noun."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from core.store import Store
from server.opening import open_store
from server.options import folder_of
from server.site_clock import command_clock


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Store]:
    """Open the site's database beside a server that may be running.

    Raises:
        Stop: There is none, or it cannot be opened.
    """
    folder = folder_of(options)
    store = open_store(folder, folder.key(), command_clock(options, folder))
    try:
        yield store
    finally:
        store.close()
