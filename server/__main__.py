"""The program `guichet-server`: runs a site's server, or one administrator's command."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from server.commands import agents, booking, codes, data, settings, site, stations
from server.faults import Stop
from server.options import OneLineParser, common_options
from server.running import add_serve_options, run_server

_SERVE: Final = "guichet-server"
Command = Callable[[OneLineParser, Sequence[str]], None]

COMMANDS: Final[Mapping[str, Command]] = {
    "init": site.init,
    "create-agent": agents.create_agent,
    "pairing-code": stations.pairing_code,
    "export-settings": settings.export_settings,
    "import-settings": settings.import_settings,
    "booking-token": booking.booking_token,
    "codes": codes.codes,
    "backup": data.backup,
    "restore": data.restore,
    "verify-journal": data.verify_journal,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code: 0 done, 2 wrong use, 3 newer data, 4 damaged data."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given and given[0] in COMMANDS:
            parser = OneLineParser(prog=f"{_SERVE} {given[0]}")
            common_options(parser)
            COMMANDS[given[0]](parser, given[1:])
        else:
            parser = OneLineParser(
                prog=_SERVE,
                epilog="Commands, each with --help: " + ", ".join(COMMANDS),
            )
            common_options(parser)
            add_serve_options(parser)
            run_server(parser.parse_args(given))
    except Stop as stop:
        print(f"guichet-server: {stop.line}", file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        # Who read the output has had enough; closing it here keeps the exit quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
