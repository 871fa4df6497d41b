"""Opens the dialog, the browser, and the listener that the browser comes back to."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from counterapp.browser import Browse, open_in_browser
from counterapp.ports import AgentSite, Expired, StationSite, Tasks
from counterapp.provider.dialog import ProviderDialog
from counterapp.provider.presenter import Elsewhere, ProviderPresenter
from sync.client.accounts import PROVIDER_S
from sync.client.sign_in_browser import Listener
from sync.contract.booking_sign_in import BookingSignInOut
from sync.contract.stations import SessionOut
from ui.courier import Courier

T = TypeVar("T")


def ask_provider(
    client: StationSite,
    tasks: Tasks,
    parent: QWidget,
    provider: str,
    done: Callable[[SessionOut], None],
    ended: Expired,
    browse: Browse | None = None,
) -> None:
    """Let an agent sign in with the provider, which opens a session."""
    title = QCoreApplication.translate("ProviderDialog", "Sign in with {provider}")
    site = client.with_patience(PROVIDER_S)
    _lead(
        title.format(provider=provider),
        Elsewhere(
            site.begin_provider_sign_in,
            lambda state, brought: site.finish_provider_sign_in(
                state, brought.code, brought.issuer
            ),
            "identity_refused",
        ),
        tasks,
        parent,
        done,
        ended,
        browse,
    )


def ask_booking_server(
    client: AgentSite,
    tasks: Tasks,
    parent: QWidget,
    done: Callable[[BookingSignInOut], None],
    ended: Expired,
    browse: Browse | None = None,
) -> None:
    """Let an agent sign the site in at its booking server."""
    site = client.with_patience(PROVIDER_S)
    _lead(
        QCoreApplication.translate("ProviderDialog", "Sign the site in at the booking server"),
        Elsewhere(
            site.begin_booking_sign_in,
            lambda state, brought: site.finish_booking_sign_in(state, brought.code),
            "booking_code_refused",
        ),
        tasks,
        parent,
        done,
        ended,
        browse,
    )


def _lead(
    title: str,
    elsewhere: Elsewhere[T],
    tasks: Tasks,
    parent: QWidget,
    done: Callable[[T], None],
    ended: Expired,
    browse: Browse | None,
) -> None:
    dialog = ProviderDialog(title, parent)
    # The listener's thread may outlive the dialog by moments.
    courier = Courier(QCoreApplication.instance())
    listener = Listener(
        lambda brought: courier.post(lambda: presenter.came(brought)),
        QCoreApplication.translate("ProviderDialog", "You may close this page."),
    )
    presenter = ProviderPresenter[T](
        dialog,
        elsewhere,
        listener,
        tasks,
        browse=browse or open_in_browser,
        done=done,
        ended=ended,
    )
    dialog.browser_asked.connect(presenter.begin)
    dialog.pasted.connect(presenter.pasted)
    dialog.finished.connect(lambda _: presenter.close())
    dialog.open()
    presenter.begin()
