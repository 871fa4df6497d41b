"""Nothing answered is lost and nothing is done twice, however often the program is killed."""

import pytest

from tests.faults.prepared import Prepared
from tests.faults.soaking import KILLS, Soak

_GENEROUS_S = 5.0
"""Of the processor, from the start of the program to its first answer."""


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_program_that_is_killed_keeps_its_promises(prepared: Prepared) -> None:
    soak = Soak(prepared, 1, print)
    soak.kills(4)
    assert not soak.failed, "\n".join(soak.failed)
    assert soak.slowest_start_s < _GENEROUS_S


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_a_program_that_is_killed_very_often_keeps_its_promises(
    prepared: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        soak = Soak(prepared, 1, print)
        soak.kills(KILLS)
    assert not soak.failed, "\n".join(soak.failed)
