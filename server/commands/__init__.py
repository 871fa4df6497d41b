"""What an administrator does at the command line, one file a noun."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from core.store import Store
from server.opening import open_store, require_site
from server.options import folder_of
from server.site_clock import command_clock


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Store]:
    """Open the site's database beside a server that may be running.

    Raises:
        Stop: There is none, it cannot be opened, or it holds no site.
    """
    folder = folder_of(options)
    store = open_store(folder, folder.key(), command_clock(options, folder))
    try:
        require_site(store, folder)
        yield store
    finally:
        store.close()
