"""`pairing-code`: lets one new station in."""

from collections.abc import Sequence

from core.model import DEVICES, StationKind
from core.runtime.clock import SystemClock
from core.things import Actor
from core.usecases import stations
from core.usecases.stations import MakePairingCode, new_pairing_code
from server.authority import AUTHORITY_DAMAGED, Authority
from server.commands import opened
from server.faults import DAMAGED, Stop
from server.options import OneLineParser, folder_of


def pairing_code(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Print a pairing string: a code for one station and ten minutes, and the fingerprint.

    Raises:
        Stop: The name is refused, or the authority cannot be read.
    """
    parser.add_argument("--kind", required=True, choices=sorted(DEVICES))
    parser.add_argument("--name", required=True, help="what the station is called at reception")
    parser.add_argument(
        "--no-tls", action="store_true", help="for a server with --no-tls: the code alone"
    )
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    name = str(options.name).strip()
    if not 0 < len(name) <= 80 or not name.isprintable():
        raise Stop("--name: a line of 1 to 80 characters")
    code = new_pairing_code()
    command = MakePairingCode(code, StationKind(options.kind), name)
    with opened(options) as store:
        store.write(lambda uow: stations.make_pairing_code(uow, Actor(), command))
    if options.no_tls:
        print(code)  # noqa: T201 - the answer of the command
        return
    try:
        authority = Authority.of(folder, folder.ring().root, SystemClock().now())
    except (OSError, ValueError) as error:
        raise Stop(AUTHORITY_DAMAGED, DAMAGED) from error
    print(f"{code}-{authority.fingerprint}")  # noqa: T201 - as above
