"""`booking-map`: what the booking server's motifs, places and agents are at the site."""

import sys
from collections.abc import Iterable, Sequence
from typing import Final

from core.errors import Refusal, SettingsInvalid
from server.commands import opened
from server.faults import Stop
from server.options import OneLineParser, folder_of

_KINDS: Final = {"motif": "motifs", "place": "places", "agent": "agents"}
_SENTENCES: Final = {
    "service_unknown": "there is no service of this code",
    "counter_unknown": "there is no counter of this number",
}


def booking_map(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Print what the booking server has and what each thing is here; take matches over.

    Raises:
        Stop: The booking server does not tell, or a match means nothing.
    """
    parser.add_argument(
        "--apply-proposals",
        action="store_true",
        help="take over what is proposed for what nobody matched yet",
    )
    parser.add_argument(
        "--set",
        nargs="+",
        metavar="KIND:ID=WHAT",
        default=[],
        help="motif:31=passport, place:12=elsewhere, agent:5=2; nothing after = takes a match away",
    )
    options = parser.parse_args(arguments)
    said = _said(options.set)
    # The other commands start faster without what calls a booking server.
    from server.match_console import Console, table  # noqa: PLC0415

    with opened(options) as store:
        console = Console(store, folder_of(options))
        try:
            items = console.matches()
            if options.apply_proposals:
                console.apply_proposals(items)
            if said:
                console.change(said)
            if said or options.apply_proposals:
                items = console.again()
        except SettingsInvalid as error:
            raise Stop("; ".join(error.mistakes)) from error
        except Refusal as refusal:
            facts = ", ".join(str(fact) for fact in refusal.facts.values())
            told = _SENTENCES.get(refusal.code, refusal.code)
            raise Stop(f"{facts}: {told}" if facts else told) from refusal
    sys.stdout.write(table(items))


def _said(words: Iterable[str]) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    for word in words:
        thing, equals, what = word.partition("=")
        kind, colon, number = thing.partition(":")
        if kind not in _KINDS or not colon or not number.isdecimal() or not equals:
            raise Stop(f"--set: {word!r} is no match, such as motif:31=passport")
        if kind == "place" and what not in {"here", "elsewhere", ""}:
            raise Stop(f"--set: {word!r}: a place is `here` or `elsewhere`")
        found.setdefault(_KINDS[kind], {})[number] = what or None
    return found
