"""What a desk knows: its counter, the queue, the visit in hand and what the agent looks at."""

from core.model import OPEN_STATES, CounterState, StepState
from counterapp.catalogue import Catalogue
from counterapp.desk.queue_rows import QueueRow, View, select
from counterapp.desk.reading import DeskSnapshot, in_hand
from counterapp.desk.view import LastVisit, QueueCounts
from counterapp.desk.visit import current_step
from counterapp.ports import AgentSite
from sync.contract.arrivals import StepOut, VisitCardOut
from sync.contract.calls import QueueItem
from sync.contract.site import CounterOut, SiteOut

ENDED = frozenset({StepState.COMPLETED, StepState.NO_SHOW})


class DeskState:
    """The desk's memory; it asks nobody and decides nothing.

    Attributes:
        client: The site, as the signed-in agent.
        epoch: How many answers of commands were taken.
        site_stale: The site must be read again with the queue.
    """

    def __init__(self, client: AgentSite, counter_id: str, site: SiteOut, language: str) -> None:
        self.client = client
        self.counter_id = counter_id
        self.catalogue = Catalogue(site, language)
        self.site_stale = False
        self.items: tuple[QueueItem, ...] = ()
        self.card: VisitCardOut | None = None
        self.last: LastVisit | None = None
        self.selected: str | None = None
        self.view = View.MINE
        self.search = ""
        self.online = True
        self.epoch = 0

    @property
    def counter(self) -> CounterOut | None:
        """The desk's counter, or None if the site no longer has it."""
        return self.catalogue.counter(self.counter_id)

    @property
    def counter_state(self) -> CounterState:
        """How the counter stands; a counter that is gone is closed."""
        counter = self.counter
        return CounterState.CLOSED if counter is None else counter.state

    @property
    def step(self) -> StepOut | None:
        """The step in hand, if any."""
        return None if self.card is None else current_step(self.card)

    @property
    def selected_item(self) -> QueueItem | None:
        """The line of the queue that the agent chose, if it is still there."""
        return next((item for item in self.items if item.step_id == self.selected), None)

    def take_site(self, site: SiteOut) -> None:
        """Take the site as it stands now."""
        self.catalogue = Catalogue(site, self.catalogue.language)
        self.site_stale = False

    def take_counter(self, counter: CounterOut) -> None:
        """Take one counter as it stands now."""
        site = self.catalogue.site
        counters = tuple(counter if each.id == counter.id else each for each in site.counters)
        self.take_site(site.model_copy(update={"counters": counters}))
        self.epoch += 1

    def take_snapshot(self, snapshot: DeskSnapshot) -> bool:
        """Take what was read; False when a command was answered meanwhile, and more is to be read.

        The queue is taken in any case, so that a hurried agent sees it move; counter and visit
        in hand stay as the command's answer said.
        """
        self.items = snapshot.queue.items
        if snapshot.epoch != self.epoch:
            return False
        self.take_site(snapshot.site)
        self.card = snapshot.card
        return True

    def take_visit(self, card: VisitCardOut, step: StepOut) -> None:
        """Take a visit from the answer to a command on one of its steps."""
        self.epoch += 1
        over = not any(each.state in OPEN_STATES for each in card.steps)
        if step.state in ENDED and over:
            self.last = LastVisit(step.id, card.number, absent=step.state is StepState.NO_SHOW)
        elif self.last is not None and self.last.step_id == step.id:
            self.last = None
        held = current_step(card)
        mine = held is not None and held.counter_id == self.counter_id
        self.card = card if mine else None

    def rows(self) -> tuple[QueueRow, ...]:
        """Return the lines of the queue that the chosen view and search leave."""
        return select(
            self.items,
            view=self.view,
            search=self.search,
            offered=self._offered(),
            catalogue=self.catalogue,
        )

    def counts(self) -> QueueCounts:
        """Return how many people wait."""
        offered = self._offered()
        waiting = [item for item in self.items if item.state is StepState.WAITING]
        return QueueCounts(
            waiting=len(waiting), mine=sum(item.service_id in offered for item in waiting)
        )

    def holds(self) -> bool:
        """Whether the queue says that this counter has somebody in hand."""
        return in_hand(self.items, self.counter) is not None

    def _offered(self) -> frozenset[str]:
        counter = self.counter
        return frozenset() if counter is None else frozenset(counter.offered or counter.services)
