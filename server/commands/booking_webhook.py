"""`booking-webhook`: what the booking server signs its webhooks with, kept encrypted."""

import argparse
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from server.booking import settings_of
from server.booking_gateways import QUIET
from server.booking_hooks import PATH, SHARED_WITH
from server.commands import opened
from server.faults import Stop
from server.kept_secrets import LONGEST_OVERLAP, SharedSecrets
from server.options import OneLineParser, folder_of, secret_from_stdin

_SHORTEST: Final = 16
_LONGEST: Final = 200
_MOST_H: Final = int(LONGEST_OVERLAP.total_seconds() // 3600)


def booking_webhook(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Share a secret with the booking server, tell how it stands, or close the receiver.

    A secret that is made is printed once, with where webhooks are to be sent; a running server
    takes it within seconds. The one of before stays valid for a while.

    Raises:
        Stop: What was given is no secret, or no time.
    """
    parser.add_argument("what", choices=sorted(_DOES))
    parser.add_argument(
        "--secret-stdin", action="store_true", help="keep: read it from standard input"
    )
    parser.add_argument(
        "--overlap-h", type=int, default=24, help="how long the one of before stays valid (24)"
    )
    parser.add_argument(
        "--address",
        default="https://YOUR-PROXY",
        help="how the booking server reaches this site, for what is printed",
    )
    options = parser.parse_args(arguments)
    if not 0 <= options.overlap_h <= _MOST_H:
        raise Stop(f"--overlap-h: from 0 to {_MOST_H}")
    _DOES[options.what](options)


def _make(options: argparse.Namespace) -> None:
    secret = secrets.token_urlsafe(32)
    _keep_secret(options, secret)
    sys.stdout.write(f"{secret}\n")
    _told(options)


def _keep(options: argparse.Namespace) -> None:
    if not options.secret_stdin:
        raise Stop("give the secret on standard input, with --secret-stdin")
    secret = secret_from_stdin("secret")
    if not _SHORTEST <= len(secret) <= _LONGEST or not (secret.isascii() and secret.isprintable()):
        raise Stop(f"a secret is {_SHORTEST} to {_LONGEST} ASCII letters, digits and signs")
    _keep_secret(options, secret)
    _told(options)


def _state(options: argparse.Namespace) -> None:
    shared = folder_of(options).shared_secrets().get(SHARED_WITH, SharedSecrets())
    count = len(shared.valid(datetime.now(UTC)))
    if count == 0:
        sys.stdout.write("closed: no secret is shared\n")
        return
    if (gateway := _quiet(options)) is not None:
        sys.stdout.write(f"closed: the gateway of this site is {gateway}\n")
        return
    ends = shared.ends()
    until = f", the former until {ends:%Y-%m-%d %H:%M} UTC" if count > 1 and ends else ""
    sys.stdout.write(f"open: {count} valid{until}\n")


def _end(options: argparse.Namespace) -> None:
    folder = folder_of(options)
    kept = folder.shared_secrets()
    kept.pop(SHARED_WITH, None)
    folder.keep_shared_secrets(kept)


_DOES: Final[Mapping[str, Callable[[argparse.Namespace], None]]] = {
    "make": _make,
    "keep": _keep,
    "state": _state,
    "end": _end,
}


def _quiet(options: argparse.Namespace) -> str | None:
    """Return the gateway of the settings where it is none that sends webhooks."""
    with opened(options) as store, store.read() as reader:
        gateway = settings_of(reader.site()).gateway
    return gateway if gateway in QUIET else None


def _keep_secret(options: argparse.Namespace, secret: str) -> None:
    folder = folder_of(options)
    kept = folder.shared_secrets()
    before = kept.get(SHARED_WITH, SharedSecrets())
    overlap = timedelta(hours=options.overlap_h)
    folder.keep_shared_secrets(
        {**kept, SHARED_WITH: before.with_new(secret, datetime.now(UTC), overlap)}
    )


def _told(options: argparse.Namespace) -> None:
    if (gateway := _quiet(options)) is not None:
        sys.stderr.write(f"the gateway of this site is {gateway}: the receiver stays closed\n")
    sys.stderr.write(f"send webhooks to {str(options.address).rstrip('/')}{PATH}\n")
