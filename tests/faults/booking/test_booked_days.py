"""Site and booking server agree at the end of a day, or a reason stands beside each difference.

Only in long counts: seeds fix what happens, not when.
"""

from collections.abc import Iterator

import pytest

from tests.faults.booking.prepared import PreparedPost, prepared_post
from tests.faults.booking.soaking import DAYS, BookingSoak


@pytest.fixture(scope="module")
def post() -> Iterator[PreparedPost]:
    """Return a site that is set up, for days on copies of it."""
    with prepared_post() as made:
        yield made


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("profile", ["line", "lies", "all"])
def test_very_many_days_agree(
    post: PreparedPost, profile: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        soak = BookingSoak(post, 1, print)
        soak.days(DAYS, profile)
    assert not soak.failed, "\n".join(soak.failed)
