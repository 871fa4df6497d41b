"""Server-sent events, however they are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.client.sse import LONGEST, EventStream, ServerSentEvent, StreamInvalid

TEXT = (
    b"retry: 1000\n\n: hello\n\nevent: clock\r\ndata: {}\r\n\r\n"
    b"id: 4\rdata: one\rdata:two\r\rid: 5\ndata: \xc3\xa9\n\nevent: nothing\n\n"
)
EVENTS = [
    ServerSentEvent("clock", None, "{}"),
    ServerSentEvent("message", "4", "one\ntwo"),
    ServerSentEvent("message", "5", "é"),
]


@given(cuts=st.lists(st.integers(0, len(TEXT)), max_size=12))
def test_the_same_events_come_out_wherever_the_network_cuts(cuts: list[int]) -> None:
    stream, start = EventStream(), 0
    found: list[ServerSentEvent] = []
    for cut in [*sorted(cuts), len(TEXT)]:
        found += stream.feed(TEXT[start:cut])
        start = cut
    assert found == EVENTS


@given(junk=st.binary(max_size=300))
def test_junk_makes_events_or_a_refusal_and_nothing_else(junk: bytes) -> None:
    try:
        list(EventStream().feed(junk))
    except StreamInvalid:
        return


@pytest.mark.parametrize("piece", [b"x" * 1024, b"data: xx\n" * 128])
def test_an_endless_event_is_refused(piece: bytes) -> None:
    stream = EventStream()

    def pour() -> None:
        for _ in range(LONGEST // len(piece) + 200):
            list(stream.feed(piece))

    with pytest.raises(StreamInvalid):
        pour()
