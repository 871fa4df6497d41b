"""What slips say, in two languages, and how the spool's news travel."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Arrival, SlipState, SlipWay
from kiosk.printing import SlipDesk, SlipNews, device_state
from kiosk.site_view import SiteView
from kiosk.ticket.phrases import Phrases
from kiosk.ticket.reports import SlipReports
from kiosk.ticket.slip_words import SlipWriter
from printers.layout import arrange
from printers.model import LEAST_DOTS
from printers.open import open_printer
from printers.paper_meter import Roll
from printers.setup import PrinterSetup
from printers.status import PrinterStatus
from sync.contract.arrivals import SlipIn
from sync.contract.settings import RetentionSettings
from tests.fakes.kiosk_outside import FakeDesk, a_site, service_id


@pytest.fixture
def writer(qapp: QApplication) -> SlipWriter:
    del qapp
    return SlipWriter(Phrases(), "fr")


def test_a_slip_speaks_french_and_the_visitors_language(writer: SlipWriter) -> None:
    given = FakeDesk().ticket(service_id(1))
    slip = writer.write(given, SiteView(a_site()), language="ar", duplicate=False)
    assert slip.number == "K042"
    assert (slip.language, slip.second_language) == ("fr", "ar")
    assert slip.caption is not None
    assert (slip.caption.first, slip.caption.second) == ("Votre numéro", "رقمك")
    assert "09:43" in slip.issued_at.first
    assert [words.first for words in slip.documents] == ["pièce d'identité", "formulaire"]
    assert slip.duplicate is None


def test_a_french_slip_has_one_language(writer: SlipWriter) -> None:
    given = FakeDesk().ticket(service_id(1))
    slip = writer.write(given, SiteView(a_site()), language="fr", duplicate=True)
    assert slip.second_language is None
    assert all(not words.second for words in slip.words())
    assert slip.duplicate is not None


def test_a_slip_holds_nothing_of_the_person(writer: SlipWriter) -> None:
    given = FakeDesk().appointment(Arrival.LATE)
    slip = writer.write(given, SiteView(a_site()), language="en", duplicate=False)
    text = " ".join(words.first + words.second for words in slip.words())
    assert "M. D." not in text
    assert "Passport" not in text
    assert "late" in text
    assert "09:20" in text


def test_a_room_runs_in_its_own_direction_whatever_is_around_it(writer: SlipWriter) -> None:
    given = FakeDesk().ticket(service_id(1))
    site = SiteView(a_site().model_copy(update={"waiting_room": "2 B"}))
    slip = writer.write(given, site, language="ar", duplicate=False)
    (room,) = (words for words in slip.lines if "2 B" in words.first)
    assert "\N{FIRST STRONG ISOLATE}2 B\N{POP DIRECTIONAL ISOLATE}" in room.second


def test_an_address_that_no_code_holds_leaves_a_slip_with_its_number(writer: SlipWriter) -> None:
    given = FakeDesk().ticket(service_id(1))
    for path, fits in (("x" * 280, True), ("\N{CYRILLIC SMALL LETTER YA}" * 265, False)):
        address = f"https://example.org/{path}"
        site = SiteView(a_site().model_copy(update={"privacy_url": address}))
        slip = writer.write(given, site, language="fr", duplicate=False)
        assert slip.notice is not None
        assert slip.qr_payload == (address if fits else "K042 2026-11-24")
        assert ("ce code" in slip.notice.first) == fits
        assert arrange(slip, LEAST_DOTS).blocks


@pytest.mark.parametrize("language", ["fr", "en", "ar", "de", "es", "pt", "ru", "zh"])
def test_a_slip_promises_what_the_settings_allow_at_most(language: str) -> None:
    given = FakeDesk().ticket(service_id(1))
    writer = SlipWriter(Phrases(), language)
    slip = writer.write(given, SiteView(a_site()), language=language, duplicate=False)
    assert slip.notice is not None
    (days,) = re.findall(r"\d+", slip.notice.first)
    RetentionSettings(visits_days=int(days))
    with pytest.raises(ValidationError):
        RetentionSettings(visits_days=int(days) + 1)


def test_a_sensitive_service_names_no_documents(writer: SlipWriter) -> None:
    site = a_site()
    secret = site.services[0].model_copy(update={"sensitive": True})
    site = site.model_copy(update={"services": (secret, *site.services[1:])})
    slip = writer.write(
        FakeDesk().ticket(service_id(1)), SiteView(site), language="en", duplicate=False
    )
    assert slip.documents == ()
    assert "certificate" not in " ".join(words.second for words in slip.words())


def test_slips_go_through_the_spool_and_their_news_come_back(
    qtbot: QtBot, tmp_path: Path, writer: SlipWriter
) -> None:
    news: list[SlipNews] = []
    posted: list[Callable[[], None]] = []
    desk = SlipDesk(
        [open_printer(PrinterSetup("file:slips.bin"), tmp_path)],
        writer,
        site=lambda: SiteView(a_site()),
        post=posted.append,
        slip_changed=news.append,
        status_changed=lambda: None,
    )
    given = FakeDesk().ticket(service_id(1))

    def has_come(*, copy: bool) -> bool:
        while posted:
            posted.pop(0)()
        return SlipNews(given.key, SlipState.SENT, "", SlipWay.PRINTER, copy) in news

    try:
        desk.print(given, language="en", duplicate=False)
        qtbot.waitUntil(lambda: has_come(copy=False), timeout=10_000)
        desk.print(given, language="en", duplicate=True)
        qtbot.waitUntil(lambda: has_come(copy=True), timeout=10_000)
    finally:
        assert desk.close()
    assert (tmp_path / "slips.bin").stat().st_size > 1000


def test_asking_again_while_paper_is_missing_prints_once(
    tmp_path: Path, writer: SlipWriter
) -> None:
    posted: list[Callable[[], None]] = []
    news: list[SlipNews] = []
    desk = SlipDesk(
        [open_printer(PrinterSetup("tcp:127.0.0.1:9"), tmp_path)],
        writer,
        site=lambda: SiteView(a_site()),
        post=posted.append,
        slip_changed=news.append,
        status_changed=lambda: None,
    )
    given = FakeDesk().ticket(service_id(1))
    desk.print(given, language="en", duplicate=False)
    desk.print(given, language="en", duplicate=True)
    assert desk.close()
    for work in posted:
        work()
    assert not any(each.copy for each in news)
    assert [each.state for each in news].count(SlipState.FAILED) == 1


def test_states_are_handed_on_in_order_and_a_fault_stops_nothing() -> None:
    told: list[tuple[str, SlipState]] = []

    def report(key: str, slip: SlipIn) -> None:
        if key == "bad":
            raise OSError("disk")
        told.append((key, slip.state))

    reports = SlipReports(report)
    for key, state in (
        ("a", SlipState.QUEUED),
        ("a", SlipState.SENT),
        ("bad", SlipState.SENT),
        ("a", SlipState.PRINTED),
    ):
        reports.note(key, state, SlipWay.PRINTER)
    assert reports.close()
    assert told == [("a", SlipState.SENT), ("a", SlipState.PRINTED)]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (PrinterStatus(), ("unknown", "unknown")),
        (PrinterStatus("ok", "closed", True), ("ok", "ok")),
        (PrinterStatus("low", "closed", True), ("warning", "low")),
        (PrinterStatus("out", "closed", False, "paper_out"), ("error", "out")),
        (PrinterStatus(cause="no_printer", online=False), ("absent", "unknown")),
        (PrinterStatus(cause="unreachable", online=False), ("error", "unknown")),
    ],
)
def test_reception_hears_of_printer_and_roll(status: PrinterStatus, told: tuple[str, str]) -> None:
    assert device_state(status, Roll(80_000.0)) == told


def test_a_roll_that_the_meter_finds_low_is_told_where_no_sensor_speaks() -> None:
    almost = Roll(80_000.0, used_mm=79_000.0, slips=600)
    assert device_state(PrinterStatus("ok", "closed", True), almost) == ("warning", "low")
    assert device_state(PrinterStatus(), almost) == ("unknown", "low")
    out = PrinterStatus("out", "closed", False, "paper_out")
    assert device_state(out, almost) == ("error", "out")
