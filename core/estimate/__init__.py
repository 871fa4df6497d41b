"""How long people will wait: the queue played forward, or a formula where that is too much."""

from core.estimate.estimator import MOST_PEOPLE, forecast
from core.estimate.formula import Formula
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
    "MOST_PEOPLE",
    "Booking",
    "Desk",
    "Estimate",
    "Forecast",
    "Formula",
    "Habits",
    "QueueState",
    "ServiceTimes",
    "Serving",
    "Waiting",
    "forecast",
    "service_times",
]
