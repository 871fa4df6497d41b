"""What the sandbox remembers of appointments, and how they change."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from demonstration.booking_sandbox import acts
from demonstration.booking_sandbox.cascade import marks_cancelled, rdv_status, set_on_the_page
from demonstration.booking_sandbox.database import Database
from demonstration.booking_sandbox.scenario import Person, Rdv, RdvNow, Scenario
from demonstration.booking_sandbox.shapes import Json
from demonstration.booking_sandbox.tokens import Tokens
from demonstration.booking_sandbox.webhooks import Webhooks


class StateError(Exception):
    """The file cannot be used; the text says which and why."""


class NoSuchThing(Exception):
    """An act names something that is not there; the text says what."""


@dataclass(frozen=True, slots=True)
class Written:
    """A write that came in by the interface: ids and statuses only.

    Attributes:
        kind: `participation` or `rdv`.
        id: Of what was written to.
    """

    seq: int
    at: str
    kind: str
    id: int
    rdv_id: int
    before: str
    status: str


class State:
    """The sandbox's rows. Safe for many threads; each change is on disk when its call returns.

    Args:
        path: The file; None keeps everything in memory.
        scenario: What to start from; a file that holds a scenario already keeps its own.
        tokens: Access tokens that are let in. `TOKEN-refresh` renews `TOKEN`.

    Attributes:
        tokens: Who is let in.
        webhooks: What is told to whom.

    Raises:
        StateError: The file is not one of ours, or cannot be written.
    """

    def __init__(self, path: Path | None, scenario: Scenario, tokens: Iterable[str]) -> None:
        try:
            self.database = Database(path)
            self.scenario = self._begin(scenario)
            self.tokens = Tokens(self.database, self.scenario, tokens)
            self.webhooks = Webhooks(self.database, self.scenario)
        except (sqlite3.Error, ValueError) as error:
            raise StateError(f"{path}: {error}") from error

    def close(self) -> None:
        """Let the file go."""
        self.database.close()

    def rdvs(self) -> list[RdvNow]:
        """Return every RDV as it stands, by id."""
        with self.database.look() as db:
            rows = db.execute("SELECT id, body, status, cancelled_at FROM rdv").fetchall()
            people = db.execute("SELECT id, rdv_id, status FROM participation").fetchall()
        by_rdv: dict[int, dict[int, str]] = {}
        for number, rdv_id, status in people:
            by_rdv.setdefault(rdv_id, {})[number] = status
        return [
            RdvNow(Rdv.model_validate_json(body), status, cancelled_at, by_rdv.get(number, {}))
            for number, body, status, cancelled_at in sorted(rows)
        ]

    def rdv(self, rdv_id: int) -> RdvNow:
        """Return one RDV.

        Raises:
            NoSuchThing: There is none, or none any more.
        """
        with self.database.look() as db:
            row = db.execute(
                "SELECT body, status, cancelled_at FROM rdv WHERE id = ?", (rdv_id,)
            ).fetchone()
            if row is None:
                raise NoSuchThing("rdv")
            people = db.execute(
                "SELECT id, status FROM participation WHERE rdv_id = ?", (rdv_id,)
            ).fetchall()
        return RdvNow(Rdv.model_validate_json(row[0]), row[1], row[2], dict(people))

    def rdv_of(self, participation: int) -> RdvNow:
        """Return the RDV that a person takes part in.

        Raises:
            NoSuchThing: There is no such participation.
        """
        with self.database.look() as db:
            row = db.execute(
                "SELECT rdv_id FROM participation WHERE id = ?", (participation,)
            ).fetchone()
        if row is None:
            raise NoSuchThing("participation")
        return self.rdv(int(row[0]))

    def set_participation(
        self, participation: int, status: str, now: datetime, has_begun: Callable[[Rdv], bool]
    ) -> RdvNow:
        """Change one person, and the RDV as it follows from that.

        The same value again changes nothing, but is listed among the writes.

        Raises:
            NoSuchThing: There is no such participation.
        """
        with self.database.change() as db:
            found = self.rdv_of(participation)
            before = found.people[participation]
            self._note(db, now, "participation", participation, found.rdv.id, before, status)
            return self._set_people(db, found, {participation: status}, now, has_begun)

    def set_rdv(self, rdv_id: int, status: str, now: datetime) -> None:
        """Change an RDV alone: its people stay as they are, and so does `cancelled_at`.

        Raises:
            NoSuchThing: There is no such RDV.
        """
        with self.database.change() as db:
            found = self.rdv(rdv_id)
            self._note(db, now, "rdv", rdv_id, rdv_id, found.status, status)
            db.execute("UPDATE rdv SET status = ? WHERE id = ?", (status, rdv_id))
            self.webhooks.tell(self.rdv(rdv_id), "updated", now)

    def act(self, act: acts.Act, now: datetime, has_begun: Callable[[Rdv], bool]) -> Json:
        """Do what a colleague does on the web page, and remember that it was not the site.

        Returns:
            `rdv`, `participations` and the status of each in `people`, as they are afterwards.

        Raises:
            NoSuchThing: It names something that is not there.
        """
        with self.database.change() as db:
            outcome = self._act(db, act, now, has_begun)
            (after,) = db.execute("SELECT coalesce(max(seq), 0) FROM written").fetchone()
            db.execute(
                "INSERT INTO act (at, after, body, outcome) VALUES (?, ?, ?, ?)",
                (now.isoformat(), after, act.model_dump_json(), json.dumps(outcome)),
            )
        return outcome

    def acted(self) -> list[Json]:
        """Return what colleagues did, oldest first; `after` is the newest write before it."""
        with self.database.look() as db:
            rows = db.execute("SELECT seq, at, after, body, outcome FROM act ORDER BY seq")
            return [
                {"seq": seq, "at": at, "after": after, **json.loads(body), **json.loads(outcome)}
                for seq, at, after, body, outcome in rows.fetchall()
            ]

    def written(self) -> list[Written]:
        """Return the writes that came in, oldest first."""
        with self.database.look() as db:
            rows = db.execute(
                "SELECT seq, at, kind, id, rdv_id, before, status FROM written ORDER BY seq"
            ).fetchall()
        return [Written(*row) for row in rows]

    def _act(
        self,
        db: sqlite3.Connection,
        act: acts.Act,
        now: datetime,
        has_begun: Callable[[Rdv], bool],
    ) -> Json:
        match act:
            case acts.Rights():
                self.tokens.give_rights(act)
                return {}
            case acts.Create():
                found = self._create(db, act)
                self.webhooks.tell(found, "created", now)
            case acts.Delete():
                found = self.rdv(act.rdv)
                db.execute("DELETE FROM participation WHERE rdv_id = ?", (act.rdv,))
                db.execute("DELETE FROM rdv WHERE id = ?", (act.rdv,))
                self.webhooks.tell(found, "destroyed", now, act.reason)
            case acts.SetRdv():
                found = self.rdv(act.rdv)
                statuses = set_on_the_page(list(found.people.values()), act.status)
                changed = dict(zip(found.people, statuses, strict=True))
                found = self._set_people(db, found, changed, now, has_begun, whole=act.status)
            case acts.SetPerson():
                found = self.rdv_of(act.participation)
                changed = {act.participation: act.status}
                found = self._set_people(db, found, changed, now, has_begun)
            case _:
                found = self._rewrite(db, act)
                self.webhooks.tell(found, "updated", now)
        people = {str(number): status for number, status in found.people.items()}
        return {"rdv": found.rdv.id, "participations": list(found.people), "people": people}

    def _create(self, db: sqlite3.Connection, act: acts.Create) -> RdvNow:
        self._check_motif(act.motif)
        people = [self._new_person(one) for one in act.people]
        whole = [people[0], *(one.model_copy(update={"responsible": people[0].user})
                              for one in people[1:])]  # fmt: skip
        rdv = Rdv(
            id=self.database.next_id("rdv"),
            day=act.day,
            at=act.at,
            minutes=act.minutes,
            motif=act.motif,
            people=tuple(whole),
        )
        self._insert(db, rdv)
        return self.rdv(rdv.id)

    def _rewrite(
        self, db: sqlite3.Connection, act: acts.Move | acts.Rename | acts.Replace
    ) -> RdvNow:
        if isinstance(act, acts.Replace):
            found = self.rdv_of(act.participation)
            new = self._new_person(act.person)
            people = tuple(
                new if one.participation == act.participation else one for one in found.rdv.people
            )
            rdv = found.rdv.model_copy(update={"people": people})
            db.execute("DELETE FROM participation WHERE id = ?", (act.participation,))
            db.execute(
                "INSERT INTO participation VALUES (?, ?, 'unknown')", (new.participation, rdv.id)
            )
        elif isinstance(act, acts.Rename):
            self._check_motif(act.motif)
            rdv = self.rdv(act.rdv).rdv.model_copy(update={"motif": act.motif})
        else:
            rdv = self.rdv(act.rdv).rdv
            rdv = rdv.model_copy(
                update={
                    "day": rdv.day if act.day is None else act.day,
                    "at": act.at or rdv.at,
                }
            )
        db.execute("UPDATE rdv SET body = ? WHERE id = ?", (rdv.model_dump_json(), rdv.id))
        return self.rdv(rdv.id)

    def _set_people(
        self,
        db: sqlite3.Connection,
        found: RdvNow,
        changed: dict[int, str],
        now: datetime,
        has_begun: Callable[[Rdv], bool],
        whole: str | None = None,
    ) -> RdvNow:
        people = found.people | changed
        if people == found.people and whole in {None, found.status}:
            return found
        db.executemany(
            "UPDATE participation SET status = ? WHERE id = ?",
            [(status, number) for number, status in changed.items()],
        )
        if whole is None:
            whole = rdv_status(
                list(people.values()),
                collective=self.scenario.motif(found.rdv.motif).collectif,
                past=has_begun(found.rdv),
            )
        cancelled_at = now.isoformat() if marks_cancelled(whole) else None
        db.execute(
            "UPDATE rdv SET status = ?, cancelled_at = ? WHERE id = ?",
            (whole, cancelled_at, found.rdv.id),
        )
        after = self.rdv(found.rdv.id)
        # Two models follow a participation there, and each of them tells.
        for _ in range(2):
            self.webhooks.tell(after, "updated", now)
        return after

    def _new_person(self, new: acts.NewPerson) -> Person:
        return Person(
            participation=self.database.next_id("participation"),
            user=self.database.next_id("user"),
            first_name=new.first_name,
            last_name=new.last_name,
        )

    def _check_motif(self, motif: int) -> None:
        if motif not in {one.id for one in self.scenario.motifs}:
            raise NoSuchThing("motif")

    def _begin(self, scenario: Scenario) -> Scenario:
        with self.database.change() as db:
            known = db.execute("SELECT body FROM scenario").fetchone()
            if known is not None:
                return Scenario.model_validate_json(known[0])
            db.execute("INSERT INTO scenario VALUES (1, ?)", (scenario.model_dump_json(),))
            for rdv in scenario.rdvs:
                self._insert(db, rdv)
                self.database.used("rdv", rdv.id)
                for one in rdv.people:
                    self.database.used("participation", one.participation)
                    self.database.used("user", one.user)
        return scenario

    def _insert(self, db: sqlite3.Connection, rdv: Rdv) -> None:
        row = (rdv.id, rdv.model_dump_json(), rdv.status)
        db.execute("INSERT INTO rdv VALUES (?, ?, ?, NULL)", row)
        db.executemany(
            "INSERT INTO participation VALUES (?, ?, ?)",
            [(one.participation, rdv.id, rdv.status) for one in rdv.people],
        )

    def _note(
        self,
        db: sqlite3.Connection,
        now: datetime,
        kind: str,
        number: int,
        rdv_id: int,
        before: str,
        status: str,
    ) -> None:
        db.execute(
            "INSERT INTO written (at, kind, id, rdv_id, before, status) VALUES (?, ?, ?, ?, ?, ?)",
            (now.isoformat(), kind, number, rdv_id, before, status),
        )
