"""Makes the sign-in: its page and its presenter."""

from collections.abc import Callable
from dataclasses import dataclass

from counterapp.account.wiring import ask_first_password
from counterapp.ports import StationSite, Tasks, Timers
from counterapp.provider.wiring import ask_provider
from counterapp.sign_in.page import SignInPage
from counterapp.sign_in.presenter import SignedIn, SignInPresenter


@dataclass(frozen=True, slots=True)
class SignIn:
    """A wired sign-in. Keep it: Qt signals hold the presenter's methods weakly."""

    page: SignInPage
    presenter: SignInPresenter


def make_sign_in(
    client: StationSite,
    language: str,
    preferred: str,
    tasks: Tasks,
    timers: Timers,
    *,
    signed_in: Callable[[SignedIn], None],
) -> SignIn:
    """Make the page where agents sign in, and begin to read the site."""
    page = SignInPage()
    presenter = SignInPresenter(
        client, language, preferred, page, tasks, timers, signed_in=signed_in
    )
    page.sign_in_requested.connect(presenter.sign_in)

    def on_invited(username: str) -> None:
        ask_first_password(
            client,
            tasks,
            page,
            username,
            done=lambda session: presenter.enter(session, page.chosen_counter()),
            ended=presenter.show_unauthorised,
        )

    def on_provider(provider: str) -> None:
        ask_provider(
            client,
            tasks,
            page,
            provider,
            done=lambda session: presenter.enter(session, page.chosen_counter()),
            ended=presenter.show_unauthorised,
        )

    page.invitation_requested.connect(on_invited)
    page.provider_requested.connect(on_provider)
    presenter.start()
    return SignIn(page, presenter)
