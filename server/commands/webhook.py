"""`webhook`: what events are signed with that are sent to another tool, kept encrypted."""

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from core.errors import NotFound
from core.runtime.clock import SystemClock
from core.store.outgoing import SqlWebhooks
from core.things import Actor
from core.usecases.outgoing import SendAgain, send_again
from server.commands import opened
from server.events_out.runner import shared_with
from server.events_out.signing import key_of, new_secret
from server.faults import Stop
from server.kept_secrets import LONGEST_OVERLAP, SharedSecrets
from server.options import OneLineParser, folder_of, secret_from_stdin

_NAME: Final = re.compile(r"[a-z0-9_]{1,40}")
_MOST_H: Final = int(LONGEST_OVERLAP.total_seconds() // 3600)


def webhook(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Share a secret with a tool of the settings, list how far each is, or send to one again.

    A secret that is made is printed once; a running server takes it within seconds. While two are
    valid each event is signed with both.

    Raises:
        Stop: What was given is no secret, no time, or no tool.
    """
    parser.add_argument("what", choices=sorted(_DOES))
    parser.add_argument("--name", help="of the webhook, as in the settings")
    parser.add_argument(
        "--secret-stdin", action="store_true", help="keep: read it from standard input"
    )
    parser.add_argument(
        "--overlap-h", type=int, default=24, help="how long the one of before stays valid (24)"
    )
    options = parser.parse_args(arguments)
    if not 0 <= options.overlap_h <= _MOST_H:
        raise Stop(f"--overlap-h: from 0 to {_MOST_H}")
    _DOES[options.what](options)


def _make(options: argparse.Namespace) -> None:
    secret = new_secret()
    _keep_secret(options, secret)
    sys.stdout.write(f"{secret}\n")
    _note_unnamed(options)


def _keep(options: argparse.Namespace) -> None:
    if not options.secret_stdin:
        raise Stop("give the secret on standard input, with --secret-stdin")
    secret = secret_from_stdin("secret")
    try:
        key_of(secret)
    except ValueError as error:
        raise Stop(str(error)) from error
    _keep_secret(options, secret)
    _note_unnamed(options)


def _end(options: argparse.Namespace) -> None:
    folder, name = folder_of(options), shared_with(_name(options))
    kept = folder.shared_secrets()
    if kept.pop(name, None) is None:
        raise Stop("no secret is shared under this name")
    folder.keep_shared_secrets(kept)


def _again(options: argparse.Namespace) -> None:
    command = SendAgain(_name(options))
    with opened(options) as store:
        try:
            store.write(lambda uow: send_again(uow, Actor(), command))
        except NotFound as error:
            raise Stop("nothing was ever sent to a webhook of this name") from error


def _list(options: argparse.Namespace) -> None:
    secrets = folder_of(options).shared_secrets()
    with opened(options) as store, store.read() as reader:
        now, newest = SystemClock().now(), reader.seq()
        cursors = {one.name: one for one in SqlWebhooks(reader.connection).all()}
        for one in reader.site().webhooks:
            shared = secrets.get(shared_with(one.name), SharedSecrets())
            cursor = cursors.get(one.name)
            state = "not begun" if cursor is None else "gone" if cursor.gone_at else "begun"
            behind = 0 if cursor is None else newest - cursor.sent_seq
            lost = 0 if cursor is None else cursor.lost
            sys.stdout.write(
                f"{one.name}\t{state}\tsecrets {len(shared.valid(now))}\tbehind {behind}"
                f"\tlost {lost}\n"
            )


_DOES: Final[Mapping[str, Callable[[argparse.Namespace], None]]] = {
    "make": _make,
    "keep": _keep,
    "end": _end,
    "again": _again,
    "list": _list,
}


def _keep_secret(options: argparse.Namespace, secret: str) -> None:
    folder, name = folder_of(options), shared_with(_name(options))
    kept = folder.shared_secrets()
    before = kept.get(name, SharedSecrets())
    overlap = timedelta(hours=options.overlap_h)
    folder.keep_shared_secrets(
        {**kept, name: before.with_new(secret, SystemClock().now(), overlap)}
    )


def _note_unnamed(options: argparse.Namespace) -> None:
    with opened(options) as store, store.read() as reader:
        named = {one.name for one in reader.site().webhooks}
    if options.name not in named:
        sys.stderr.write("no webhook of this name is in the settings yet: nothing is sent\n")


def _name(options: argparse.Namespace) -> str:
    name = str(options.name or "")
    if _NAME.fullmatch(name) is None:
        raise Stop("--name: of the webhook, as in the settings: a to z, 0 to 9 and _")
    return name
