"""What a slip says, in the site's language and the visitor's."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from core.model import Arrival
from core.slip_limits import code_fits
from core.wait_range import wait_range
from kiosk.outcomes import Given
from kiosk.shell.dates import long_date
from kiosk.site_view import SiteView
from kiosk.ticket.phrases import Phrases
from printers.slip import Slip, Words
from ui.i18n import apart, isolated

CAPTION: Final = str(QT_TRANSLATE_NOOP("Slip", "Your number"))
ARRIVED: Final = str(QT_TRANSLATE_NOOP("Slip", "{date}, arrived at {time}"))
BOOKED: Final = str(QT_TRANSLATE_NOOP("Slip", "Appointment at {time}"))
LATE: Final = str(
    QT_TRANSLATE_NOOP("Slip", "Arrived late for {time}: you will be seen all the same")
)
ROOM: Final = str(QT_TRANSLATE_NOOP("Slip", "Waiting room: {room}"))
WAIT: Final = str(QT_TRANSLATE_NOOP("Slip", "Wait: between {a} and {b} minutes"))
PRIORITY: Final = str(QT_TRANSLATE_NOOP("Slip", "Priority access: tell reception"))
INSTRUCTION: Final = str(
    QT_TRANSLATE_NOOP(
        "Slip", "Sit down and watch the screen: your number will be shown and announced."
    )
)
DOCUMENTS: Final = str(QT_TRANSLATE_NOOP("Slip", "Have ready"))
NOTICE: Final = str(
    QT_TRANSLATE_NOOP(
        "Slip",
        "This number serves to organise your visit. It is kept for at most 30 days, without your "
        "name. Your rights: this code, or reception.",
    )
)
NOTICE_WITHOUT_CODE: Final = str(
    QT_TRANSLATE_NOOP(
        "Slip",
        "This number serves to organise your visit. It is kept for at most 30 days, without your "
        "name. Your rights: ask reception.",
    )
)
DUPLICATE: Final = str(QT_TRANSLATE_NOOP("Slip", "Second copy"))


class SlipWriter:
    """Puts a given number into words; knows nothing of printers."""

    def __init__(self, phrases: Phrases, home_language: str) -> None:
        self._phrases = phrases
        self._home = home_language

    def write(self, given: Given, site: SiteView, *, language: str, duplicate: bool) -> Slip:
        """Return the slip: the site's language first, the visitor's beside it."""
        second = language if language != self._home else None
        privacy_url = site.site.privacy_url if code_fits(site.site.privacy_url) else ""

        def both(text: str, **facts: str) -> Words:
            return Words(
                self._say(self._home, text, facts),
                self._say(second, text, facts) if second else "",
            )

        return Slip(
            number=given.number,
            language=self._home,
            second_language=second,
            site_name=site.site.name,
            issued_at=Words(
                self._arrived(self._home, given.issued_at, site),
                self._arrived(second, given.issued_at, site) if second else "",
            ),
            caption=both(CAPTION),
            lines=tuple(self._lines(given, site, both)),
            instruction=both(INSTRUCTION),
            documents_title=both(DOCUMENTS),
            documents=self._documents(given, site, second),
            notice=both(NOTICE if privacy_url else NOTICE_WITHOUT_CODE),
            qr_payload=privacy_url or f"{given.number} {site.site.business_day}",
            duplicate=both(DUPLICATE) if duplicate else None,
        )

    def _say(self, language: str, text: str, facts: dict[str, str]) -> str:
        return self._phrases.say(language, text).format(**facts)

    def _arrived(self, language: str, moment: datetime, site: SiteView) -> str:
        day = moment.astimezone(site.zone).date()
        facts = {"date": long_date(language, day, year=True), "time": isolated(site.clock(moment))}
        return self._say(language, ARRIVED, facts)

    def _lines(self, given: Given, site: SiteView, both: Callable[..., Words]) -> Iterator[Words]:
        if given.starts_at is not None:
            text = LATE if given.arrival is Arrival.LATE else BOOKED
            yield both(text, time=isolated(site.clock(given.starts_at)))
        if site.site.waiting_room:
            yield both(ROOM, room=apart(site.site.waiting_room))
        if (wait := wait_range(given.wait.p50_s, given.wait.p90_s)) is not None:
            yield both(WAIT, a=isolated(str(wait[0])), b=isolated(str(wait[1])))
        yield both(PRIORITY)

    def _documents(self, given: Given, site: SiteView, second: str | None) -> tuple[Words, ...]:
        first = site.documents(given.service_id, self._home)
        other = site.documents(given.service_id, second, only=True) if second else [""] * len(first)
        return tuple(Words(a, b) for a, b in zip(first, other, strict=True))
