"""Opens the dialog with links."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from counterapp.booking_links.dialog import LinksDialog
from counterapp.booking_links.presenter import LinksPresenter
from counterapp.browser import Browse
from counterapp.ports import AgentSite, Expired, Tasks
from sync.client.accounts import PROVIDER_S


def offer_links(
    client: AgentSite,
    tasks: Tasks,
    parent: QWidget,
    visit_id: str,
    people: Sequence[tuple[int, str]],
    *,
    browse: Browse,
    ended: Expired,
) -> None:
    """Let the people of a visit book again, by the agent or by their own phones."""
    dialog = LinksDialog(people, parent)
    presenter = LinksPresenter(
        dialog, client.with_patience(PROVIDER_S), visit_id, tasks, browse=browse, ended=ended
    )
    dialog.plan_asked.connect(presenter.plan)
    dialog.invitation_asked.connect(presenter.invite)
    dialog.finished.connect(lambda _: presenter.close())
    dialog.open()
