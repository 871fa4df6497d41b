"""The lines of the post on its screens: of a crisis first, then what a person put there today."""

from collections.abc import Sequence

from core.site import Message
from core.store.days import SqlSiteDays
from core.store.reader import Reader
from server.crisis_words import CRISIS, DRILL

_CRISIS_LEVEL = "crisis"


def screen_lines(reader: Reader) -> Sequence[Message]:
    """Return every line that kiosks and displays show now, in the languages of the site."""
    site, day = reader.site(), reader.site_day
    messages = SqlSiteDays(reader.connection).messages(reader.now)
    lines = [Message(message.texts, message.level) for message in messages]
    lines += site.messages
    if not day.crisis:
        return lines
    spoken = {*site.languages, "fr"}
    said = day.crisis_texts or {code: text for code, text in CRISIS.items() if code in spoken}
    first = [Message(said, _CRISIS_LEVEL)]
    if day.drill:
        drill = {code: text for code, text in DRILL.items() if code in spoken}
        first.insert(0, Message(drill, _CRISIS_LEVEL))
    return [*first, *lines]
