"""Short words for what happens to people at a `Reception`, from their call to their end."""

from datetime import datetime
from typing import Any

from core.model import Role
from core.things import Actor, Receipt, Visit
from core.usecases import agents, counters, finishing, returning, serving
from tests.fakes.reception import Reception


def rank(reception: Reception, receipt: Receipt) -> datetime:
    return reception.step(receipt).rank


def visit_of(reception: Reception, receipt: Receipt) -> Visit:
    with reception.read() as reader:
        found: Visit = reader.visit(str(receipt["visit_id"])).visit
        return found


def served(reception: Reception, number: str = "1", agent: Actor | None = None) -> str:
    """Call the next and serve them to the end; return their number."""
    who = agent or reception.lea
    call = reception.call_next(number, who)
    step_id = str(call["step_id"])
    reception.do(serving.start, who, serving.Start(step_id))
    reception.do(finishing.finish, who, finishing.Finish(step_id))
    return str(call["number"])


def absent(reception: Reception, call: Receipt, agent: Actor | None = None) -> None:
    command = returning.Absent(str(call["step_id"]), confirm=True)
    reception.do(returning.absent, agent or reception.lea, command)


def come_back(reception: Reception, waiting: Receipt) -> None:
    command = returning.ComeBack(str(waiting["step_id"]))
    reception.do(returning.come_back, reception.lea, command)


def hold(reception: Reception, number: str = "1", agent: Actor | None = None) -> Receipt:
    """Call the next and put them on hold."""
    who = agent or reception.lea
    call = reception.call_next(number, who)
    step_id = str(call["step_id"])
    reception.do(serving.start, who, serving.Start(step_id))
    reception.do(serving.park, who, serving.Park(step_id, "photo"))
    return call


def open_for(reception: Reception, number: str, *codes: str) -> None:
    services = tuple(map(reception.service, codes))
    command = counters.OpenCounter(reception.counter(number), services)
    reception.do(counters.open_counter, reception.lea, command)


def lead(reception: Reception) -> Actor:
    created = reception.do(
        agents.create, reception.server, agents.CreateAgent("chef", "hash", (Role.LEAD,))
    )
    agent_id: Any = created["agent_id"]
    return Actor(reception.lea.station_id, agent_id)
