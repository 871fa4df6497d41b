"""What days were like in numbers, and the sheet of them for the public."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Literal

from anyio.to_thread import run_sync
from fastapi import Header, Query, Response

from core.errors import Unprocessable
from core.statistics.cells import Counted
from core.statistics.indicators import BlockName, hidden_beside_others, table
from core.statistics.periods import MOST_DAYS, Group
from core.store.feedback import SqlSatisfaction
from core.store.reader import Reader
from core.store.statistics import SqlStatistics
from core.usecases.searching import NoteTaking, note_taking
from server.auth.gate import Here
from server.doing import Wired
from server.nouns import Noun
from server.quality.facts import QualityFacts
from server.statistics_view import as_csv, statistics_out
from server.wiring import Wiring
from sync.contract.statistics import StatisticsOut
from sync.contract.wire import Id, Language

router = Noun("/statistics")

First = Annotated[date, Query(alias="from", ge=date(2000, 1, 1), le=date(2199, 12, 31))]
Last = Annotated[date, Query(alias="to", ge=date(2000, 1, 1), le=date(2199, 12, 31))]

_CSV = "text/csv"
_PDF = "application/pdf"


@router.get("", response_model=StatisticsOut, responses={200: {"content": {_CSV: {}}}})
def statistics(
    wiring: Wired,
    caller: Here,
    first: First,
    last: Last,
    service: Annotated[Id | None, Query()] = None,
    group: Annotated[Group | None, Query()] = None,
    form: Annotated[Literal["json", "csv"] | None, Query(alias="format")] = None,
    accept: Annotated[str, Header()] = "",
) -> StatisticsOut | Response:
    """Return the statistics of some days, as JSON or as CSV; at most three years.

    Raises:
        NotFound: `service_unknown`.
        Unprocessable: `range_backwards`, `range_too_long`.
    """
    _check(first, last)
    with wiring.store.read() as reader:
        site = reader.site()
        if service is not None:
            service = site.service(service).id
        kept = SqlStatistics(reader.connection)
        groups = kept.groups(first, last, group, service)
        apart: frozenset[BlockName] = frozenset()
        if service is not None:
            apart = hidden_beside_others(kept.groups(first, last, Group.SERVICE), service)
        counted_until = kept.counted_until()
    found = statistics_out(
        table(groups, apart),
        site,
        first=first,
        last=last,
        counted_until=counted_until,
        service_id=service,
        group=group,
    )
    if form != "csv" and (form is not None or not accept.strip().lower().startswith(_CSV)):
        return found
    taking = NoteTaking("statistics")
    wiring.store.write(lambda uow: note_taking(uow, caller.actor, taking))
    name = f"statistics-{first.isoformat()}-{last.isoformat()}.csv"
    return Response(
        as_csv(found),
        media_type=_CSV,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.get(
    "/quality-sheet.pdf",
    response_class=Response,
    responses={200: {"content": {_PDF: {}}}},
)
async def sheet(
    wiring: Wired, first: First, last: Last, language: Annotated[Language, Query()] = "fr"
) -> Response:
    """Return one page for the public: how long people wait, and how many came.

    Raises:
        Unprocessable: `range_backwards`, `range_too_long`, `language_not_offered`.
    """
    _check(first, last)

    def made() -> bytes:
        # What draws documents takes long to load, and few servers draw one a day.
        from server.paper.quality_sheet import quality_sheet  # noqa: PLC0415

        return quality_sheet(_facts(wiring, first, last), language)

    name = f"quality-{first.isoformat()}-{last.isoformat()}-{language}.pdf"
    return Response(
        await run_sync(made),
        media_type=_PDF,
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _check(first: date, last: date) -> None:
    if last < first:
        raise Unprocessable("range_backwards")
    if last - first >= timedelta(days=MOST_DAYS):
        raise Unprocessable("range_too_long", days=MOST_DAYS)


def _facts(wiring: Wiring, first: date, last: date) -> QualityFacts:
    with wiring.store.read() as reader:
        site = reader.site()
        groups: Mapping[str, Counted] = SqlStatistics(reader.connection).groups(first, last, None)
        answers = _answers(reader, first, last)
        made = reader.now.astimezone(site.tz)
    return QualityFacts(site, first, last, made, table(groups).total, answers)


def _answers(reader: Reader, first: date, last: date) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for one in SqlSatisfaction(reader.connection).of_days(first, last):
        found[one.answer] = found.get(one.answer, 0) + one.given
    return found
