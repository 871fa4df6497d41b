"""Commands of agents: counters, calls, and what happens to a step."""

from sync.client.commands import Commands
from sync.contract.calls import (
    AbsentIn,
    CalledOut,
    CallIn,
    FinishIn,
    ParkIn,
    ResumeIn,
    StepActionOut,
    TransferIn,
    WhyOut,
)
from sync.contract.site import CounterOpenIn, CounterOut, CounterPauseIn, DegradeIn
from sync.contract.wire import Request


class ServingCommands(Commands):
    """What counters send for the agent who is signed in; each raises `ApiError`."""

    def open_counter(
        self, counter_id: str, opening: CounterOpenIn | None = None, key: str | None = None
    ) -> CounterOut:
        """Open a counter for some services, or for all that it is equipped for."""
        path = f"/counters/{counter_id}/open"
        return self.post(path, opening or CounterOpenIn(), CounterOut, key)

    def pause_counter(
        self, counter_id: str, pause: CounterPauseIn, key: str | None = None
    ) -> CounterOut:
        """Stop calling for a while."""
        return self.post(f"/counters/{counter_id}/pause", pause, CounterOut, key)

    def close_counter(self, counter_id: str, key: str | None = None) -> CounterOut:
        """Close a counter."""
        return self.post(f"/counters/{counter_id}/close", None, CounterOut, key)

    def degrade_counter(
        self, counter_id: str, failure: DegradeIn, key: str | None = None
    ) -> CounterOut:
        """Equipment of a counter fails, or works again."""
        return self.post(f"/counters/{counter_id}/degrade", failure, CounterOut, key)

    def call_next(self, counter_id: str, key: str | None = None) -> CalledOut:
        """Call the next person; refused with `queue_empty`, `counter_busy`, `counter_closed`."""
        return self.post(f"/counters/{counter_id}/call-next", None, CalledOut, key)

    def call(self, counter_id: str, chosen: CallIn, key: str | None = None) -> CalledOut:
        """Call one person out of turn, for a reason; refused with `already_called`."""
        return self.post(f"/counters/{counter_id}/call", chosen, CalledOut, key)

    def recall(self, step_id: str, key: str | None = None) -> StepActionOut:
        """Announce a call once more."""
        return self._act(step_id, "recall", None, key)

    def undo(self, step_id: str, key: str | None = None) -> StepActionOut:
        """Take a call back, within 30 s."""
        return self._act(step_id, "undo", None, key)

    def start(self, step_id: str, key: str | None = None) -> StepActionOut:
        """The person is at the counter."""
        return self._act(step_id, "start", None, key)

    def absent(
        self, step_id: str, *, confirm: bool = False, key: str | None = None
    ) -> StepActionOut:
        """Nobody came; `confirm` before three calls or two minutes."""
        return self._act(step_id, "absent", AbsentIn(confirm=confirm), key)

    def park(
        self, step_id: str, parking: ParkIn | None = None, key: str | None = None
    ) -> StepActionOut:
        """Hold the visit while something is fetched."""
        return self._act(step_id, "park", parking or ParkIn(), key)

    def resume(
        self, step_id: str, place: ResumeIn | None = None, key: str | None = None
    ) -> StepActionOut:
        """Go on with a parked visit, at a free counter or where the agent sits."""
        return self._act(step_id, "resume", place, key)

    def transfer(self, step_id: str, target: TransferIn, key: str | None = None) -> StepActionOut:
        """Hand the visit on."""
        return self._act(step_id, "transfer", target, key)

    def finish(
        self, step_id: str, ending: FinishIn | None = None, key: str | None = None
    ) -> StepActionOut:
        """End the step with its outcomes."""
        return self._act(step_id, "finish", ending or FinishIn(), key)

    def come_back(self, step_id: str, key: str | None = None) -> StepActionOut:
        """Someone who was absent is back, the same day."""
        return self._act(step_id, "return", None, key)

    def reopen(self, step_id: str, key: str | None = None) -> StepActionOut:
        """Put an ended step back to waiting, the same day."""
        return self._act(step_id, "reopen", None, key)

    def why(self, step_id: str, than: str | None = None) -> WhyOut:
        """Read why this step was called when it was, or why before another one."""
        return self.get(f"/steps/{step_id}/why", WhyOut, {"than": than})

    def _act(
        self, step_id: str, action: str, body: Request | None, key: str | None
    ) -> StepActionOut:
        return self.post(f"/steps/{step_id}/{action}", body, StepActionOut, key)
