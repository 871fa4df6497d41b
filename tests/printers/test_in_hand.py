"""The slip that is on its way, as the next start finds it."""

import stat
from pathlib import Path

import pytest

from printers.in_hand import InHand


def test_what_was_taken_is_left_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "in-hand-1"
    InHand(path).take("0192f0c4~copy")
    again = InHand(path)
    assert again.left == "0192f0c4~copy"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again.release()
    assert InHand(path).left is None
    again.release()


def test_what_was_left_stays_known_while_the_next_slip_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "in-hand-1"
    InHand(path).take("a")
    again = InHand(path)
    again.take("b")
    assert again.left == "a"
    assert InHand(path).left == "b"


@pytest.mark.parametrize("content", [b"", b"a b", b"\xff\xfe", b"x" * 5000, b"a\nb", b"\x00"])
def test_what_is_no_slip_is_no_doubt(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "in-hand-1"
    path.write_bytes(content)
    assert InHand(path).left is None


def test_a_disk_that_refuses_costs_nobody_a_slip(tmp_path: Path) -> None:
    in_hand = InHand(tmp_path / "missing" / "in-hand-1")
    in_hand.take("a")
    in_hand.release()
    assert InHand().left is None
