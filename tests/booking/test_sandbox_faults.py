"""The sandbox goes wrong when it is asked to, with the effect that was asked for or without it."""

import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import pytest
import requests

from tests.fakes.booking_fakes import standing_clock
from tests.fakes.booking_sandbox_runs import SIGNED, Running, morning, sandbox_thread


@pytest.fixture
def sandbox() -> Iterator[Running]:
    with sandbox_thread(morning(order="stable")) as running:
        yield running


def read(sandbox: Running, **query: object) -> requests.Response:
    params = {name: str(value) for name, value in query.items()}
    return requests.get(
        f"{sandbox.url}/api/v1/rdvs",
        params=params,
        headers=SIGNED,
        timeout=5,
        allow_redirects=False,
    )


def write(sandbox: Running, status: str = "seen") -> requests.Response:
    url = f"{sandbox.url}/api/v1/participations/7001"
    return requests.patch(
        url, json={"status": status}, headers=SIGNED, timeout=5, allow_redirects=False
    )


def held(sandbox: Running) -> str:
    (row,) = [row for row in sandbox.direct("GET", "rdvs")["items"] if row["id"] == 501]
    return str(row["people"]["7001"])


@pytest.mark.parametrize(
    ("kind", "after"), [("drop_before", "unknown"), ("drop_after", "seen"), ("half", "seen")]
)
def test_a_call_is_lost_before_its_effect_or_after_it(
    sandbox: Running, kind: str, after: str
) -> None:
    sandbox.go_wrong({"kind": kind, "calls": "write", "times": 1})
    with pytest.raises(requests.RequestException):
        write(sandbox)
    assert held(sandbox) == after
    assert write(sandbox).status_code == 200
    assert sandbox.direct("GET", "faults") == {"met": [1]}


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ({"kind": "status", "status": 502}, 502),
        ({"kind": "status", "status": 429, "retry_after": "7"}, 429),
        ({"kind": "block_page", "status": 403}, 403),
        ({"kind": "redirect"}, 302),
        ({"kind": "garbled"}, 200),
    ],
)
def test_somebody_else_answers_and_nothing_is_written(
    sandbox: Running, fault: dict[str, object], status: int
) -> None:
    sandbox.go_wrong(fault)
    answer = write(sandbox)
    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == fault.get("retry_after")
    if fault["kind"] != "status":
        with pytest.raises(ValueError):  # noqa: PT011 - whatever a JSON reader raises
            answer.json()
    sandbox.go_wrong()
    assert held(sandbox) == "unknown"


def test_lists_say_200_and_show_nothing_or_a_part(sandbox: Running) -> None:
    sandbox.go_wrong({"kind": "empty"})
    assert read(sandbox).json() == {
        "rdvs": [],
        "meta": {"current_page": 1, "next_page": None, "prev_page": None, "total_pages": 1,
                 "total_count": 0},
    }  # fmt: skip
    sandbox.go_wrong({"kind": "thin", "keeps": 0.5})
    counts = {read(sandbox).json()["meta"]["total_count"] for _ in range(3)}
    assert len(counts) == 1
    assert 0 < counts.pop() < 15
    assert write(sandbox).status_code == 200


def test_a_list_moves_between_two_of_its_pages(sandbox: Running) -> None:
    first = read(sandbox).json()
    gone = first["rdvs"][0]["id"]
    new = {"act": "create", "at": "09:00", "motif": 31,
           "people": [{"first_name": "A", "last_name": "Un"}]}  # fmt: skip
    acts = [{"act": "delete", "rdv": gone}, new]
    sandbox.go_wrong({"kind": "meanwhile", "page": 2, "times": 1, "acts": acts})
    pages = [read(sandbox, page=page).json() for page in (1, 2, 3)]
    assert {page["meta"]["total_count"] for page in pages} == {15}
    assert gone in {row["id"] for page in pages for row in page["rdvs"]}
    ids = {row["id"] for page in (1, 2, 3) for row in read(sandbox, page=page).json()["rdvs"]}
    assert len(ids) == 15
    assert gone not in ids


def test_pages_come_in_another_order_each_time(sandbox: Running) -> None:
    def ids() -> list[int]:
        return [row["id"] for row in read(sandbox).json()["rdvs"]]

    assert ids() == ids()
    sandbox.go_wrong({"kind": "shuffle"})
    assert len({tuple(ids()) for _ in range(5)}) > 1


def test_an_answer_is_late_or_comes_in_drops(sandbox: Running) -> None:
    sandbox.go_wrong({"kind": "slow", "seconds": 0.3})
    began = time.monotonic()
    assert read(sandbox).status_code == 200
    assert time.monotonic() - began >= 0.3
    sandbox.go_wrong({"kind": "drip", "seconds": 0.01})
    whole = read(sandbox).json()
    sandbox.go_wrong()
    assert whole == read(sandbox).json()


def test_chance_is_the_same_for_the_same_seed(sandbox: Running) -> None:
    def answers(seed: int) -> list[int]:
        sandbox.go_wrong({"kind": "status", "chance": 0.5}, seed=seed)
        return [read(sandbox, id=501).status_code for _ in range(12)]

    assert answers(1) == answers(1)
    assert set(answers(1)) == {200, 503}
    assert answers(1) != answers(2)


def test_a_clock_that_is_wrong_dates_every_answer(sandbox: Running) -> None:
    sandbox.go_wrong(clock_ahead_s=-7200)
    told = parsedate_to_datetime(read(sandbox).headers["Date"])
    assert abs((standing_clock().now() - told).total_seconds() - 7200) < 2
    assert len(read(sandbox).raw.headers.getlist("Date")) == 1


def test_who_directs_is_met_by_no_fault_and_heard_only_with_sense(sandbox: Running) -> None:
    sandbox.go_wrong({"kind": "drop_before"})
    assert sandbox.direct("GET", "log") == {"items": []}
    url = f"{sandbox.url}/sandbox/faults"
    body = {"faults": [{"kind": "earthquake"}]}
    assert requests.put(url, json=body, headers=SIGNED, timeout=5).status_code == 422
    assert requests.put(url, json={}, timeout=5).status_code == 401
