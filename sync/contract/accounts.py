"""Accounts of staff: who has one, how passwords and PINs are chosen."""

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from core.model import Role
from sync.contract.wire import Answer, Id, Instant, Request, Text

Username = Annotated[Text, Field(min_length=1, max_length=64)]
Password = Annotated[SecretStr, Field(min_length=1, max_length=256)]


def _digits(pin: SecretStr) -> SecretStr:
    text = pin.get_secret_value()
    if not (text.isascii() and text.isdigit()):
        raise ValueError("a PIN is digits")
    return pin


Pin = Annotated[SecretStr, Field(min_length=6, max_length=6), AfterValidator(_digits)]
"""Six digits."""
Roles = Annotated[tuple[Role, ...], Field(min_length=1, max_length=len(Role))]


class AccountIn(Request):
    """A new account; its agent chooses the password."""

    username: Username
    roles: Roles


class AccountPatch(Request):
    """What changes of an account; what is absent stays."""

    roles: Roles | None = None
    active: bool | None = None


class AccountOut(Answer):
    """An account, for those who manage them.

    Attributes:
        active: Whether it is open.
        subject: Who the agent is at the site's provider, where the account is linked to it.
    """

    id: Id
    username: str
    roles: tuple[Role, ...]
    active: bool
    subject: str | None = None


class AccountsOut(Answer):
    """Every account, by user name."""

    items: tuple[AccountOut, ...]
    next: str | None = None


class InvitationOut(Answer):
    """A code with which an agent chooses a password, once; it is shown here alone."""

    agent_id: Id
    code: Annotated[str, Field(repr=False)]
    expires_at: Instant


class InvitedIn(Request):
    """An agent chooses a password with the code of an invitation."""

    username: Username
    code: Annotated[SecretStr, Field(min_length=1, max_length=40)]
    password: Password


class PasswordIn(Request):
    """An agent changes the own password."""

    old: Password
    new: Password


class PinIn(Request):
    """An agent sets what unlocks sessions at this station; the password shows who it is."""

    pin: Pin
    password: Password
