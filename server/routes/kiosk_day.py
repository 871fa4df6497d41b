"""The day's bookings for a kiosk, as keyed hashes: it may have to work alone."""

from core.business_days import wall_clock
from core.model import AppointmentMode, AppointmentStatus
from core.policy import minute
from core.site import Site
from core.views import AppointmentCard
from server.auth.gate import Here
from server.doing import Wired
from server.nouns import Noun
from sync.contract.kiosk_day import KioskDayItem, KioskDayOut, reference_hash

router = Noun()


@router.get("/kiosk-day")
def kiosk_day(wiring: Wired, caller: Here) -> KioskDayOut:
    """Return today's bookings that are not here yet; neither a name nor a reference is told."""
    with wiring.store.read() as reader:
        site, day = reader.site(), reader.today
        cards = reader.appointments(day, status=AppointmentStatus.BOOKED)
    key = wiring.secrets.kiosk_day_key(caller.station_id, day.isoformat())
    return KioskDayOut(
        business_day=day.isoformat(),
        key=key,
        with_time=site.reference.ask_time,
        items=tuple(_item(site, card, key) for card in cards if _comes(card)),
    )


def _comes(card: AppointmentCard) -> bool:
    return card.appointment.mode is AppointmentMode.IN_PERSON


def _item(site: Site, card: AppointmentCard, key: str) -> KioskDayItem:
    booking = card.appointment
    time = wall_clock(booking.starts_at, site.tz) if site.reference.ask_time else None
    return KioskDayItem(
        hash=reference_hash(key, booking.reference, time),
        # As the code says it, and as the rules count.
        starts_at=minute(booking.starts_at),
        service_id=booking.service_id,
        persons=max(1, len(card.persons)),
    )
