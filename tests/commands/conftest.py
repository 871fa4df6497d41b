"""A site whose application runs, for the tests of single commands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.model import Role
from server.data_folder import DataFolder
from tests.fakes.identity_provider import SECRET, Provider, identity_provider
from tests.server.conftest import data_folder, fresh_site, site, staffed_site
from tests.server.site_support import SiteUnderTest
from tests.support.trusted_provider import link, trust

__all__ = ["data_folder", "fresh_site", "led_site", "site", "staffed_site"]


@pytest.fixture
def led_site(site: SiteUnderTest) -> SiteUnderTest:
    """Sign a lead in."""
    site.sign_in("chef", Role.LEAD)
    return site


@pytest.fixture
def provider(site: SiteUnderTest, data_folder: Path) -> Iterator[Provider]:
    """Serve a provider that the site trusts, with lea linked to whoever is at the browser."""
    with identity_provider(site.clock.now) as serving:
        trust(site, serving)
        DataFolder(data_folder).keep_provider_secret(SECRET)
        link(site, "lea", serving.subject)
        yield serving
