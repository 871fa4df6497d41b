"""Seeded histories with crashes, lost answers and doubled commands, inside one process."""

import pytest

from tests.faults.prepared import Prepared
from tests.faults.soaking import HISTORIES, Soak


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_histories_with_crashes_keep_the_promises(prepared: Prepared) -> None:
    soak = Soak(prepared, 1, print)
    soak.histories(6)
    assert not soak.failed, "\n".join(soak.failed)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_very_many_histories_keep_the_promises(
    prepared: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        soak = Soak(prepared, 1, print)
        soak.histories(HISTORIES)
    assert not soak.failed, "\n".join(soak.failed)
