"""What visitors and staff say of the day: counted, or told of nobody and by nobody.

None of it is journaled: a row of the journal says when, and at which station, and so of whom.
"""

from dataclasses import dataclass

from core.errors import Unprocessable
from core.feedback import Difficulty
from core.model import ServiceId
from core.ports import UnitOfWork
from core.things import Actor, Receipt

BEST_ANSWER = 5


@dataclass(frozen=True, slots=True)
class AnswerSatisfaction:
    """An answer to the kiosk's question, from 1 (bad) to 5 (good)."""

    answer: int


@dataclass(frozen=True, slots=True)
class TellDifficulty:
    """Something went wrong; `topic` is a stable, snake_case code."""

    topic: str
    body: str = ""
    service_id: ServiceId | None = None


def answer_satisfaction(uow: UnitOfWork, actor: Actor, command: AnswerSatisfaction) -> Receipt:
    """Count an answer; nothing else of it is kept; receipt: answer.

    Raises:
        Unprocessable: `answer_refused`.
    """
    if not 1 <= command.answer <= BEST_ANSWER:
        raise Unprocessable("answer_refused", answer=command.answer)
    uow.satisfaction.count(uow.today(), command.answer)
    return {"answer": command.answer}


def tell_difficulty(uow: UnitOfWork, actor: Actor, command: TellDifficulty) -> Receipt:
    """Keep a difficulty, without who told it; receipt: difficulty_id.

    Raises:
        NotFound: `service_unknown`.
    """
    code = None if command.service_id is None else uow.site().service(command.service_id).code
    told = Difficulty(uow.new_id(), uow.now, command.topic, command.body, code)
    uow.difficulties.add(told)
    return {"difficulty_id": told.id}
