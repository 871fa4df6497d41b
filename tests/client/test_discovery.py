"""Finding a server on the network: what is said is an address, and lies lead nowhere."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import StationKind
from sync.client import discovery as client
from sync.client.discovery import Searcher, find_servers
from sync.client.errors import NotFound, Unreachable, WrongServer
from sync.client.http import Connection, Timeouts
from sync.client.identity import load_identity
from sync.client.pairing import enrol, pair
from sync.client.route import Route
from sync.client.site import SiteClient
from sync.contract.authority import fingerprint_of, read_authority
from sync.contract.discovery import ANSWER_BYTES, QUESTION_BYTES, Question, mark_of
from tests.fakes.certificates import Certificate, make_certificate
from tests.fakes.site_rules import TOKEN
from tests.fakes.site_server import SiteServer

SITE, OTHER = "ab" * 32, "cd" * 32
QUICK = Timeouts(1.0, 1.0)
BYTES16 = st.binary(min_size=16, max_size=16)


class Neighbour:
    """Somebody on the network, who answers every question as it likes, or more than once."""

    def __init__(self, says: Callable[[Question], Sequence[bytes]]) -> None:
        self._says = says
        self._sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._sock.bind(("127.0.0.1", 0))
        self.place: tuple[str, int] = self._sock.getsockname()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while True:
            raw, peer = self._sock.recvfrom(2000)
            if not raw:
                return
            question = Question.read(raw)
            assert question is not None
            for answer in self._says(question):
                self._sock.sendto(answer, peer)

    def close(self) -> None:
        self._sock.sendto(b"", self.place)
        self._thread.join(10)
        self._sock.close()


@pytest.fixture
def neighbours(
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[Callable[[Question], Sequence[bytes]]], None]]:
    """Let neighbours be asked, each saying what it likes."""
    there: list[Neighbour] = []

    def come(says: Callable[[Question], Sequence[bytes]]) -> None:
        there.append(Neighbour(says))
        monkeypatch.setattr(client, "TARGETS", tuple(one.place for one in there))

    yield come
    for one in there:
        one.close()


def fingerprint(certificate: Certificate) -> str:
    return fingerprint_of(read_authority(certificate.authority))


# -- words ---------------------------------------------------------------------------


def test_a_question_is_longer_than_its_answer() -> None:
    question = Question(bytes(16), mark_of(SITE))
    assert len(question.to_bytes()) == QUESTION_BYTES
    assert len(question.answer(65535)) == ANSWER_BYTES < QUESTION_BYTES


@given(nonce=BYTES16, mark=BYTES16, port=st.integers(1, 65535))
def test_what_is_said_is_understood(nonce: bytes, mark: bytes, port: int) -> None:
    question = Question(nonce, mark)
    assert Question.read(question.to_bytes()) == question
    assert question.port_in(question.answer(port)) == port


@given(raw=st.binary(max_size=200))
def test_nothing_else_is_taken_for_a_question_or_an_answer(raw: bytes) -> None:
    assert Question.read(raw) is None
    assert Question(bytes(16), mark_of(SITE)).port_in(raw) is None


@given(at=st.integers(0, ANSWER_BYTES - 3), bit=st.integers(0, 7))
def test_an_answer_with_any_bit_but_its_port_changed_is_none(at: int, bit: int) -> None:
    question = Question(bytes(range(16)), mark_of(SITE))
    raw = bytearray(question.answer(8460))
    raw[at] ^= 1 << bit
    assert question.port_in(bytes(raw)) is None


def test_no_port_is_no_answer() -> None:
    question = Question(bytes(16), mark_of(SITE))
    assert question.port_in(question.answer(0)) is None


# -- finding -------------------------------------------------------------------------


def test_answers_to_others_about_others_and_too_many_are_passed_over(
    neighbours: Callable[[Callable[[Question], Sequence[bytes]]], None],
) -> None:
    def lying(question: Question) -> Sequence[bytes]:
        return (
            b"",
            b"x" * 2000,
            Question(bytes(16), question.mark).answer(1),
            Question(question.nonce, mark_of(OTHER)).answer(2),
            question.answer(0),
            question.answer(8460) + b"x",
            *(question.answer(port) for port in range(9001, 9100)),
        )

    neighbours(lying)
    assert find_servers(SITE) == [f"https://127.0.0.1:{port}" for port in range(9001, 9005)]


def test_where_nobody_is_nobody_is_found() -> None:
    assert find_servers(SITE, [("127.0.0.1", 9), ("no such host", 1)]) == []


# -- enrolling without an address ----------------------------------------------------


def test_a_new_station_finds_the_server_that_its_string_is_of(
    secure: SiteServer,
    certificate: Certificate,
    tmp_path: Path,
    neighbours: Callable[[Callable[[Question], Sequence[bytes]]], None],
) -> None:
    own = make_certificate(tmp_path, "stranger")
    stranger = SiteServer(tls=own.context, authority=own.authority).start()
    neighbours(lambda question: [question.answer(stranger.port), question.answer(1)])
    neighbours(lambda question: [question.answer(secure.port)])
    try:
        profile, string = tmp_path / "p", certificate.pairing()
        found = enrol(profile, url=None, string=string, kind=StationKind.KIOSK, name="K")
    finally:
        stranger.stop()
    assert found is not None
    assert found.urls == (secure.url,)
    assert {asked.path for asked in stranger.requests} <= {"/v1/authority"}


def test_a_new_station_that_only_liars_answer_shows_its_code_to_nobody(
    certificate: Certificate,
    tmp_path: Path,
    neighbours: Callable[[Callable[[Question], Sequence[bytes]]], None],
) -> None:
    own = make_certificate(tmp_path, "liar")
    # It repeats what anybody may read of the true site, and has not its key.
    liar = SiteServer(tls=own.context, authority=certificate.authority).start()
    neighbours(lambda question: [question.answer(liar.port)])
    try:
        with pytest.raises(WrongServer):
            pair((), certificate.pairing(), StationKind.KIOSK, "K")
    finally:
        liar.stop()
    assert not liar.of("/v1/stations/pair")


def test_that_nobody_is_found_is_said(certificate: Certificate) -> None:
    with pytest.raises(NotFound):
        pair((), certificate.pairing(), StationKind.KIOSK, "K")


# -- a server that moved -------------------------------------------------------------


def test_a_server_that_moved_is_found_and_kept(
    secure: SiteServer,
    certificate: Certificate,
    tmp_path: Path,
    neighbours: Callable[[Callable[[Question], Sequence[bytes]]], None],
) -> None:
    profile = tmp_path / "profile"
    string = certificate.pairing()
    known = enrol(profile, url=secure.url, string=string, kind=StationKind.KIOSK, name="K")
    assert known is not None
    before = secure.url
    secure.stop()
    secure.port = 0
    secure.start()
    looked = threading.Event()

    def find(wanted: str) -> Sequence[str]:
        looked.set()
        return find_servers(wanted)

    connection = known.connection(QUICK)
    searcher = Searcher(connection.route, find)
    connection.route.on_lost = searcher.look
    neighbours(lambda question: [question.answer(1), question.answer(secure.port)])
    site = SiteClient(connection, pause=lambda _: None)
    with pytest.raises(Unreachable):
        site.healthz()
    assert looked.wait(10)
    until(lambda: len(connection.route.order()) == 3)
    assert list(connection.route.urls) == [before], "nobody has vouched for what was found"
    assert site.site().name == "Consulat"
    assert list(connection.route.urls) == [secure.url, before]
    again = load_identity(profile)
    assert again is not None
    assert again.urls == (secure.url, before)
    connection.close()


def test_a_liar_in_the_place_of_a_lost_server_hears_nothing_and_is_forgotten(
    secure: SiteServer, certificate: Certificate, tmp_path: Path
) -> None:
    secure.stop()
    liar = SiteServer(tls=make_certificate(tmp_path, "liar").context).start()
    route = Route((secure.url,), authority=certificate.authority)
    connection = Connection(route, TOKEN, timeouts=QUICK)
    route.found([liar.url])
    try:
        with pytest.raises(Unreachable) as caught:
            SiteClient(connection, pause=lambda _: None).site()
        assert not isinstance(caught.value, WrongServer), "the site's own is away"
        assert liar.requests == []
        assert route.urls == (secure.url,)
        route.found([])
        assert [place.url for place in route.order()] == [secure.url]
    finally:
        liar.stop()
        connection.close()


def test_the_network_is_asked_every_20_s_at_most_and_only_for_a_site_with_an_authority(
    certificate: Certificate,
) -> None:
    asked = list[str]()
    done = threading.Semaphore(0)

    def find(wanted: str) -> Sequence[str]:
        asked.append(wanted)
        done.release()
        return ()

    now = [0.0]
    route = Route(("https://127.0.0.1:1",), authority=certificate.authority)
    searcher = Searcher(route, find, lambda: now[0])
    for second in (0, 1, 19, 20, 39):
        now[0] = second
        searcher.look()
    for _ in range(2):
        assert done.acquire(timeout=10)
    assert asked == [fingerprint(certificate)] * 2
    pinned = Route(("https://127.0.0.1:1",), (certificate.fingerprint,))
    Searcher(pinned, find).look()
    pinned.found(["https://127.0.0.1:2"])
    assert len(pinned.order()) == 1
    assert len(asked) == 2


def until(wanted: Callable[[], bool]) -> None:
    """Ask again and again until it is so."""
    waiter = threading.Event()
    for _ in range(1000):
        if wanted():
            return
        waiter.wait(0.01)
    raise AssertionError("not within 10 s")
