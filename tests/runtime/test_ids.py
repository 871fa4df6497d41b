"""Ids: UUIDv7, unique and growing over threads."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from core.runtime.ids import new_id


def test_ids_are_uuids_of_version_7() -> None:
    value = UUID(new_id())
    assert value.version == 7
    assert value.variant == "specified in RFC 4122"


def test_ids_of_one_thread_grow() -> None:
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_threads_never_get_the_same_id() -> None:
    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(lambda _: [new_id() for _ in range(1000)], range(8)))
    everything = [one for batch in batches for one in batch]
    assert len(set(everything)) == 8000
    assert all(batch == sorted(batch) for batch in batches)
