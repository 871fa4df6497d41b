"""Motifs, places and agents of an instance: read page by page, as far as the account may."""

from collections.abc import Mapping

import pytest

from sync.booking.gateway import (
    BookingFailed,
    BookingFault,
    BookingRefused,
    BookingUnauthorised,
    ThingKind,
)
from sync.booking.rdv_service_public.things import read_things

MOTIFS = "/api/v1/organisations/77/motifs"


def page(plural: str, *rows: object, following: int | None = None) -> object:
    meta = {"next_page": following, "total_pages": 1 if following is None else following}
    return {plural: list(rows), "meta": meta}


class Instance:
    """Answers by path and page; what is not given is an empty list."""

    def __init__(self, answers: Mapping[tuple[str, int], object]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, str | None]] = []

    def get(self, path: str, query: Mapping[str, str]) -> object:
        self.asked.append((path, query.get("organisation_id")))
        answer = self.answers.get((path, int(query["page"])))
        if isinstance(answer, BookingFault):
            raise answer
        return page(path.rpartition("/")[2]) if answer is None else answer


def test_every_page_is_read_and_what_is_odd_is_left_out() -> None:
    instance = Instance(
        {
            (MOTIFS, 1): page("motifs", {"id": 32, "name": "Visa"}, "odd", following=2),
            (MOTIFS, 2): page(
                "motifs",
                {"id": 31, "name": "Passe\u0000port"},
                {"id": 32, "name": "Visa"},
                {"id": 33, "name": "Ancien", "deleted_at": "2026-01-01 00:00:00 +0100"},
                {"id": 34, "name": 5},
                {"name": "sans numéro"},
            ),
            ("/api/v1/lieux", 1): page(
                "lieux",
                {"id": 12, "name": "Accueil", "organisation_id": 77},
                {"id": 13, "name": "Ailleurs", "organisation_id": 99},
                {"id": 14, "name": "Partagé"},
            ),
            ("/api/v1/agents", 1): page(
                "agents", {"id": 5, "first_name": "Guichet", "last_name": None}
            ),
        }
    )
    found = read_things(instance.get, (77,))
    assert [(one.kind.value, one.id, one.name) for one in found.things] == [
        ("motif", "34", ""),
        ("motif", "31", "Passe port"),
        ("motif", "32", "Visa"),
        ("place", "12", "Accueil"),
        ("place", "14", "Partagé"),
        ("agent", "5", "Guichet"),
    ]
    assert found.unread == ()
    assert instance.asked[-1] == ("/api/v1/agents", "77")


@pytest.mark.parametrize("reason", ["forbidden", "not_found"])
def test_a_list_that_is_not_for_this_account_costs_no_other(reason: str) -> None:
    instance = Instance(
        {
            (MOTIFS, 1): page("motifs", {"id": 31, "name": "Passeport"}),
            ("/api/v1/agents", 1): BookingRefused(reason),
        }
    )
    found = read_things(instance.get, (77,))
    assert [one.id for one in found.things] == ["31"]
    assert found.unread == (ThingKind.AGENT,)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (BookingUnauthorised(), BookingUnauthorised),
        (BookingFailed("http_500"), BookingFailed),
        ({"motifs": None}, BookingFailed),
        (page("motifs", following=1), BookingFailed),
    ],
)
def test_what_is_not_known_is_not_made_up(answer: object, fault: type[BookingFault]) -> None:
    with pytest.raises(fault):
        read_things(Instance({(MOTIFS, 1): answer}).get, (77,))
