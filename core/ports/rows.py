"""Things of one kind, by id: what every port of the store offers."""

from typing import Protocol, TypeVar

T = TypeVar("T")


class Rows(Protocol[T]):
    """Things of one kind, by id."""

    def get(self, key: str) -> T:
        """Return a thing.

        Raises:
            NotFound: `<kind>_unknown`.
        """

    def find(self, key: str) -> T | None:
        """Return a thing, or None."""

    def add(self, thing: T) -> None:
        """Keep a new thing."""

    def change(self, key: str, **values: object) -> None:
        """Change some fields of a thing."""
