"""What is shown of a call that failed."""

from counterapp.notices import Facts
from sync.client.errors import Refused, Unreachable


def told(error: Refused | Unreachable) -> tuple[str, Facts]:
    """Return the code and the facts of the sentence for a call that failed."""
    match error:
        case Refused(code=code, facts=facts):
            return code, facts
        case Unreachable(retry_after_s=float() | int()):
            return "too_many_tries", {}
        case _:
            return "server_away", {}
