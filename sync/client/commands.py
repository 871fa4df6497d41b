"""Commands that are sent again under one key until an answer comes, a few times at most."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from urllib3.filepost import encode_multipart_formdata

from core.runtime.ids import new_id
from sync.client.errors import BadAnswer, Unreachable, WrongServer
from sync.client.http import Connection

AnswerT = TypeVar("AnswerT", bound=BaseModel)
Value = str | int | Sequence[str]
Query = Mapping[str, str | int | Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a call is sent again when no whole answer came.

    Attributes:
        tries: Attempts in all, at least 1.
        first_pause_s: Longest pause before the second attempt; it doubles each time.
        longest_pause_s: No pause is longer, whatever a busy server asks for.
        deadline_s: No further attempt starts later than this after the first.
    """

    tries: int = 3
    first_pause_s: float = 0.2
    longest_pause_s: float = 2.0
    deadline_s: float = 8.0


ONCE = Patience(tries=1)


@dataclass(frozen=True, slots=True)
class Form:
    """A file to send, with what is to be known about it.

    Attributes:
        fields: Texts by name.
    """

    file: bytes = field(repr=False)
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)

    def parts(self) -> dict[str, str | tuple[str, bytes]]:
        """Return the parts of the form; the file's own name stays here."""
        return {**self.fields, "file": ("file", self.file)}


class Commands:
    """Sends requests and reads answers; the nouns stand in the classes that build on it.

    Args:
        connection: Where to, and as whom.
        patience: How often to try.
        pause: Waits for so many seconds.
        monotonic: Seconds that only grow.
    """

    def __init__(
        self,
        connection: Connection,
        patience: Patience | None = None,
        *,
        pause: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.connection = connection
        self._patience = patience or Patience()
        self._pause = pause
        self._monotonic = monotonic

    def get(self, path: str, answer: type[AnswerT], query: Query | None = None) -> AnswerT:
        """Read something; None values of `query` are left out."""
        return _read(answer, self._insist("GET", path, params=_given(query)))

    def get_file(self, path: str, accept: str, query: Query | None = None) -> bytes:
        """Read something that is no JSON, of the media type `accept`."""
        return self._insist("GET", path, params=_given(query), headers={"Accept": accept})

    def post(
        self,
        path: str,
        body: BaseModel | str | None,
        answer: type[AnswerT],
        key: str | None = None,
        query: Query | None = None,
    ) -> AnswerT:
        """Send a command under one key, made here when the caller brings none.

        A body that is text already, JSON, is sent as it stands.
        """
        content = self._insist(
            "POST", path, body=_text(body), params=_given(query), key=key or new_id()
        )
        return _read(answer, content)

    def put(self, path: str, body: BaseModel | str) -> None:
        """Replace something; the same twice is the same."""
        self._insist("PUT", path, body=_text(body))

    def replace(
        self,
        path: str,
        text: str,
        answer: type[AnswerT],
        headers: Mapping[str, str] | None = None,
        query: Query | None = None,
    ) -> AnswerT:
        """Replace something whole by a JSON text and read what stands then.

        `headers` hold the condition under which it is replaced.
        """
        content = self._insist("PUT", path, body=text, params=_given(query), headers=headers)
        return _read(answer, content)

    def send_file(
        self,
        path: str,
        form: Form,
        answer: type[AnswerT],
        query: Query | None = None,
        key: str | None = None,
    ) -> AnswerT:
        """Send a file as a form under one key, made here when the caller brings none."""
        content, kind = encode_multipart_formdata(form.parts())
        return _read(
            answer,
            self._insist(
                "POST",
                path,
                body=content,
                params=_given(query),
                key=key or new_id(),
                headers={"Content-Type": kind},
            ),
        )

    def patch(
        self, path: str, body: BaseModel, answer: type[AnswerT], key: str | None = None
    ) -> AnswerT:
        """Change some fields, those that were set on `body`; once for each key."""
        return _read(answer, self._insist("PATCH", path, body=_text(body), key=key or new_id()))

    def delete(self, path: str, key: str | None = None) -> None:
        """Remove something, once for each key."""
        self._insist("DELETE", path, key=key or new_id())

    def _insist(
        self,
        method: str,
        path: str,
        *,
        body: str | bytes | None = None,
        params: Mapping[str, Value] | None = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        patience, started = self._patience, self._monotonic()
        longest = patience.first_pause_s
        for left in reversed(range(patience.tries)):
            try:
                return self.connection.call(
                    method, path, body=body, params=params, key=key, headers=headers
                )
            except WrongServer:
                raise
            except Unreachable as error:
                pause = error.retry_after_s or random.uniform(longest / 2, longest)  # noqa: S311
                pause = min(pause, patience.longest_pause_s)
                spent = self._monotonic() - started
                if left == 0 or spent + pause > patience.deadline_s:
                    raise
            self._pause(pause)
            longest *= 2
        raise ValueError("a call is tried at least once")


def _given(query: Query | None) -> dict[str, Value]:
    return {name: value for name, value in (query or {}).items() if value is not None}


def _text(body: BaseModel | str | None) -> str:
    if body is None:
        return "{}"
    return body if isinstance(body, str) else body.model_dump_json(exclude_unset=True)


def _read(answer: type[AnswerT], content: bytes) -> AnswerT:
    try:
        return answer.model_validate_json(content)
    except ValidationError as error:
        # The values may be personal, so that only the place of each mistake is told.
        places = [".".join(map(str, item["loc"])) for item in error.errors(include_input=False)]
        raise BadAnswer(f"{answer.__name__}: {', '.join(places) or 'not JSON'}") from None
