"""Answers of visitors to the kiosk's question, and difficulties that staff tell."""

from typing import Annotated

from fastapi import Query

from core.feedback import Difficulty
from core.model import ServiceId
from core.store.feedback import SqlDifficulties
from core.usecases import feedback
from core.usecases.feedback import AnswerSatisfaction, TellDifficulty
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
    doer.do(body, lambda uow: feedback.answer_satisfaction(uow, doer.caller.actor, command))
    return body


@router.post("/difficulties", status_code=201)
def tell_difficulty(body: DifficultyIn, doer: Doing) -> DifficultyOut:
    """Keep a difficulty, without who told it."""
    named = body.service_id
    service_id = None if named is None else ServiceId(named)
    command = TellDifficulty(body.topic, body.body, service_id)
    receipt = doer.do(body, lambda uow: feedback.tell_difficulty(uow, doer.caller.actor, command))
    with doer.wiring.store.read() as reader:
        return _out(SqlDifficulties(reader.connection).get(str(receipt["difficulty_id"])))


@router.get("/difficulties")
def difficulties(
    wiring: Wired,
    limit: Limit = 100,
    after: Annotated[Id | None, Query()] = None,
) -> DifficultiesOut:
    """List the difficulties that were told, oldest first."""
    with wiring.store.read() as reader:
        found = SqlDifficulties(reader.connection).all()
    shown, following = page(found, limit, after, lambda told: told.id)
    return DifficultiesOut(items=tuple(map(_out, shown)), next=following)


def _out(told: Difficulty) -> DifficultyOut:
    return DifficultyOut(
        id=told.id,
        reported_at=told.reported_at,
        topic=told.topic,
        body=told.body,
        service_code=told.service_code,
    )
