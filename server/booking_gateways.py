"""Which gateway the settings name, and what it does for the site."""

from dataclasses import asdict, replace
from typing import Final

from core.business_days import Days
from sync.booking.gateway import BookingGateway, Capabilities
from sync.booking.quiet import FileGateway, NoGateway
from sync.booking.rdv_service_public.gateway import RdvServicePublic, RdvServicePublicSettings
from sync.booking.rdv_service_public.transport import Transport
from sync.contract.booking import BookingCapabilities
from sync.contract.settings import BookingSettings

QUIET: Final = {"none": NoGateway, "files": FileGateway}
"""Gateways with nobody at the other end: no thread reads from them, and nothing is told."""


def rdv_gateway(settings: BookingSettings, days: Days, transport: Transport) -> BookingGateway:
    """Return the gateway to RDV Service Public."""
    return RdvServicePublic(transport, _rdv(settings, days))


def capabilities_of(
    settings: BookingSettings, days: Days, *, has_webhooks: bool = False
) -> BookingCapabilities:
    """Return what the gateway of the settings does, whether or not its line stands.

    Args:
        settings: Name the gateway.
        days: How the site cuts its days.
        has_webhooks: A secret is shared with the booking server, so that it may tell of changes.
    """
    quiet = QUIET.get(settings.gateway)
    can: Capabilities = (
        replace(_rdv(settings, days), has_webhooks=has_webhooks).capabilities()
        if quiet is None
        else quiet().capabilities()
    )
    return BookingCapabilities(gateway=settings.gateway, **asdict(can))


def _rdv(settings: BookingSettings, days: Days) -> RdvServicePublicSettings:
    return RdvServicePublicSettings(
        settings.organisation_ids, days, times=settings.times, base_url=settings.base_url
    )
