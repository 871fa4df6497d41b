"""Values that break careless programs, and how they get into a call that was fine."""

import random
from typing import Any, Final

from hypothesis import strategies as st

TEXTS: Final = (
    "",
    " ",
    "\x00",
    "\x1b[31m\r\n\x08",
    "O’Brien-N’Diaye",
    "Nguyễn Thị Hằng",
    "محمد عبد الله",
    "王小明",
    "Достоевский",
    "שרה לוי",
    "ประยุทธ์",
    "Ὀδυσσεύς",
    "ᚠᛇᚻ",
    "👩🏽‍🚒",
    "\u202eabc\u2066def",
    "Z̷̢͝a̵͎͐l̶͙̈g̴̝̓o̸̡͊",
    "\ufeff\u200b\u2028",
    "\ud7ff\ue000\uffff",
    "%s%n{0}${7*7}",
    "'; DROP TABLE visit; --",
    "../../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "a" * 5000,
    "K001",
    "CQ1:" + "A" * 200,
)
TIMES: Final = (
    "0000-00-00",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2026-02-29",
    "2026-03-29T02:30:00+01:00",
    "2026-11-24T09:00:00",
    "2026-11-24T09:00:00+99:99",
    "2026-11-24T24:00:00Z",
    "1969-12-31T23:59:59Z",
    "25:61",
)
NUMBERS: Final = (
    -1,
    0,
    2**31,
    2**63,
    -(2**63) - 1,
    10**40,
    1e308,
    -0.0,
    5e-324,
    0.1,
)
OTHERS: Final[tuple[Any, ...]] = (None, True, False, [], {}, [[]], {"": None})


def _deep(levels: int) -> Any:  # noqa: ANN401 - JSON
    value: Any = None
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return value


NASTY: Final = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from(TIMES),
    st.sampled_from(NUMBERS),
    st.sampled_from(OTHERS),
    st.integers(2, 200).map(_deep),
    st.integers(2, 3000).map(lambda count: ["x"] * count),
    st.text(max_size=40),
)


def spoiled(body: Any, value: Any, seed: int) -> Any:  # noqa: ANN401 - JSON
    """Return a body with one of its values replaced, or with a name that nobody asked for."""
    if not isinstance(body, dict) or not body:
        return value
    chooser = random.Random(seed)
    copy = dict(body)
    name = chooser.choice([*sorted(copy), "surprise"])
    inner = copy.get(name)
    if isinstance(inner, dict) and inner and chooser.random() < 0.7:
        copy[name] = spoiled(inner, value, seed + 1)
    elif isinstance(inner, list) and inner and chooser.random() < 0.7:
        place = chooser.randrange(len(inner))
        copy[name] = [*inner[:place], spoiled(inner[place], value, seed + 1), *inner[place + 1 :]]
    else:
        copy[name] = value
    return copy
