"""The program `guichet-server`: runs a site's server, or one administrator's command."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from core.errors import DataDamaged, StoreUnavailable
from core.runtime.sweeping import unswept
from server.commands import (
    agents,
    booking,
    booking_map,
    booking_webhook,
    certificates,
    codes,
    data,
    journal,
    keys,
    kits,
    paper,
    persons,
    presence,
    provider,
    service_accounts,
    settings,
    site,
    standby,
    stations,
    webhook,
)
from server.faults import DAMAGED, WRONG_USE, Stop
from server.options import OneLineParser, add_serve_options, common_options

_PROGRAM: Final = "guichet-server"
Command = Callable[[OneLineParser, Sequence[str]], None]

COMMANDS: Final[Mapping[str, Command]] = {
    "init": site.init,
    "change-site": site.change_site,
    "create-agent": agents.create_agent,
    "change-agent": agents.change_agent,
    "list-agents": agents.list_agents,
    "pairing-code": stations.pairing_code,
    "service-account": service_accounts.service_account,
    "renew-certificate": certificates.renew_certificate,
    "export-settings": settings.export_settings,
    "import-settings": settings.import_settings,
    "booking-sign-in": booking.booking_sign_in,
    "booking-token": booking.booking_token,
    "booking-map": booking_map.booking_map,
    "booking-webhook": booking_webhook.booking_webhook,
    "webhook": webhook.webhook,
    "booking-secret": booking.booking_secret,
    "provider-secret": provider.provider_secret,
    "link-identity": provider.link_identity,
    "codes": codes.codes,
    "presence": presence.presence,
    "day-list": paper.day_list,
    "reserve-cards": paper.reserve_cards,
    "backup": data.backup,
    "restore": data.restore,
    "verify-journal": data.verify_journal,
    "export-journal": journal.export_journal,
    "verify-export": journal.verify_export,
    "purge": data.purge,
    "person": persons.person,
    "rotate-key": keys.rotate_key,
    "emergency-kit": kits.emergency_kit,
    "recovery-sheet": kits.recovery_sheet,
    "follow": standby.follow,
    "promote": standby.promote,
}

WITHOUT_SITE: Final = frozenset({"verify-export"})
"""Commands that need no data folder."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code: 0 done, 2 wrong use, 3 newer data, 4 damaged data."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given and given[0] in COMMANDS:
            parser = OneLineParser(prog=f"{_PROGRAM} {given[0]}")
            if given[0] not in WITHOUT_SITE:
                common_options(parser)
            COMMANDS[given[0]](parser, given[1:])
            # Here, not when the interpreter ends, a broken pipe can still be told from success.
            sys.stdout.flush()
        else:
            parser = OneLineParser(
                prog=_PROGRAM,
                epilog="Commands, each with --help: " + ", ".join(COMMANDS),
            )
            common_options(parser)
            add_serve_options(parser)
            _serve(parser.parse_args(given))
    except Stop as stop:
        return _told(stop.line, stop.code)
    except DataDamaged as fault:
        return _told(f"the data are damaged: {fault}", DAMAGED)
    except StoreUnavailable as fault:
        return _told(f"the data cannot be written now: {fault}", WRONG_USE)
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        # Who read the output has had enough; closing it here keeps the exit quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as fault:
        return _told(f"{fault.filename or 'the disk'}: {fault.strerror or fault}", WRONG_USE)
    return 0


def _told(line: str, code: int) -> int:
    print(f"{_PROGRAM}: {line}", file=sys.stderr)  # noqa: T201 - the interface of the program
    return code


def _serve(options: argparse.Namespace) -> None:
    # Commands start twice as fast without the web framework.
    with unswept():
        from server.running import run_server  # noqa: PLC0415

    run_server(options)
