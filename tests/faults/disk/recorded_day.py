"""A morning at a reception, for a program that is started on a disk that writes a trace.

    python -m tests.faults.disk.recorded_day FILE SEED SYNCHRONOUS CHECKPOINT_PAGES ROUNDS

Commands of all kinds go to the real store in groups. Each answer that a station would get is
marked in the trace, with what the answer said, once it is given.
"""

import ctypes
import json
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from random import Random
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.pool import Pool

from core.errors import Refusal
from core.model import AppointmentId
from core.runtime.ids import new_id
from core.things import Actor, Done
from core.usecases import (
    arriving,
    calling,
    counters,
    finishing,
    leasing,
    leaving,
    outbox,
    returning,
    serving,
    settings,
    site_switches,
    transferring,
)
from tests.fakes.reception import Reception

Command = tuple[Callable[..., Any], Actor, Any]
_NUMBERS: Final = ("1", "2")


class Morning:
    """Plays commands from many stations at once, and marks their answers."""

    def __init__(self, post: Reception, random: Random) -> None:
        self.post = post
        self.random = random
        self.agents = {"1": post.lea, "2": post.max}
        self.steps: list[tuple[str, str]] = []
        self.booked: list[AppointmentId] = []
        self.rounds = 0
        self._mark = ctypes.CDLL(None).faulty_disk_mark

    def round(self) -> None:
        """Send some commands together, and take their answers."""
        self.rounds += 1
        self.post.wait(seconds=self.random.randint(1, 90))
        if self.rounds % 15 == 1:
            self.booked.append(self.post.book(9 + self.random.randint(0, 2), 15))
        sent = [self._send(*self._command()) for _ in range(self.random.randint(1, 9))]
        for key, answer in sent:
            self._take(key, answer)

    def _send(self, usecase: Callable[..., Any], actor: Actor, command: Any) -> Any:  # noqa: ANN401
        key = new_id()
        store = self.post.store
        work = store.submit_command(key, actor, "body", lambda uow: usecase(uow, actor, command))
        return f"{actor.station_id or ''} {key}", work

    def _take(self, key: str, answer: "Future[Done]") -> None:
        try:
            receipt = answer.result().receipt
        except Refusal as refusal:
            self.mark(key, refusal.code, refusal.facts)
            return
        self.mark(key, None, receipt)
        if receipt.get("number") and receipt.get("step_id"):
            self.steps.append((str(receipt["visit_id"]), str(receipt["step_id"])))

    def mark(self, key: str, code: str | None, facts: Any) -> None:  # noqa: ANN401
        """Write into the trace that a station has its answer."""
        self._mark(json.dumps([key, code, facts], sort_keys=True).encode())

    def _command(self) -> Command:
        if self.steps and self.random.random() < 0.6:
            return self._of_a_step()
        post, random = self.post, self.random
        number = random.choice(_NUMBERS)
        agent, counter = self.agents[number], post.counter(number)
        priority = random.random() < 0.1
        options: list[Command] = [
            (arriving.walk_in, post.kiosk, arriving.WalkIn(post.service("life"))),
            (
                arriving.walk_in,
                post.kiosk_2,
                arriving.WalkIn(post.service("social"), priority=priority),
            ),
            (calling.call_next, agent, calling.CallNext(counter)),
            (calling.call_next, agent, calling.CallNext(counter)),
            (counters.open_counter, agent, counters.OpenCounter(counter)),
            (counters.pause, agent, counters.PauseCounter(counter, "break")),
            (leasing.grant_lease, post.kiosk, leasing.GrantLease("K", 10)),
            (site_switches.set_freeze, post.lea, site_switches.SetFreeze(random.random() < 0.1)),
            (
                settings.change,
                post.lea,
                settings.ChangeSettings({"policy": {"grace_min": random.randint(5, 30)}}),
            ),
        ]
        if self.booked:
            command: Any = arriving.CheckIn(random.choice(self.booked))
            options.append((arriving.check_in, post.lea, command))
        with post.read() as reader:
            due = reader.outbox_due()
        options += [(outbox.mark_sent, post.server, outbox.MarkSent(item.id)) for item in due[:2]]
        return random.choice(options)

    def _of_a_step(self) -> Command:
        random = self.random
        visit, step = random.choice(self.steps[-25:])
        number = random.choice(_NUMBERS)
        agent, counter = self.agents[number], self.post.counter(number)
        options: list[Command] = [
            (serving.start, agent, serving.Start(step)),
            (serving.start, agent, serving.Start(step)),
            (finishing.finish, agent, finishing.Finish(step)),
            (finishing.finish, agent, finishing.Finish(step)),
            (calling.recall, agent, calling.Recall(step)),
            (calling.undo, agent, calling.Undo(step)),
            (calling.call_step, agent, calling.CallStep(counter, step, "frail")),
            (serving.park, agent, serving.Park(step)),
            (serving.resume, agent, serving.Resume(step, counter)),
            (returning.absent, agent, returning.Absent(step)),
            (leaving.leave, agent, leaving.Leave(visit, "tired")),
            (transferring.transfer, agent, transferring.Transfer(step, self.post.service("cash"))),
        ]
        return random.choice(options)


def main(path: str, seed: str, synchronous: str, checkpoint_pages: str, rounds: str) -> None:
    """Play a morning."""

    @event.listens_for(Pool, "connect")
    def prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver has no types
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {checkpoint_pages}")

    post = Reception(Path(path))
    morning = Morning(post, Random(seed))
    for _ in range(int(rounds)):
        morning.round()
    post.store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
