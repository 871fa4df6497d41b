"""The signed code of an appointment, made with the site's own key."""

from collections.abc import Sequence

from core.access import SigningKey
from core.policy import minute
from core.site import Site
from core.things import Appointment
from sync.contract.appointment_code import AppointmentCode, sign, signing_key, site_hash


def newest_key(keys: Sequence[SigningKey]) -> SigningKey | None:
    """Return the key to sign with: the last one that was not retired."""
    usable = [key for key in keys if key.retired_at is None]
    return max(usable, key=lambda key: (key.created_at, key.key_id), default=None)


def signed_code(site: Site, appointment: Appointment, key: SigningKey) -> str:
    """Return what the code of an appointment says, `CQ1:…`."""
    code = AppointmentCode(
        key_id=key.key_id,
        site_hash=site_hash(site.id),
        service_number=site.service(appointment.service_id).number,
        # One that was kept before seconds were cut off has a code too.
        booked_at=minute(appointment.starts_at),
        appointment_ref=appointment.code_id,
    )
    return sign(code, signing_key(key.seed))
