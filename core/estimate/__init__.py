"""How long people will wait: the queue played forward, or a formula where that is too much."""

from core.estimate.estimator import forecast
from core.estimate.formula import by_formula
from core.estimate.times import FEWEST_TIMES, ServiceTimes, service_times
from core.estimate.values import (
    Booking,
    Desk,
    Estimate,
    Forecast,
    Habits,
    QueueState,
    Serving,
    Waiting,
)

__all__ = [
    "FEWEST_TIMES",
    "Booking",
    "Desk",
    "Estimate",
    "Forecast",
    "Habits",
    "QueueState",
    "ServiceTimes",
    "Serving",
    "Waiting",
    "by_formula",
    "forecast",
    "service_times",
]
