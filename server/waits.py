"""The wait of each service, reckoned in the background: nobody who arrives waits for it."""

from collections.abc import Mapping

from core.store import Store
from sync.contract.site import EstimateOut


class Waits:
    """A snapshot of the waits; any thread may read it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._now: Mapping[str, EstimateOut] = {}

    def now(self) -> Mapping[str, EstimateOut]:
        """Return the wait of somebody who would come now, by service id."""
        return self._now

    def refresh(self) -> None:
        """Reckon them anew."""
        with self._store.read() as reader:
            found = reader.waits()
        self._now = {
            service_id: EstimateOut(p50_s=wait.p50_s, p90_s=wait.p90_s, ahead=wait.ahead)
            for service_id, wait in found.items()
        }
