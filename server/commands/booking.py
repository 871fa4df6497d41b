"""`booking-token`, `booking-secret`, `booking-sign-in`: the site's right at its booking server."""

from collections.abc import Sequence
from typing import Final

from server.booking_grant import Grant
from server.commands import opened
from server.faults import Stop
from server.options import OneLineParser, folder_of, secret_from_stdin, shared_secret
from sync.booking.rdv_service_public.credentials import NoToken

_WAIT_S: Final = 30.0


def booking_token(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Keep the token that comes on standard input; a running server takes it within seconds.

    Raises:
        Stop: It is no token.
    """
    parser.add_argument(
        "--token-stdin", action="store_true", required=True, help="read it from standard input"
    )
    options = parser.parse_args(arguments)
    try:
        grant = Grant.bare(secret_from_stdin("token"))
    except NoToken as error:
        raise Stop(str(error)) from error
    folder = folder_of(options)
    with folder.locked_booking_token(_WAIT_S):
        folder.keep_booking_token(grant.pair.access)


def booking_secret(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Keep the application's secret that comes on standard input; it is taken at once.

    Raises:
        Stop: It is no secret.
    """
    folder, secret = shared_secret(parser, arguments)
    folder.keep_booking_secret(secret)


def booking_sign_in(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Sign the site in at its booking server; a running server goes on with it within seconds.

    Raises:
        Stop: The settings do not allow it, the booking server refuses it, or nobody answers.
    """
    parser.add_argument(
        "--email", help="deprecated: the agent's, where the instance still takes passwords"
    )
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="with --email: read the password from standard input; it is not kept",
    )
    options = parser.parse_args(arguments)
    if bool(options.email) != options.password_stdin:
        raise Stop("--email and --password-stdin go together")
    # The others start faster without what calls a booking server.
    from server.booking_console import sign_in  # noqa: PLC0415

    with opened(options) as store:
        sign_in(store, folder_of(options), options.email)
