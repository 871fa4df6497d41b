"""A site whose application runs, for the tests of single commands."""

from tests.server.conftest import data_folder, fresh_site, site

__all__ = ["data_folder", "fresh_site", "site"]
