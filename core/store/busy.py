"""Since when each counter is busy."""

from collections.abc import Mapping
from datetime import datetime

from core.model import CounterId, StepState
from core.store.reader import Reader
from core.store.steps import SqlSteps


def busy_since(reader: Reader) -> Mapping[CounterId, datetime]:
    """Return when whoever is at a counter came to it, or was called while nobody came yet."""
    found = {}
    for step in SqlSteps(reader.connection).held(reader.today):
        since = step.started_at or step.called_at
        if step.state is not StepState.PARKED and step.counter_id is not None and since is not None:
            found[step.counter_id] = since
    return found
