"""`booking-map`: what the booking server's motifs, places and agents are at the site."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from core.errors import Refusal, SettingsInvalid
from server.commands import opened
from server.faults import Stop
from server.options import OneLineParser, folder_of

if TYPE_CHECKING:
    from sync.contract.booking_matches import BookingMatchOut

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
                # Appointments may name what is listed no more, so that it is no mistake by itself.
                for thing in unlisted(said, items):
                    sys.stderr.write(f"{thing}: the booking server lists none of this number\n")
            if said or options.apply_proposals:
                items = console.again()
        except SettingsInvalid as error:
            raise Stop("; ".join(error.mistakes)) from error
        except Refusal as refusal:
            facts = ", ".join(str(fact) for fact in refusal.facts.values())
            told = _SENTENCES.get(refusal.code, refusal.code)
            raise Stop(f"{facts}: {told}" if facts else told) from refusal
    sys.stdout.write(table(items))


def unlisted(
    said: Mapping[str, Mapping[str, str | None]], items: Iterable["BookingMatchOut"]
) -> list[str]:
    """Return what matches were taken over for, and the booking server did not list."""
    listed = {(one.kind, one.id) for one in items if one.name}
    return [
        f"{kind}:{number}"
        for kind, part in _KINDS.items()
        for number, what in said.get(part, {}).items()
        if what is not None and (kind, number) not in listed
    ]


def _said(words: Iterable[str]) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    for word in words:
        thing, equals, what = word.partition("=")
        kind, colon, number = thing.partition(":")
        if kind not in _KINDS or not colon or not number.isdecimal() or not equals:
            raise Stop(f"--set: {word!r} is no match, such as motif:31=passport")
        if kind == "place" and what not in {"here", "elsewhere", ""}:
            raise Stop(f"--set: {word!r}: a place is `here` or `elsewhere`")
        of_kind = found.setdefault(_KINDS[kind], {})
        if number in of_kind:
            raise Stop(f"--set: {thing} stands twice")
        of_kind[number] = what or None
    return found
