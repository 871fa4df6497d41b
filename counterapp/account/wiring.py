"""Opens the dialogs about an account."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from counterapp.account.dialog import InvitationDialog, PasswordDialog, PinDialog, SecretDialog
from counterapp.account.presenter import SecretPresenter
from counterapp.ports import AgentSite, Expired, StationSite, Tasks
from sync.contract.stations import SessionOut

T = TypeVar("T")
Done = Callable[[], None]


def ask_pin(client: AgentSite, tasks: Tasks, parent: QWidget, done: Done, ended: Expired) -> None:
    """Ask for a PIN of this workstation."""
    dialog = PinDialog(parent)
    presenter = SecretPresenter[None](dialog, tasks, done=lambda _: done(), ended=ended)

    def submit() -> None:
        pin, password = dialog.pin.text(), dialog.password.text()
        presenter.submit(
            lambda: client.set_pin(pin, password), password, new=pin, again=dialog.again.text()
        )

    _open(dialog, presenter, submit)


def ask_password(
    client: AgentSite, tasks: Tasks, parent: QWidget, done: Done, ended: Expired
) -> None:
    """Ask for another password."""
    dialog = PasswordDialog(parent)
    presenter = SecretPresenter[None](dialog, tasks, done=lambda _: done(), ended=ended)

    def submit() -> None:
        old, new = dialog.old.text(), dialog.new.text()
        presenter.submit(
            lambda: client.change_password(old, new), old, new=new, again=dialog.again.text()
        )

    _open(dialog, presenter, submit)


def ask_first_password(
    client: StationSite,
    tasks: Tasks,
    parent: QWidget,
    username: str,
    done: Callable[[SessionOut], None],
    ended: Expired,
) -> None:
    """Ask for the code of an invitation and a first password, which opens a session."""
    dialog = InvitationDialog(username, parent)
    presenter = SecretPresenter[SessionOut](dialog, tasks, done=done, ended=ended)

    def submit() -> None:
        name, code, new = dialog.username.text().strip(), dialog.code.text(), dialog.new.text()
        presenter.submit(
            lambda: client.choose_password(name, code, new),
            name,
            code,
            new=new,
            again=dialog.again.text(),
        )

    _open(dialog, presenter, submit)


def _open(dialog: SecretDialog, presenter: SecretPresenter[T], submit: Done) -> None:
    dialog.submitted.connect(submit)
    dialog.finished.connect(lambda _: presenter.close())
    dialog.open()
