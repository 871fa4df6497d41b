"""Another agent who confirms, at the same screen, what one alone must not do."""

from core.errors import Forbidden
from core.model import AgentId
from server.auth.recognition import WrongCredentials, recognise
from server.doing import Doer
from sync.contract.arrivals import SecondPersonIn


def confirming(doer: Doer, given: SecondPersonIn) -> AgentId:
    """Return who confirms, if the password is theirs.

    Raises:
        Forbidden: `confirmation_refused`.
        Throttled: `too_many_tries`.
    """
    with doer.wiring.store.read() as reader:
        found = reader.agent_by_username(given.username)
    try:
        return recognise(doer.wiring, doer.caller, given.username, given.password, found).id
    except WrongCredentials as error:
        # The session is as good as before: 401 would end it.
        raise Forbidden("confirmation_refused") from error
