"""The routes of each noun as they are written; what one takes is worked out when it is needed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeVar

from fastapi.routing import APIRoute

from server.auth.gate import PREFIX
from sync.contract.wire import Problem

_BASE: Final = PREFIX.rstrip("/")
_REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    "4XX": {"model": Problem},
    "503": {"model": Problem},
}
_Endpoint = TypeVar("_Endpoint", bound=Callable[..., Any])


@dataclass(frozen=True)
class Written:
    """A route as its noun writes it.

    Attributes:
        path: Within the interface, with its prefix.
        said: Everything else that FastAPI is to know of it.
    """

    method: str
    path: str
    endpoint: Callable[..., Any]
    said: dict[str, Any]

    @cached_property
    def route(self) -> APIRoute:
        """The route that answers.

        To read its signature and build what checks bodies and answers takes some milliseconds;
        those of a hundred routes would keep a server that starts again from its first answer.
        """
        said = {**self.said, "responses": {**_REFUSALS, **self.said.get("responses", {})}}
        return APIRoute(self.path, self.endpoint, methods=[self.method], **said)


@dataclass(frozen=True)
class Noun:
    """Where the routes of one noun are written, as with FastAPI's own router.

    Attributes:
        prefix: Of all its paths.
        routes: In the order in which they are written.
    """

    prefix: str = ""
    routes: list[Written] = field(default_factory=list)

    def get(self, path: str, **said: Any) -> Callable[[_Endpoint], _Endpoint]:  # noqa: ANN401
        """Write a route that reads."""
        return self._written("GET", path, said)

    def post(self, path: str, **said: Any) -> Callable[[_Endpoint], _Endpoint]:  # noqa: ANN401
        """Write a route that does something."""
        return self._written("POST", path, said)

    def put(self, path: str, **said: Any) -> Callable[[_Endpoint], _Endpoint]:  # noqa: ANN401
        """Write a route that puts something in a place."""
        return self._written("PUT", path, said)

    def patch(self, path: str, **said: Any) -> Callable[[_Endpoint], _Endpoint]:  # noqa: ANN401
        """Write a route that changes a part."""
        return self._written("PATCH", path, said)

    def delete(self, path: str, **said: Any) -> Callable[[_Endpoint], _Endpoint]:  # noqa: ANN401
        """Write a route that takes something away."""
        return self._written("DELETE", path, said)

    def _written(
        self, method: str, path: str, said: dict[str, Any]
    ) -> Callable[[_Endpoint], _Endpoint]:
        def written(endpoint: _Endpoint) -> _Endpoint:
            where = f"{_BASE}{self.prefix}{path}"
            self.routes.append(Written(method, where, endpoint, said))
            return endpoint

        return written
