"""`codes`: the signed codes of a day's appointments, and the key that signs them."""

import csv
import secrets
import sys
from collections.abc import Sequence
from datetime import date
from typing import Final

from core.business_days import wall_clock
from core.model import AppointmentMode, AppointmentStatus
from core.things import Actor
from core.usecases.searching import NoteTaking, note_taking
from core.usecases.settings import AddSigningKey
from server.commands import opened
from server.faults import Stop
from server.options import OneLineParser, folder_of
from server.signing import newest_key, signed_code
from server.site_clock import command_clock
from sync.contract.appointment_code import public_key_text, signing_key

OWN_KEY_ID: Final = 200
"""The id of a site's first own key, out of the way of those that booking servers count from 0."""
_SEED_BYTES: Final = 32


def new_signing_key(key_id: int) -> AddSigningKey:
    """Return a new key pair for appointment codes."""
    seed = secrets.token_bytes(_SEED_BYTES)
    return AddSigningKey(key_id, seed, public_key_text(signing_key(seed)))


def codes(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Print a day's codes as CSV: reference, time of the site's wall clock, service, code.

    Raises:
        Stop: The day is no date, or the site has no key to sign with.
    """
    parser.add_argument("--day", metavar="YYYY-MM-DD", help="business day; today without it")
    options = parser.parse_args(arguments)
    clock = command_clock(options, folder_of(options))
    with opened(options) as store, store.read() as reader:
        site = reader.site()
        try:
            wanted = options.day
            day = date.fromisoformat(wanted) if wanted else site.days.of(clock.now())
        except ValueError as error:
            raise Stop(f"--day: {options.day!r} is no date, such as 2026-11-24") from error
        key = newest_key(reader.signing_keys())
        if key is None:
            raise Stop("this site has no key to sign codes with: run `init` again")
        store.write(lambda uow: note_taking(uow, Actor(), NoteTaking("codes")))
        writer = csv.writer(sys.stdout)
        writer.writerow(("reference", "time", "service", "code"))
        for card in reader.appointments(day, status=AppointmentStatus.BOOKED):
            booked = card.appointment
            if booked.mode is not AppointmentMode.IN_PERSON:
                continue
            writer.writerow(
                (
                    booked.reference,
                    wall_clock(booked.starts_at, site.tz),
                    site.service(booked.service_id).code,
                    signed_code(site, booked, key),
                )
            )
