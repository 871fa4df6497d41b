"""Recognising staff by their passwords, throttled by account and station."""

from pydantic import SecretStr

from core.errors import Refusal, Throttled
from core.things import Agent
from server.doing import Doer


class WrongCredentials(Refusal):
    """Name or password do not fit; which of them is not said."""

    status = 401

    def __init__(self) -> None:
        super().__init__("wrong_credentials")


def recognise(doer: Doer, username: str, password: SecretStr, found: Agent | None) -> Agent:
    """Return the agent, if the password fits; whatever is wrong, it takes the same time.

    Raises:
        WrongCredentials: They do not fit, or nobody is called so.
        Throttled: `too_many_tries`.
    """
    wiring = doer.wiring
    subjects = (f"account {username.casefold()}", f"station {doer.caller.station_id}")
    wait_s = wiring.throttle.attempt(*subjects)
    if wait_s:
        raise Throttled("too_many_tries", retry_after_s=wait_s)
    kept = found.password_hash if found is not None and found.active else None
    if not wiring.passwords.fits(password.get_secret_value(), kept) or found is None:
        raise WrongCredentials
    wiring.throttle.succeeded(*subjects)
    return found
