"""`GET /v1/copy`: what a standby gets, and what it never sees."""

import io
from pathlib import Path

import pytest
from httpx2 import Response

from core.model import StationKind
from server.standby.copy_folder import CopyFolder
from sync.contract.copying import MEDIA_TYPE, Batch, Head
from tests.server.site_support import SiteUnderTest
from tests.server.standby_program import key_of
from tests.support.database_files import tables

pytestmark = pytest.mark.sqlite


def ask(site: SiteUnderTest, head: Head | None, wait_s: int = 0) -> Response:
    place = "" if head is None else f"&stream={head.stream.hex()}&after={head.upto}"
    return site.call("GET", f"/copy?wait_s={wait_s}{place}", as_="standby")


def take(folder: CopyFolder, site: SiteUnderTest) -> Head:
    answer = ask(site, folder.head)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    folder.take(Batch(io.BytesIO(answer.content).read))
    assert folder.head is not None
    return folder.head


@pytest.fixture
def folder(tmp_path: Path) -> CopyFolder:
    """An empty folder for a copy."""
    (tmp_path / "copy").mkdir()
    return CopyFolder(tmp_path / "copy")


def test_a_standby_gets_everything_once_and_then_what_changed(
    site: SiteUnderTest, folder: CopyFolder, data_folder: Path, tmp_path: Path
) -> None:
    assert take(folder, site).whole
    assert ask(site, folder.head).status_code == 204
    site.walk_in()
    head = take(folder, site)
    assert not head.whole
    assert (head.seq, head.epoch) == (site.wiring.store.seq(), 1)
    folder.write_to(tmp_path / "written")
    key = key_of(data_folder)
    assert tables(tmp_path / "written", key) == tables(data_folder / "site.sqlite", key)


def test_nothing_that_a_standby_gets_can_be_read(site: SiteUnderTest) -> None:
    answer = ask(site, None)
    assert len(answer.content) > 100_000
    assert b"Consulat" not in answer.content
    assert b"CREATE TABLE" not in answer.content


def test_health_tells_how_far_the_copy_is(site: SiteUnderTest, folder: CopyFolder) -> None:
    def health() -> object:
        return site.get("/healthz", "kiosk")["standby"]

    assert health() == {"state": "late", "behind_s": None}
    site.clock.advance(61)
    assert health() == {"state": "away", "behind_s": None}
    assert site.get("/healthz", "kiosk")["status"] == "degraded"
    take(folder, site)
    ask(site, folder.head)
    assert health() == {"state": "ok", "behind_s": 0}
    site.walk_in()
    copier = site.wiring.store.copier
    assert copier is not None
    copier.look()
    site.clock.advance(20)
    assert health() == {"state": "late", "behind_s": 20}
    site.clock.advance(60)
    assert health() == {"state": "away", "behind_s": 80}
    take(folder, site)
    ask(site, folder.head)
    assert health() == {"state": "ok", "behind_s": 0}
    stations = site.wiring.store
    with stations.read() as reader:
        standby = next(one for one in reader.stations() if one.kind is StationKind.STANDBY)
    site.wiring.store.write(
        lambda uow: uow.stations.change(standby.id, revoked_at=site.clock.now())
    )
    assert health() == {"state": "off", "behind_s": None}


def test_a_place_is_whole_or_absent(site: SiteUnderTest) -> None:
    for query in ("after=3", f"stream={'0' * 32}", "stream=x&after=3", "after=-1", "wait_s=26"):
        assert site.call("GET", f"/copy?{query}", as_="standby").status_code == 422


def test_few_copies_are_made_at_once_and_each_lets_go(site: SiteUnderTest) -> None:
    copies = site.wiring.copies
    held = [copies.take(None) for _ in range(2)]
    busy = ask(site, None)
    assert (busy.status_code, busy.json()["code"]) == (429, "copies_busy")
    assert busy.headers["retry-after"] == "1"
    for pages in held:
        copies.give_back(pages)
    for _ in range(3):
        assert ask(site, None).status_code == 200


def test_a_standby_that_reads_too_slowly_gets_half_a_batch(
    site: SiteUnderTest, folder: CopyFolder
) -> None:
    copies = site.wiring.copies
    pages = copies.take(None)
    try:
        pieces = copies.batch(pages, None)
        first = next(pieces)
        site.clock.advance(3600)
        assert list(pieces) == []
    finally:
        copies.give_back(pages)
    with pytest.raises(Exception, match="ends too early"):
        folder.take(Batch(io.BytesIO(first).read))
    assert folder.head is None
