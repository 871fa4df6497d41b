"""`codes`: a day's appointments with their signed codes, as a table or on paper."""

import csv
import secrets
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from core.business_days import wall_clock
from core.model import AppointmentMode, AppointmentStatus
from core.runtime.private_files import write_private
from core.site import Site
from core.things import Actor
from core.usecases.searching import NoteTaking, note_taking
from core.usecases.settings import AddSigningKey
from core.views import AppointmentCard
from server.commands import opened
from server.commands.kits import new_file
from server.faults import Stop
from server.options import OneLineParser
from server.signing import newest_key, signed_code
from sync.contract.appointment_code import public_key_text, signing_key
from sync.contract.paper import PaperLanguage

OWN_KEY_ID: Final = 200
"""The id of a site's first own key, out of the way of those that booking servers count from 0."""
_SEED_BYTES: Final = 32


def new_signing_key(key_id: int) -> AddSigningKey:
    """Return a new key pair for appointment codes."""
    seed = secrets.token_bytes(_SEED_BYTES)
    return AddSigningKey(key_id, seed, public_key_text(signing_key(seed)))


def codes(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Print a day's codes as CSV (reference, time of the site's wall clock, service, code) or PDF.

    Raises:
        Stop: The day is no date, the file cannot be written, or the site has no key to sign with.
    """
    parser.add_argument("--day", metavar="YYYY-MM-DD", help="business day; today without it")
    parser.add_argument(
        "--pdf", type=Path, metavar="FILE.pdf", help="pages to print, in place of the CSV"
    )
    parser.add_argument(
        "--language", choices=("fr", "en"), default="fr", help="of the pages; fr without it"
    )
    options = parser.parse_args(arguments)
    target = None if options.pdf is None else new_file(options.pdf)
    with opened(options) as store, store.read() as reader:
        site = reader.site()
        try:
            wanted = options.day
            day = date.fromisoformat(wanted) if wanted else reader.today
        except ValueError as error:
            raise Stop(f"--day: {options.day!r} is no date, such as 2026-11-24") from error
        key = newest_key(reader.signing_keys())
        if key is None:
            raise Stop("this site has no key to sign codes with: run `init` again")
        store.write(lambda uow: note_taking(uow, Actor(), NoteTaking("codes")))
        made = reader.now.astimezone(site.tz)
        booked = [
            (card, signed_code(site, card.appointment, key))
            for card in reader.appointments(day, status=AppointmentStatus.BOOKED)
            if card.appointment.mode is AppointmentMode.IN_PERSON
        ]
    if target is None:
        _write_table(site, booked)
    else:
        pages = _pages(site, booked, day, options.language, made)
        try:
            write_private(target, pages)
        except OSError as error:
            raise Stop(f"{target} cannot be written: {error.strerror}") from error


def _write_table(site: Site, booked: Iterable[tuple[AppointmentCard, str]]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(("reference", "time", "service", "code"))
    for card, code in booked:
        appointment = card.appointment
        time = wall_clock(appointment.starts_at, site.tz)
        service = site.service(appointment.service_id).code
        writer.writerow((appointment.reference, time, service, code))


def _pages(
    site: Site,
    booked: Iterable[tuple[AppointmentCard, str]],
    day: date,
    language: PaperLanguage,
    made: datetime,
) -> bytes:
    # The table needs nothing of what draws.
    from server.paper.codes_sheet import CodeOfDay, codes_sheet  # noqa: PLC0415
    from server.paper.dates import weekday_in_words  # noqa: PLC0415
    from server.paper.gathering import label_of  # noqa: PLC0415

    rows = []
    for card, code in booked:
        name = card.persons[0].family_name.strip() if card.persons else ""
        rows.append(
            CodeOfDay(
                time=wall_clock(card.appointment.starts_at, site.tz),
                reference=card.appointment.reference,
                service=label_of(site, card.appointment.service_id, language),
                initial=name[:1].upper()[:1],
                persons=max(1, len(card.persons)),
                code=code,
            )
        )
    return codes_sheet(site.name, weekday_in_words(day, language), rows, language, made)
