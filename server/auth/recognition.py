"""Recognising staff by passwords, PINs and invitations, each of them braked."""

from pydantic import SecretStr

from core.errors import Fact, Forbidden, Refusal, Throttled
from core.model import EventKind
from core.ports import UnitOfWork
from core.store.reader import Reader
from core.store.staff import SqlAgents
from core.things import Actor, Agent
from core.usecases import pins
from core.usecases.agents import SignOut
from core.usecases.stations import secret_hash
from server.auth.gate import Caller
from server.auth.passwords import hash_password
from server.wiring import Wiring


class WrongCredentials(Refusal):
    """Name or password do not fit; which of them is not said."""

    status = 401

    def __init__(self) -> None:
        super().__init__("wrong_credentials")


class WrongPin(Refusal):
    """The PIN does not fit; with no tries left the session has ended."""

    status = 401

    def __init__(self, tries_left: int) -> None:
        super().__init__("pin_refused", tries_left=tries_left)


def recognise(
    wiring: Wiring, caller: Caller, username: str, password: SecretStr, found: Agent | None
) -> Agent:
    """Return the agent, if the password fits; whatever is wrong, it takes the same time.

    Raises:
        WrongCredentials: They do not fit, or nobody is called so; that is journaled.
        Throttled: `too_many_tries`.
    """
    subjects = _subjects(caller, username)
    _brake(wiring, subjects)
    kept = found.password_hash if found is not None and found.active else None
    if not wiring.passwords.fits(password.get_secret_value(), kept) or found is None:
        journal_refusal(wiring, caller, found)
        raise WrongCredentials
    wiring.throttle.succeeded(*subjects)
    return found


def recognise_pin(wiring: Wiring, caller: Caller, pin: SecretStr) -> None:
    """Compare a PIN of the caller's station, after the try was counted on disk.

    Raises:
        WrongPin: It does not fit; the third in a row ended the session.
        NotFound: `pin_unknown`, `session_unknown`.
    """
    command = SignOut(caller.session_id or "")
    counted = wiring.store.write(lambda uow: pins.count_try(uow, caller.actor, command))
    if counted is None:
        raise WrongPin(0)
    if not wiring.passwords.fits(pin.get_secret_value(), counted.pin_hash):
        receipt = wiring.store.write(lambda uow: pins.refuse(uow, caller.actor, command))
        raise WrongPin(int(str(receipt["tries_left"])))


def hash_invited(
    wiring: Wiring, caller: Caller, username: str, code: str, password: SecretStr
) -> str:
    """Return the hash of a password that an agent chooses with a code, if the code fits.

    One that was used already fits with the password that was chosen with it, so that a call whose
    answer was lost may be sent again.

    Raises:
        Forbidden: `invitation_refused`; that is journaled.
        Throttled: `too_many_tries`.
        Unprocessable: The password is refused.
    """
    subjects = _subjects(caller, username)
    _brake(wiring, subjects)
    with wiring.store.read() as reader:
        found = reader.agent_by_username(username)
        site_name = reader.site().name
        used = _is_used(reader, code, found)
    if used is None or (used and not _has_password(wiring, found, password)):
        journal_refusal(wiring, caller, found)
        raise Forbidden("invitation_refused")
    wiring.throttle.succeeded(*subjects)
    return hash_password(password.get_secret_value(), username=username, site_name=site_name)


def _subjects(caller: Caller, username: str) -> tuple[str, str]:
    return f"account {username.casefold()}", f"station {caller.station_id}"


def _brake(wiring: Wiring, subjects: tuple[str, str]) -> None:
    wait_s = wiring.throttle.attempt(*subjects)
    if wait_s:
        raise Throttled("too_many_tries", retry_after_s=wait_s)


def _is_used(reader: Reader, code: str, found: Agent | None) -> bool | None:
    """Tell whether an invitation was used; None when it is none of this agent's, or too old."""
    kept = SqlAgents(reader.connection).invitation(secret_hash(code))
    if kept is None or found is None or kept.agent_id != found.id or kept.expires_at <= reader.now:
        return None
    return kept.used_at is not None


def _has_password(wiring: Wiring, found: Agent | None, password: SecretStr) -> bool:
    kept = None if found is None else found.password_hash
    return wiring.passwords.fits(password.get_secret_value(), kept)


def journal_refusal(wiring: Wiring, caller: Caller, found: Agent | None) -> None:
    """Journal that somebody was refused, at most once a second for a station.

    What was typed is never written: it may be a password in the wrong field.
    """
    if wiring.refusals.attempt(str(caller.station_id)):
        return
    who: Fact = None if found is None else found.id

    def write(uow: UnitOfWork) -> None:
        kind = EventKind.AGENT_SIGN_IN_REFUSED
        uow.record(kind, Actor(caller.station_id), station_id=caller.station_id, agent_id=who)

    wiring.store.write(write)
