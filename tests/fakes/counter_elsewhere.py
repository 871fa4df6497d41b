"""What a fake site says of signing in elsewhere, and of its booking server."""

from datetime import timedelta

from core.runtime.ids import new_id
from sync.client.errors import Refused
from sync.contract.booking_links import BookingLinkIn, BookingLinkOut
from sync.contract.booking_sign_in import BookingSignInOut
from sync.contract.sign_in import SignInBegunOut
from tests.fakes.counter_catalogue import CODE
from tests.fakes.counter_state import FakeSiteState


class FakeElsewhere(FakeSiteState):
    """Calls that lead an agent to a browser."""

    def begin_provider_sign_in(self, port: int, /) -> SignInBegunOut:
        self._check("begin_provider_sign_in")
        self.provider_port = port
        state = new_id()
        return SignInBegunOut(
            url=f"https://annuaire.example/authorize?state={state}",
            state=state,
            paste=self.provider_pastes,
            expires_at=self.clock.now() + timedelta(minutes=10),
        )

    def begin_booking_sign_in(self, port: int, /) -> SignInBegunOut:
        self._check("begin_booking_sign_in")
        begun = self.begin_provider_sign_in(port)
        return begun.model_copy(
            update={"url": f"https://rdv.example/oauth/authorize?state={begun.state}"}
        )

    def finish_booking_sign_in(self, state: str, code: str, /) -> BookingSignInOut:
        self._check("finish_booking_sign_in")
        self.brought.append((state, code, None))
        if code != CODE:
            raise Refused("booking_code_refused", 403)
        return BookingSignInOut(state="signed_in", kind="oauth", account="Guichet UN", renews=True)

    def booking_link(self, visit_id: str, wanted: BookingLinkIn, /) -> BookingLinkOut:
        self._check("booking_link")
        self.links.append((visit_id, wanted))
        url = f"https://rdv.example/{wanted.link}/{wanted.person}"
        return BookingLinkOut(link=wanted.link, person=wanted.person or 1, url=url)
