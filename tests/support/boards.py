"""Calls and boards for the tests of the display."""

from datetime import UTC, datetime, timedelta

from sync.contract.calls import BoardItem, BoardMessage, BoardOut, BoardWait

START = datetime(2026, 11, 24, 9, 18, tzinfo=UTC)


def item(
    announcement: int,
    number: str = "P031",
    counter: str = "3",
    *,
    language: str = "fr",
    aloud: bool = True,
    repeats: int = 0,
    zone: str = "",
    at: datetime | None = None,
) -> BoardItem:
    """Return a call, the later the higher its announcement number."""
    return BoardItem(
        call_id=f"01900000-0000-7000-8000-{announcement:012x}",
        announcement=announcement,
        number=number,
        counter=counter,
        zone=zone,
        language=language,
        aloud=aloud,
        repeats=repeats,
        called_at=at or START + timedelta(seconds=announcement),
    )


def board(
    *current: BoardItem,
    recent: tuple[BoardItem, ...] = (),
    seq: int = 10,
    now: datetime = START,
    waits: tuple[BoardWait, ...] = (),
    messages: tuple[BoardMessage, ...] = (),
    languages: tuple[str, ...] = ("fr", "en"),
) -> BoardOut:
    """Return what the server shows."""
    return BoardOut(
        site_name="Consulat général de France",
        languages=languages,
        zone="Europe/Paris",
        current=current,
        recent=recent,
        waits=waits,
        messages=messages,
        now=now,
        seq=seq,
    )
