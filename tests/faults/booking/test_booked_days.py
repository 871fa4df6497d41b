"""Site and booking server agree at the end of a day, or a reason stands beside each difference."""

from collections.abc import Iterator

import pytest

from tests.faults.booking.prepared import PreparedPost, prepared_post
from tests.faults.booking.soaking import DAYS, BookingSoak


@pytest.fixture(scope="module")
def post() -> Iterator[PreparedPost]:
    """Return a site that is set up, for days on copies of it."""
    with prepared_post() as made:
        yield made


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nothing_is_lost_or_doubled_over_a_line_that_fails(post: PreparedPost) -> None:
    soak = BookingSoak(post, 3, print)
    soak.days(1, "line", turns=20)
    assert not soak.failed, "\n".join(soak.failed)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_server_that_lies_is_not_believed(post: PreparedPost) -> None:
    soak = BookingSoak(post, 2, print)
    soak.days(1, "lies", turns=20)
    assert not soak.failed, "\n".join(soak.failed)


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
