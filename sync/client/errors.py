"""What may come back instead of an answer."""

from collections.abc import Mapping
from typing import Any


class ApiError(Exception):
    """A call to the site server did not succeed."""


class Refused(ApiError):
    """The server understood and refused; nothing was changed.

    Attributes:
        code: Stable, snake_case; screens have a sentence for each.
        status: HTTP status, 400–499.
        facts: What the sentence may need, such as `come_back_at`. Values come from the server.
    """

    def __init__(self, code: str, status: int, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{code} ({status})")
        self.code = code
        self.status = status
        self.facts: dict[str, Any] = dict(facts or {})


class Unauthorised(Refused):
    """The token is unknown, revoked or over; or a sign-in failed (`wrong_credentials`)."""


class Unreachable(ApiError):
    """No whole answer came; the command may or may not have been done.

    Attributes:
        cause: `connect` (surely not done), `timeout`, `broken` or `busy`.
        retry_after_s: What a busy server asked for, in seconds, if it did.
        elsewhere: Another address of the site may do better.
    """

    def __init__(
        self,
        cause: str,
        detail: str = "",
        retry_after_s: float | None = None,
        *,
        elsewhere: bool = True,
    ) -> None:
        super().__init__(f"{cause}: {detail}" if detail else cause)
        self.cause = cause
        self.retry_after_s = retry_after_s
        self.elsewhere = elsewhere


class WrongServer(Unreachable):
    """Someone answered for whom nothing vouches that this station trusts; nothing was sent."""

    def __init__(self) -> None:
        super().__init__("connect", "the certificate is not the site's")


class NotFound(Unreachable):
    """No server of the site said where it is; nothing was sent but the question."""

    def __init__(self) -> None:
        super().__init__("connect", "no server of this site was found on the network")


class Superseded(Unreachable):
    """A server answered whose data are older than what this station has seen of its site.

    Another one has taken over since; this one must be stopped, or restored from the other.
    """

    def __init__(self, cause: str) -> None:
        super().__init__(cause, "another server of this site has taken over")


class BadAnswer(Unreachable):
    """An answer came that the contract does not know."""

    def __init__(self, detail: str) -> None:
        super().__init__("broken", detail, elsewhere=False)
