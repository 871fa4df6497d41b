"""What the rules need of the world: a clock, and one transaction on the store."""

from core.ports.bookings import Appointments, Outbox
from core.ports.clock import Clock
from core.ports.forgetting import Forgetting
from core.ports.rows import Rows
from core.ports.seals import Seals
from core.ports.site import DiscreetAlerts, HelpCalls, Satisfaction, SiteDays, SiteSettings
from core.ports.staff import Agents, Counters, Leases, SigningKeys, Stations
from core.ports.statistics import Statistics
from core.ports.unit_of_work import UnitOfWork
from core.ports.visits import Calls, Steps, Visits

__all__ = [
    "Agents",
    "Appointments",
    "Calls",
    "Clock",
    "Counters",
    "DiscreetAlerts",
    "Forgetting",
    "HelpCalls",
    "Leases",
    "Outbox",
    "Rows",
    "Satisfaction",
    "Seals",
    "SigningKeys",
    "SiteDays",
    "SiteSettings",
    "Stations",
    "Statistics",
    "Steps",
    "UnitOfWork",
    "Visits",
]
