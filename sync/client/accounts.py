"""Who has an account, and what opens it: passwords, invitations, PINs."""

import json
from typing import Final

from sync.client.commands import Commands
from sync.contract.accounts import (
    AccountIn,
    AccountOut,
    AccountPatch,
    AccountsOut,
    InvitationOut,
)
from sync.contract.booking_sign_in import BookingSignInOut
from sync.contract.sign_in import IdentityIn, SignInBegunOut
from sync.contract.stations import LockOut, SessionOut

PROVIDER_S: Final = 15.0
"""Longer than the server waits for the provider in one step; see `SiteClient.with_patience`."""


class AccountCommands(Commands):
    """Commands about accounts and sessions; each raises `ApiError`.

    Secrets do not go by way of the models, which hide them when they are written as JSON.
    """

    def sign_in(self, username: str, password: str) -> SessionOut:
        """Open a session of an agent; `Unauthorised` with `wrong_credentials`."""
        body = json.dumps({"username": username, "password": password})
        return self.post("/sessions", body, SessionOut)

    def choose_password(
        self, username: str, code: str, password: str, key: str | None = None
    ) -> SessionOut:
        """Choose a password with an invitation, and sign in; refused with `invitation_refused`."""
        body = json.dumps({"username": username, "code": code, "password": password})
        return self.post("/sessions/invited", body, SessionOut, key)

    def begin_provider_sign_in(self, port: int, key: str | None = None) -> SignInBegunOut:
        """Ask what a browser opens to sign in; it comes back to `port` of 127.0.0.1.

        Refused with `provider_unset`, `provider_away`.
        """
        return self.post("/sessions/oidc", json.dumps({"port": port}), SignInBegunOut, key)

    def finish_provider_sign_in(
        self, state: str, code: str, issuer: str | None = None, key: str | None = None
    ) -> SessionOut:
        """Open a session with what the browser brought back.

        Refused with `sign_in_lapsed`, `identity_refused`, `identity_unknown` and `subject`,
        `account_closed`, `provider_away`.
        """
        body = json.dumps({"state": state, "code": code, "issuer": issuer})
        return self.post("/sessions/oidc/code", body, SessionOut, key)

    def begin_booking_sign_in(self, port: int, key: str | None = None) -> SignInBegunOut:
        """Ask what a browser opens to sign the site in at its booking server.

        Refused with `booking_off`, `booking_sign_in_unset`.
        """
        body = json.dumps({"port": port})
        return self.post("/booking/sign-in", body, SignInBegunOut, key)

    def finish_booking_sign_in(
        self, state: str, code: str, key: str | None = None
    ) -> BookingSignInOut:
        """Sign the site in with what the browser brought back.

        Refused with `sign_in_lapsed`, `booking_code_refused`, `booking_application_refused`,
        `booking_away`.
        """
        body = json.dumps({"state": state, "code": code})
        return self.post("/booking/sign-in/code", body, BookingSignInOut, key)

    def booking_sign_in(self) -> BookingSignInOut:
        """Read whether the site is signed in at its booking server, and as whom."""
        return self.get("/booking/sign-in", BookingSignInOut)

    def sign_out_at_booking_server(self, key: str | None = None) -> None:
        """Forget that the site is signed in there."""
        self.delete("/booking/sign-in", key)

    def sign_out(self, key: str | None = None) -> None:
        """End the session whose token this client holds."""
        self.delete("/sessions/self", key)

    def lock(self, key: str | None = None) -> LockOut:
        """Lock the session whose token this client holds."""
        return self.post("/sessions/self/lock", None, LockOut, key)

    def unlock(self, password: str, key: str | None = None) -> LockOut:
        """Unlock it again; refused with `wrong_credentials`."""
        return self.post("/sessions/self/unlock", json.dumps({"password": password}), LockOut, key)

    def unlock_by_pin(self, pin: str, key: str | None = None) -> LockOut:
        """Unlock it again; refused with `pin_refused`, and `tries_left` 0 when it has ended."""
        return self.post("/sessions/self/unlock", json.dumps({"pin": pin}), LockOut, key)

    def change_password(self, old: str, new: str) -> None:
        """Change the password of the session's agent; other sessions and PINs end."""
        self.put("/sessions/self/password", json.dumps({"old": old, "new": new}))

    def set_pin(self, pin: str, password: str) -> None:
        """Set what unlocks the agent's sessions at this station; refused with `pin_weak`."""
        self.put("/sessions/self/pin", json.dumps({"pin": pin, "password": password}))

    def accounts(self) -> AccountsOut:
        """Read every account."""
        return self.get("/agents", AccountsOut)

    def create_account(self, account: AccountIn, key: str | None = None) -> InvitationOut:
        """Make an account; its agent chooses a password with the code that comes back."""
        return self.post("/agents", account, InvitationOut, key)

    def change_account(
        self, agent_id: str, change: AccountPatch, key: str | None = None
    ) -> AccountOut:
        """Change roles, close or open an account; refused with `last_admin`."""
        return self.patch(f"/agents/{agent_id}", change, AccountOut, key)

    def link_identity(self, agent_id: str, subject: str) -> None:
        """Let an agent sign in as a subject of the provider; refused with `identity_taken`."""
        self.put(f"/agents/{agent_id}/identity", IdentityIn(subject=subject))

    def unlink_identity(self, agent_id: str, key: str | None = None) -> None:
        """Let an agent sign in by password alone; the agent's sessions end."""
        self.delete(f"/agents/{agent_id}/identity", key)

    def invite(self, agent_id: str, key: str | None = None) -> InvitationOut:
        """Let an agent choose a new password; the old one opens nothing any more."""
        return self.post(f"/agents/{agent_id}/invitation", None, InvitationOut, key)
