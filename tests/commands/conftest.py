"""A site whose application runs, for the tests of single commands."""

import pytest

from core.model import Role
from tests.server.conftest import data_folder, fresh_site, site
from tests.server.site_support import SiteUnderTest

__all__ = ["data_folder", "fresh_site", "led_site", "site"]


@pytest.fixture
def led_site(site: SiteUnderTest) -> SiteUnderTest:
    """Sign a lead in."""
    site.sign_in("chef", Role.LEAD)
    return site
