"""Every call that the server has a right for has a method, and every method has a call."""

import inspect
import re
import typing
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from types import NoneType, UnionType

import pytest
from pydantic import BaseModel

from server.auth.rights import RIGHTS
from sync.client.commands import ONCE, Commands
from sync.client.errors import ApiError
from sync.client.http import Connection
from sync.client.site import SiteClient

ELSEWHERE = {
    ("POST", "/v1/stations/pair"): "sync.client.pairing, before there is a token",
    ("GET", "/v1/authority"): "sync.client.authority, before anybody is trusted",
    ("POST", "/v1/booking-webhook"): "the booking server's own, which signs what it says",
    ("GET", "/v1/copy"): "server.standby.following, which takes pages as they come",
}
_PLACE = re.compile(r"\{[^}]*\}")
_PLAIN = {str: "{id}", int: 1, bool: False, bytes: b"", float: 0.0, date: date(2026, 11, 24)}


class Recorder(Connection):
    """Notes what is asked, and answers nothing."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1")
        self.asked: list[tuple[str, str, str | None]] = []

    def call(
        self,
        method: str,
        path: str,
        *,
        body: str | bytes | None = None,
        params: Mapping[str, str | int | Sequence[str]] | None = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        del body, params, headers
        self.asked.append((method, f"/v1{_PLACE.sub('{}', path)}", key))
        raise ApiError


def _methods() -> list[str]:
    plain = set(dir(Commands)) | {"with_session", "with_patience"}
    return sorted(
        name
        for name, value in inspect.getmembers(SiteClient, inspect.isfunction)
        if not name.startswith("_") and name not in plain
    )


def _value(hint: object) -> object:
    """Make something of a type, whatever it is; nothing checks it here."""
    if isinstance(hint, UnionType) or typing.get_origin(hint) is typing.Union:
        return _value(next(each for each in typing.get_args(hint) if each is not NoneType))
    if typing.get_origin(hint) is typing.Literal:
        return typing.get_args(hint)[0]
    if typing.get_origin(hint) is typing.Annotated:
        return _value(typing.get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint.model_construct()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if typing.get_origin(hint) is dict:
        return {}
    if typing.get_origin(hint) is Sequence:
        return ()
    if isinstance(hint, type) and hint in _PLAIN:
        return _PLAIN[hint]
    raise TypeError(hint)


def _ask(name: str) -> tuple[str, str, str | None]:
    recorder = Recorder()
    method = getattr(SiteClient(recorder, ONCE), name)
    hints = typing.get_type_hints(method, include_extras=True)
    values = {
        each.name: _value(hints[each.name])
        for each in inspect.signature(method).parameters.values()
        if each.default is inspect.Parameter.empty
    }
    with pytest.raises(ApiError):
        method(**values)
    (asked,) = recorder.asked
    return asked


@pytest.mark.parametrize("name", _methods())
def test_a_method_calls_what_the_server_knows(name: str) -> None:
    method, path, key = _ask(name)
    known = {(verb, _PLACE.sub("{}", each)) for verb, each in RIGHTS}
    assert (method, path) in known
    assert (key is not None) is (method in ("POST", "PATCH", "DELETE"))


def test_every_right_has_its_method() -> None:
    asked = {_ask(name)[:2] for name in _methods()}
    lacking = {
        right
        for right in RIGHTS
        if right not in ELSEWHERE and (right[0], _PLACE.sub("{}", right[1])) not in asked
    }
    assert not lacking


def test_what_stands_elsewhere_is_a_right_at_all() -> None:
    assert set(ELSEWHERE) <= set(RIGHTS)


@pytest.mark.parametrize("name", _methods())
def test_a_command_takes_the_callers_key_for_a_replay(name: str) -> None:
    if _ask(name)[0] in ("POST", "PATCH", "DELETE") and name != "sign_in":
        assert "key" in inspect.signature(getattr(SiteClient, name)).parameters
