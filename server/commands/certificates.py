"""`renew-certificate`: a new certificate of this server, before its time."""

from collections.abc import Sequence

from core.runtime.clock import SystemClock
from server.authority import AUTHORITY_DAMAGED, Authority
from server.faults import DAMAGED, Stop
from server.options import OneLineParser, folder_of


def renew_certificate(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Make a new certificate and key, and print its last day; a running server shows it at once.

    Stations trust the authority that signs it, and notice nothing.

    Raises:
        Stop: The authority cannot be read.
    """
    parser.add_argument(
        "--forget-pinned",
        action="store_true",
        help="show the certificate from before the site's authority no more: stations that have"
        " not spoken with the server since then must be paired again",
    )
    options = parser.parse_args(arguments)
    folder, now = folder_of(options), SystemClock().now()
    root = folder.ring().root
    try:
        leaf = Authority.of(folder, root, now).renew(folder, root, now)
    except (OSError, ValueError) as error:
        raise Stop(AUTHORITY_DAMAGED, DAMAGED) from error
    if options.forget_pinned:
        folder.certificate.unlink(missing_ok=True)
    print(leaf.certificate.not_valid_after_utc.date())  # noqa: T201 - the answer of the command
