"""What an agent does at a desk, as commands that take effect once."""

from collections.abc import Callable, Mapping

from core.model import Outcome, StepState
from counterapp.commander import CALL_VALID_S, Commander
from counterapp.desk.edits import VisitEdits
from counterapp.desk.state import DeskState
from counterapp.notices import Level, Notice, Say
from sync.client.errors import Refused
from sync.contract.arrivals import StepOut
from sync.contract.calls import (
    CalledOut,
    CallIn,
    FinishIn,
    OutcomeIn,
    ParkIn,
    StepActionOut,
    TransferIn,
)
from sync.contract.site import CounterOpenIn, CounterOut, CounterPauseIn

TOO_SOON = "absent_too_soon"


class DeskCommands:
    """Sends the agent's commands and takes their answers.

    A command that does not fit what is in hand is not sent at all.

    Args:
        state: The desk's memory, which takes each answer.
        commander: Sends the commands one at a time.
        edits: Notes and documents, which `finish` takes along.
        say: Puts a notice in the status strip.
        taken: Called after each answer.
        confirm_absent: Asks the agent to confirm an early absence of a ticket.
    """

    def __init__(
        self,
        state: DeskState,
        commander: Commander,
        edits: VisitEdits,
        *,
        say: Say,
        taken: Callable[[], None],
        confirm_absent: Callable[[str], None],
    ) -> None:
        self._state = state
        self._commander = commander
        self._edits = edits
        self._say = say
        self._taken = taken
        self._confirm_absent = confirm_absent

    # The counter

    def open_counter(self) -> None:
        """Open the counter, or end its break."""
        client, counter_id = self._state.client, self._state.counter_id
        self._commander.send(
            "open",
            lambda key: client.open_counter(counter_id, CounterOpenIn(), key=key),
            self._on_counter,
        )

    def pause(self, reason: str) -> None:
        """Stop calling for a while."""
        client, counter_id = self._state.client, self._state.counter_id
        body = CounterPauseIn(reason=reason)
        self._commander.send(
            "pause",
            lambda key: client.pause_counter(counter_id, body, key=key),
            self._on_counter,
        )

    def close_counter(self) -> None:
        """Close the counter."""
        client, counter_id = self._state.client, self._state.counter_id
        self._commander.send(
            "close", lambda key: client.close_counter(counter_id, key=key), self._on_counter
        )

    # Calls

    def call_next(self) -> None:
        """Call whoever is next."""
        client, counter_id = self._state.client, self._state.counter_id
        self._commander.send(
            "call_next",
            lambda key: client.call_next(counter_id, key=key),
            self._on_called,
            valid_s=CALL_VALID_S,
        )

    def call_this(self, reason: str) -> None:
        """Call the chosen line of the queue out of turn."""
        client, counter_id = self._state.client, self._state.counter_id
        item = self._state.selected_item
        if item is None or item.state is not StepState.WAITING:
            return
        body = CallIn(step_id=item.step_id, reason=reason)
        self._commander.send(
            "call_this",
            lambda key: client.call(counter_id, body, key=key),
            self._on_called,
            valid_s=CALL_VALID_S,
        )

    def resume_parked(self) -> None:
        """Go on with the chosen parked visit."""
        client, item = self._state.client, self._state.selected_item
        if item is None or item.state is not StepState.PARKED:
            return
        step_id = item.step_id
        self._commander.send(
            "resume",
            lambda key: client.resume(step_id, key=key),
            self._on_step("resume"),
        )

    def recall(self) -> None:
        """Announce the person in hand again."""
        client = self._state.client
        self._step_command("recall", lambda step, key: client.recall(step.id, key=key))

    def undo(self) -> None:
        """Take the call back."""
        client = self._state.client
        self._step_command("undo", lambda step, key: client.undo(step.id, key=key))

    # The visit in hand

    def start(self) -> None:
        """Begin to serve the person who came."""
        client = self._state.client
        self._step_command("start", lambda step, key: client.start(step.id, key=key))

    def absent(self, *, confirmed: bool = False) -> None:
        """Mark the person absent; the server asks to confirm when it is early for that."""
        client = self._state.client
        self._step_command(
            "absent",
            lambda step, key: client.absent(step.id, confirm=confirmed, key=key),
            refused=self._on_too_soon if not confirmed else None,
        )

    def park(self) -> None:
        """Hold the visit while a paper is fetched."""
        client = self._state.client
        self._step_command("park", lambda step, key: client.park(step.id, ParkIn(), key=key))

    def transfer(self, service_id: str, counter_id: str | None, *, keep_seniority: bool) -> None:
        """Hand the visit on to a service, and to one counter if it must be that one."""
        client = self._state.client
        body = TransferIn(
            service_id=service_id, counter_id=counter_id, keep_seniority=keep_seniority
        )
        self._step_command("transfer", lambda step, key: client.transfer(step.id, body, key=key))

    def finish(self, outcomes: Mapping[tuple[int, str], Outcome], note: str) -> None:
        """End the step in hand with an outcome for each person and service."""
        client, card = self._state.client, self._state.card
        if card is None:
            return
        body = FinishIn(
            outcomes=tuple(
                OutcomeIn(person=person, service_id=service_id, outcome=outcome)
                for (person, service_id), outcome in outcomes.items()
            ),
            note=note if note != card.note else None,
        )
        self._edits.forget_note(card.id)
        self._step_command("finish", lambda step, key: client.finish(step.id, body, key=key))

    def last_again(self) -> None:
        """Bring the visit that this desk ended last back into the queue."""
        client, last = self._state.client, self._state.last
        if last is None:
            return
        act, name = (client.come_back, "come_back") if last.absent else (client.reopen, "reopen")
        self._commander.send(name, lambda key: act(last.step_id, key=key), self._on_step(name))

    # Answers

    def _step_command(
        self,
        name: str,
        act: Callable[[StepOut, str], StepActionOut],
        *,
        refused: Callable[[Refused], None] | None = None,
    ) -> None:
        step = self._state.step
        if step is not None:
            self._commander.send(
                name, lambda key: act(step, key), self._on_step(name), refused=refused
            )

    def _on_counter(self, counter: CounterOut) -> None:
        self._state.take_counter(counter)
        self._say(Notice(f"counter_{counter.state.value}", {"counter": counter.number}))
        self._taken()

    def _on_called(self, answer: CalledOut) -> None:
        self._state.take_visit(answer.visit, answer.step)
        facts = {"number": answer.visit.number, "counter": answer.call.counter}
        self._say(Notice("called", facts, Level.SUCCESS))
        self._taken()

    def _on_step(self, name: str) -> Callable[[StepActionOut], None]:
        def take(answer: StepActionOut) -> None:
            self._state.take_visit(answer.visit, answer.step)
            facts: dict[str, str | int | bool | None] = {
                "number": answer.visit.number,
                "calls": answer.step.calls,
            }
            if answer.next_step is not None:
                label = self._state.catalogue.service_label(answer.next_step.service_id)
                facts["service"] = label
            self._say(Notice(name, facts, Level.SUCCESS))
            self._taken()

        return take

    def _on_too_soon(self, refusal: Refused) -> None:
        card = self._state.card
        if refusal.code == TOO_SOON and card is not None:
            self._confirm_absent(card.number)
        else:
            self._commander.refuse(refusal)
