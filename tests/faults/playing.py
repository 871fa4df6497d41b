"""Lets everybody at a site play at once, and brings a run to its end."""

import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tests.faults.client import Client, Habits, Wish
from tests.faults.history import History
from tests.faults.players import Kiosk, Lead, Player, post
from tests.faults.prepared import AGENTS, DISPLAYS, KIOSKS, LEAD, RECEPTION, Prepared
from tests.faults.staff import Agent, Reception
from tests.faults.subscribers import Subscriber
from tests.faults.wire import Feeds, Request, Wire

Roll = Callable[[str], random.Random]
"""Gives each who plays dice of their own, all from one seed."""

LISTENERS: Final = (
    (DISPLAYS[0], "stream"),
    (DISPLAYS[1], "poll"),
    (KIOSKS[0], "stream"),
    ("anna", "stream"),
    (RECEPTION, "poll"),
)


def dice(seed: int) -> Roll:
    """Return dice for everybody, from a seed."""
    return lambda name: random.Random(f"{seed} {name}")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays, and who listens.

    Attributes:
        names: Of those who play.
        listeners: Name, and `stream` or `poll`.
    """

    names: tuple[str, ...] = (*KIOSKS, RECEPTION, LEAD, *AGENTS)
    listeners: Sequence[tuple[str, str]] = LISTENERS


class Play:
    """Everybody's threads on one site.

    Args:
        prepared: The site as it was before.
        wire: How requests get there, badly.
        feeds: How streams do.
        cast: Who plays.
        habits: How they send.
        roll: Dice.
    """

    def __init__(
        self,
        prepared: Prepared,
        wire: Wire,
        feeds: Feeds,
        cast: Cast,
        habits: Habits,
        roll: Roll,
    ) -> None:
        self.history = History()
        self.room = prepared.room()
        self._prepared = prepared
        self._wire = wire
        self._gone = threading.Event()
        self._habits = habits
        self._roll = roll
        self._stop = threading.Event()
        self._broken: list[BaseException] = []
        self._quota = 0
        self.listeners = [
            Subscriber(
                prepared.who[name],
                prepared.tokens[name],
                way,
                wire,
                feeds,
                prepared.began,
                roll(f"{name} listens"),
            )
            for name, way in cast.listeners
        ]
        self._threads = [
            threading.Thread(target=self._perform, args=(name, self._player(name)), daemon=True)
            for name in cast.names
        ]

    def begin(self, quota: int) -> None:
        """Let everybody press so many buttons, or as many as there is time for."""
        self._quota = quota
        for thread in self._threads:
            thread.start()

    def end(self, longest_s: float, *, hurry: bool) -> None:
        """Let everybody wait for their last answer; the network must be kind enough by now.

        Args:
            longest_s: How long, for each.
            hurry: Press no further buttons; else everybody presses all of theirs.

        Raises:
            AssertionError: Somebody never got an answer, or broke down over one.
        """
        if hurry:
            self._stop.set()
        for thread in self._threads:
            thread.join(longest_s)
        waiting = any(thread.is_alive() for thread in self._threads)
        self._gone.set()
        if self._broken:
            raise AssertionError("somebody broke down") from self._broken[0]
        if waiting:
            raise AssertionError("somebody never got an answer")
        for one in self.listeners:
            one.hurry()

    def abandon(self) -> None:
        """Let everybody go, whatever they wait for."""
        self._stop.set()
        self._gone.set()
        for one in self.listeners:
            one.close()

    def close(self, sentinel: int, longest_s: float) -> None:
        """Let every listener hear up to a seq, then stop.

        Raises:
            AssertionError: One did not.
        """
        deaf = [one for one in self.listeners if not one.until(sentinel, longest_s)]
        for one in self.listeners:
            one.close()
        if deaf:
            told = [f"{one.heard.who.name}: {one.heard.until} {one.heard.faults}" for one in deaf]
            raise AssertionError(f"did not hear up to {sentinel}: {told}")

    def say(self, wish: Wish, wire: Wire) -> None:
        """Let the lead do one thing more, behind all others.

        Raises:
            AssertionError: It was refused.
        """
        lead = self._client(LEAD, wire, Habits(0, 0, 0), threading.Event())
        answer = lead.do(wish)
        if answer is None or answer.status != 200:
            raise AssertionError(f"{wish}: {answer}")

    def _client(
        self,
        name: str,
        wire: Wire,
        habits: Habits,
        gone: threading.Event,
        other: Callable[[], Wish] | None = None,
    ) -> Client:
        who, token = self._prepared.who[name], self._prepared.tokens[name]
        chooser = self._roll(f"{name} sends {len(self.history.commands)}")
        return Client(who, token, wire, self.history, chooser, habits, gone, other)

    def _player(self, name: str) -> Player:
        chooser = self._roll(name)
        if name in KIOSKS:
            return Kiosk(self.room, chooser)
        if name == RECEPTION:
            return Reception(self.room, chooser)
        if name == LEAD:
            return Lead(self.room, chooser)
        return Agent(self.room, chooser, AGENTS[name])

    def _perform(self, name: str, player: Player) -> None:
        client = self._client(name, self._wire, self._habits, self._gone, player.other)
        try:
            for _ in range(self._quota):
                if self._stop.is_set():
                    return
                path = player.look()
                if path is not None:
                    client.read(path)
                wish = player.next()
                answer = client.do(wish)
                if answer is not None:
                    player.heard(wish, answer)
        except BaseException as error:  # noqa: BLE001 - told by whoever waits for the end
            self._broken.append(error)


def last_word(play: Play, wire: Wire) -> None:
    """Let the lead put a line on every screen, which everybody hears; nothing comes behind it."""
    play.say(post("/site/message", {"clear": True}), wire)
    play.say(post("/site/message", {"texts": {"fr": "Bonsoir"}}), wire)


def newest_seq(prepared: Prepared, wire: Wire) -> int:
    """Return the newest seq of a site where nobody moves any more."""
    answer = wire.send(Request("GET", "/board", prepared.tokens[LEAD]))
    return int(answer.body["seq"])
