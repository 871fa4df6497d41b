"""A morning at a reception, for a program that is started on a disk that writes a trace.

    python -m tests.faults.disk.recorded_day FILE SEED SYNCHRONOUS CHECKPOINT_PAGES ROUNDS ILL

Commands of all kinds go to the real store in groups. Each answer that a station would get is
marked in the trace, with what the answer said, once it is given. In some rounds (ILL, 0 to 1) no
flush works: what is answered 503 then is sent again under its key.
"""

import ctypes
import json
import sys
from collections.abc import Callable
from concurrent.futures import Future
from errno import EIO
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from sqlalchemy import event
from sqlalchemy.pool import Pool

from core.errors import Refusal, StoreUnavailable
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
from tests.faults.disk.faulty_disk import FaultyDisk

Command = tuple[Callable[..., Any], Actor, Any]
_NUMBERS: Final = ("1", "2")


class Answer(NamedTuple):
    """What a station waits for."""

    station_id: str
    future: "Future[tuple[Done, None]]"


class Morning:
    """Plays commands from many stations at once, and marks their answers."""

    def __init__(self, post: Reception, random: Random) -> None:
        self.post = post
        self.random = random
        self.agents = {"1": post.lea, "2": post.max}
        self.steps: list[tuple[str, str]] = []
        self.booked: list[AppointmentId] = []
        self.rounds = 0
        self.disk = FaultyDisk.below_this_program()
        self._mark = ctypes.CDLL(None).faulty_disk_mark

    def round(self, *, ill: bool = False) -> None:
        """Send some commands together, and take their answers."""
        self.rounds += 1
        self.post.wait(seconds=self.random.randint(1, 90))
        if self.rounds % 15 == 1:
            self.booked.append(self.post.book(9 + self.random.randint(0, 2), 15))
        asked = [(new_id(), self._command()) for _ in range(self.random.randint(1, 9))]
        again = asked
        if ill:
            with self.disk.failing(sync_errno=EIO):
                again = self._answered(asked)
            self.random.shuffle(again)
        assert self._answered(again) == []

    def _answered(self, asked: list[tuple[str, Command]]) -> list[tuple[str, Command]]:
        """Send commands; return those that were not answered."""
        sent = [(key, command, self._send(key, *command)) for key, command in asked]
        return [(key, command) for key, command, answer in sent if not self._take(key, answer)]

    def _send(self, key: str, usecase: Callable[..., Any], actor: Actor, command: Any) -> "Answer":  # noqa: ANN401
        work = self.post.store.submit_command(
            key, actor, "body", lambda uow: usecase(uow, actor, command), lambda *_: None
        )
        return Answer(actor.station_id or "", work)

    def _take(self, key: str, answer: "Answer") -> bool:
        key = f"{answer.station_id} {key}"
        try:
            done, _ = answer.future.result()
            receipt = done.receipt
        except Refusal as refusal:
            self.mark(key, refusal.code, refusal.facts)
            return True
        except StoreUnavailable:
            return False
        self.mark(key, None, receipt)
        if receipt.get("number") and receipt.get("step_id"):
            self.steps.append((str(receipt["visit_id"]), str(receipt["step_id"])))
        return True

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


def main(
    path: str, seed: str, synchronous: str, checkpoint_pages: str, rounds: str, ill: str
) -> None:
    """Play a morning."""

    @event.listens_for(Pool, "connect")
    def prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver has no types
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {checkpoint_pages}")

    post = Reception(Path(path), anew=True)
    morning = Morning(post, Random(seed))
    for _ in range(int(rounds)):
        morning.round(ill=morning.random.random() < float(ill))
    post.store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
