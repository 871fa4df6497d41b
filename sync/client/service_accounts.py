"""Accounts of other tools: for administrators, who let them in for a time."""

from sync.client.commands import Commands
from sync.contract.service_accounts import (
    NewTokenIn,
    ServiceAccountIn,
    ServiceAccountsOut,
    ServiceTokenOut,
)


class ServiceAccountCommands(Commands):
    """Lets tools in, gives them other tokens, ends them; each raises `ApiError`."""

    def service_accounts(self) -> ServiceAccountsOut:
        """Read every service account, the ended ones too."""
        return self.get("/service-accounts", ServiceAccountsOut)

    def make_service_account(
        self, account: ServiceAccountIn, key: str | None = None
    ) -> ServiceTokenOut:
        """Let a tool in; the token that comes back is shown once."""
        return self.post("/service-accounts", account, ServiceTokenOut, key)

    def renew_service_account(
        self, account_id: str, wanted: NewTokenIn, key: str | None = None
    ) -> ServiceTokenOut:
        """Give a tool another token; refused with `service_account_ended`."""
        return self.post(f"/service-accounts/{account_id}/token", wanted, ServiceTokenOut, key)

    def end_service_account(self, account_id: str, key: str | None = None) -> None:
        """Let a tool's tokens die at once."""
        self.delete(f"/service-accounts/{account_id}", key)
