"""`booking-token`: the token of the booking server, kept encrypted beside the data."""

from collections.abc import Sequence

from server.faults import Stop
from server.options import OneLineParser, folder_of, secret_from_stdin


def booking_token(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Keep the token that comes on standard input; a running server takes it within seconds.

    Raises:
        Stop: It is no token.
    """
    parser.add_argument(
        "--token-stdin", action="store_true", required=True, help="read it from standard input"
    )
    options = parser.parse_args(arguments)
    token = secret_from_stdin("token")
    if not token.isascii() or not token.isprintable() or " " in token or len(token) > 4096:
        raise Stop("a token is one word of ASCII letters, digits and signs")
    folder_of(options).keep_booking_token(token)
