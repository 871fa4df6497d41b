"""Signing in and links, against a server that knows the booking server's document alone."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import pytest

from sync.booking.backoff import Budget
from sync.booking.follow_up import BookedThere
from sync.booking.gateway import BookingFailed, BookingFault
from sync.booking.rdv_service_public.credentials import Nobody, OAuthTokens, TokenPair
from sync.booking.rdv_service_public.follow_up import RdvFollowUps
from sync.booking.rdv_service_public.signing_in import Application, account_of, exchange
from sync.booking.rdv_service_public.transport import Timeouts, Transport
from tests.contract.prism import DOCUMENT, PRISM, Relay, prism, relay

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (PRISM and DOCUMENT), reason="PRISM and GUICHET_OPENAPI do not name mock and document"
    ),
    pytest.mark.xdist_group("prism"),
]
SOMEBODY = BookedThere("501", "7001", date(2026, 10, 5))
SIGNED = OAuthTokens(TokenPair("good"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with prism(tmp_path_factory.mktemp("prism") / "prism.log") as url:
        yield url


def line(between: Relay, credentials: OAuthTokens | Nobody = SIGNED) -> Transport:
    return Transport(between.url, credentials, Timeouts(2, 20), Budget(10_000, 1000))


@pytest.mark.parametrize("secret", ["hush", None], ids=["confidential", "public"])
def test_a_code_is_exchanged_and_the_agent_behind_it_named(served: str, secret: str | None) -> None:
    with relay(served) as between:
        pair = exchange(
            line(between, Nobody()),
            Application("guichet", secret),
            code="a-code",
            redirect="urn:ietf:wg:oauth:2.0:oob",
            verifier="v" * 43,
        )
        assert pair.access
        assert account_of(line(between)) == "Guichet UN"
        assert between.refusals == []


def test_links_are_asked_for_as_the_document_says(served: str) -> None:
    with relay(served) as between:
        follow_ups = RdvFollowUps(line(between), between.url, (77,))
        # The document has no example of an address, and the mock gives a word for one.
        with suppress(BookingFailed):
            follow_ups.plan(SOMEBODY)
        assert "invitation_token=" in follow_ups.invitation(SOMEBODY)
        assert [one.method for one in between.asked] == ["GET", "POST"] * 2
        assert between.refusals == []


@pytest.mark.parametrize("seed", range(8))
def test_made_up_answers_give_a_link_or_a_fault(served: str, seed: int) -> None:
    with relay(served, {"POST": "dynamic=true"}) as between:
        follow_ups = RdvFollowUps(line(between), between.url, (77,))
        make = follow_ups.plan if seed % 2 else follow_ups.invitation
        with suppress(BookingFault):
            assert make(SOMEBODY).startswith(f"{between.url}/")
        assert between.refusals == [], between.answers
