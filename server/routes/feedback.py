"""Answers of visitors to the kiosk's question, and difficulties that staff tell."""

from typing import Annotated

from fastapi import Query

from core.feedback import Difficulty
from core.model import ServiceId
from core.store.feedback import SqlDifficulties
from core.things import Actor
from core.usecases import feedback
from core.usecases.feedback import AnswerSatisfaction, TellDifficulty
from core.usecases.searching import NoteTaking, note_taking
from server.auth.gate import Here
from server.doing import Doing, Wired
from server.nouns import Noun
from server.paging import Limit, page
from sync.contract.feedback import DifficultiesOut, DifficultyIn, DifficultyOut, SatisfactionIn
from sync.contract.wire import Id

router = Noun()


@router.post("/satisfaction")
def satisfaction(body: SatisfactionIn, doer: Doing) -> SatisfactionIn:
    """Count an answer; which visit it came from is known to nobody."""
    command = AnswerSatisfaction(body.answer)
    doer.do_for_nobody(body, lambda uow: feedback.answer_satisfaction(uow, Actor(), command))
    return body


@router.post("/difficulties", status_code=201)
def tell_difficulty(body: DifficultyIn, doer: Doing) -> DifficultyOut:
    """Keep a difficulty, without who told it."""
    named = body.service_id
    service_id = None if named is None else ServiceId(named)
    command = TellDifficulty(body.topic, body.body, service_id)
    receipt = doer.do_for_nobody(body, lambda uow: feedback.tell_difficulty(uow, Actor(), command))
    with doer.wiring.store.read() as reader:
        return _out(SqlDifficulties(reader.connection).get(str(receipt["difficulty_id"])))


@router.get("/difficulties")
def difficulties(
    wiring: Wired,
    caller: Here,
    limit: Limit = 100,
    after: Annotated[Id | None, Query()] = None,
) -> DifficultiesOut:
    """List the difficulties that were told, oldest first; that they were read is journaled."""
    with wiring.store.read() as reader:
        found = SqlDifficulties(reader.connection).all()
    shown, following = page(found, limit, after, lambda told: told.id)
    taking = NoteTaking("difficulties", len(shown))
    wiring.store.write(lambda uow: note_taking(uow, caller.actor, taking))
    return DifficultiesOut(items=tuple(map(_out, shown)), next=following)


def _out(told: Difficulty) -> DifficultyOut:
    return DifficultyOut(
        id=told.id,
        reported_at=told.reported_at,
        topic=told.topic,
        body=told.body,
        service_code=told.service_code,
    )
