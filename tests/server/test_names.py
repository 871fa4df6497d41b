"""A running server finds people by name, reads their names beside its work, and forgets them."""

from pathlib import Path

from core.store import Store
from server.names import Names
from tests.fakes.reception import Reception
from tests.server.site_support import MORNING, Json, SiteUnderTest
from tests.server.test_inspection import until
from tests.support.memory import texts_in


def book(site: SiteUnderTest, family: str, given: str = "", minute: int = 0) -> Json:
    body = {
        "service_id": site.service("passport"),
        "starts_at": MORNING.replace(hour=10, minute=minute).isoformat(),
        "people": [{"family_name": family, "given_name": given}],
    }
    return site.post("/appointments", body)


def found(site: SiteUnderTest, q: str, more: str = "") -> tuple[list[str], int]:
    answer = site.get(f"/appointments?q={q}{more}")
    names = [item["people"][0]["family_name"] for item in answer["items"]]
    return names, answer["otherwise"]


def in_memory(store: Store, name: str) -> bool:
    return any(name in text.casefold() for text in texts_in(store.names))


def test_a_search_says_how_many_are_spelt_otherwise(site: SiteUnderTest) -> None:
    book(site, "Muhammad", "Ali", 1)
    assert found(site, "mohamed") == (["Muhammad"], 1)
    book(site, "Mohamed", "Omar", 2)
    assert found(site, "mohamed") == (["Mohamed", "Muhammad"], 1)
    assert found(site, "ali mohamed") == (["Muhammad"], 1)
    assert found(site, "muhammae") == (["Muhammad"], 1)
    assert found(site, "muha") == (["Muhammad"], 0)
    assert found(site, "xyz") == ([], 0)


def test_pages_of_those_who_were_found_hold_everybody_once(site: SiteUnderTest) -> None:
    wanted = [book(site, f"Silva {number}", minute=number)["id"] for number in range(7)]
    book(site, "Costa")
    listed, after = [], ""
    for _ in range(9):
        page = site.get(f"/appointments?q=silva&limit=3{after}")
        listed += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert listed == wanted


def test_names_of_today_are_read_and_followed_without_a_search(site: SiteUnderTest) -> None:
    book(site, "Zoltaniev")
    until(lambda: in_memory(site.wiring.store, "zoltaniev"), "read")


def test_purged_names_leave_memory_while_the_server_runs(site: SiteUnderTest) -> None:
    book(site, "Zoltaniev", "Qwenda")
    assert found(site, "zolt") == (["Zoltaniev"], 0)
    site.clock.advance(39 * 3600)
    until(lambda: not in_memory(site.wiring.store, "zolt"), "forgotten")
    assert not in_memory(site.wiring.store, "qwen")


def test_a_long_day_is_left_when_the_server_stops(tmp_path: Path) -> None:
    reception = Reception(tmp_path / "site.db")
    reception.import_rows([reception.row(10) for _ in range(150)])
    names = Names(reception.store)
    names.stop()
    names.refresh()
    assert not in_memory(reception.store, "silva")
    reception.store.close()
