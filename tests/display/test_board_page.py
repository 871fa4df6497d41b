"""How the board looks: sizes, both shapes of screen, pulses, languages."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from display.board.call_panel import PULSE_HALF_MS, PULSES
from display.board.page import DisplayWindow
from display.board.text import BoardText
from sync.contract.calls import BoardMessage, BoardWait
from tests.support.boards import item
from ui.application import set_language, start_application

SCREENS = [(1920, 1080), (1080, 1920), (1280, 720), (1366, 768), (720, 1280)]
CALLS = [item(1, "P031", "3", language="ar"), item(2, "M1042", "12", language="ru")]
RECENT = [item(n, number, "14") for n, number in enumerate(("K041", "P030", "F108", "W999"), 3)]


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[DisplayWindow]:
    del qapp
    app = start_application("display", language="fr", theme="display")
    made = DisplayWindow()
    qtbot.addWidget(made)
    made.show_site("Consulat général de France", ("fr", "en", "es"))
    made.show_time("10:18")
    yield made
    set_language(app, "en")


def text(window: QWidget, name: str) -> str:
    """Return what stands at a place of the board."""
    found = window.findChild(BoardText, name)
    assert found is not None
    return str(found.text())


def fill(window: DisplayWindow, calls: int) -> None:
    """Put a full board on the screen."""
    window.show_calls(CALLS[:calls], RECENT)
    window.show_waits([BoardWait(labels={"fr": "Titres"}, p50_s=600, p90_s=1500)])
    window.show_messages(
        [BoardMessage(texts={"fr": "La caisse ferme à 12:15.", "en": "Cash closes at 12:15."})]
    )


@pytest.mark.parametrize("calls", [0, 1, 2])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_nothing_is_cut_or_pushed_off_the_screen(
    qtbot: QtBot, window: DisplayWindow, calls: int, language: str
) -> None:
    set_language(start_application("display", language=language, theme="display"), language)
    fill(window, calls)
    window.show_silence(silent=True, last_update="10:12")
    window.show()
    for width, height in SCREENS:
        window.resize(width, height)
        qtbot.waitUntil(lambda w=width, h=height: (window.width(), window.height()) == (w, h))  # type: ignore[misc]
        window.grab()
        everything_is_seen(window)


def everything_is_seen(window: DisplayWindow) -> None:
    """Fail on a text that is cut or stands outside of the window."""
    for part in window.board.findChildren(BoardText):
        if not part.isVisible() or not part.text():
            continue
        corner = part.mapTo(window, part.rect().bottomRight())
        assert corner.x() <= window.width(), part.objectName()
        assert corner.y() <= window.height(), part.objectName()
        metrics = QFontMetricsF(part.font_at(part.shown_px()))
        widest = max(metrics.horizontalAdvance(line) for line in part.text().split("\n"))
        lines = -(-widest // max(1, part.width() + 2))
        assert lines <= 2, f"{part.objectName()} is cut: {part.text()!r}"


def test_a_lone_call_has_the_size_of_the_design(qtbot: QtBot, window: DisplayWindow) -> None:
    window.resize(1920, 1080)
    fill(window, 1)
    window.show()
    qtbot.waitExposed(window)
    row = window.board.panel.rows[0]
    qtbot.waitUntil(lambda: row.number.shown_px() == pytest.approx(400, abs=12))
    assert row.counter.shown_px() == pytest.approx(400, abs=12)
    window.resize(1080, 1920)
    qtbot.waitUntil(lambda: window.board.scale().portrait)
    qtbot.waitUntil(lambda: row.number.shown_px() == pytest.approx(300, abs=12))


def test_the_board_shows_number_counter_and_what_is_spoken(window: DisplayWindow) -> None:
    window.resize(1920, 1080)
    fill(window, 1)
    assert text(window, "calledNumber") == "P 031"
    assert text(window, "calledCounter") == "3"
    assert "Ticket P 31, guichet 3." in text(window, "caption")
    assert "الرقم P 31، الشباك 3." in text(window, "caption")
    assert text(window, "recentNumber1") == "K 041"
    assert text(window, "recentCounter1") == "14"
    assert text(window, "waits") == "Attente : Titres 10–25 min"
    assert text(window, "siteName") == "Consulat général de France"
    assert text(window, "clock") == "10:18"


def test_an_unknown_wait_is_not_available(window: DisplayWindow) -> None:
    window.show_waits([BoardWait(labels={"fr": "Visas"}, p50_s=None, p90_s=None)])
    assert text(window, "waits") == "Attente : Visas non disponible"


def test_a_call_pulses_three_times_at_most_once_a_second(
    qtbot: QtBot, window: DisplayWindow
) -> None:
    window.resize(800, 450)
    window.show()
    window.show_calls(CALLS[:1], [])
    row = window.board.panel.rows[0]
    assert row.is_pulsing()
    changes: list[bool] = [row.is_lit()]

    def steady() -> bool:
        if row.is_lit() != changes[-1]:
            changes.append(row.is_lit())
        return not row.is_pulsing()

    qtbot.waitUntil(steady, timeout=(2 * PULSES + 2) * PULSE_HALF_MS)
    assert changes.count(False) <= PULSES
    assert changes[-1]
    window.show_calls(CALLS[:1], [])
    assert not row.is_pulsing()
    window.show_calls([CALLS[0].model_copy(update={"repeats": 1})], [])
    assert row.is_pulsing()


def test_messages_take_turns_and_a_crisis_stands_alone(window: DisplayWindow) -> None:
    messages = [BoardMessage(texts={"fr": "Un."}), BoardMessage(texts={"fr": "Deux."})]
    window.show_messages(messages)
    assert "Un." in text(window, "message")
    window.board.footer.turn()
    assert "Deux." in text(window, "message")
    crisis = BoardMessage(texts={"fr": "Site fermé."}, level="crisis")
    window.show_messages([*messages, crisis])
    for _ in range(3):
        assert "Site fermé." in text(window, "message")
        window.board.footer.turn()


def test_without_news_the_screen_says_since_when(window: DisplayWindow) -> None:
    window.show_silence(silent=True, last_update="10:12")
    assert text(window, "lastUpdate") == "Dernière mise à jour 10:12 — écoutez l’accueil"
    assert text(window, "connectionState") == "Reconnexion"
    window.show_silence(silent=False, last_update=None)
    assert text(window, "lastUpdate") == ""


def test_a_display_without_a_site_says_what_to_do(window: DisplayWindow) -> None:
    window.show_not_enrolled("Ce code est périmé.")
    assert window.currentWidget() is window.notice
    assert text(window, "noticeTitle") == "Cet écran n’est pas encore enregistré"
    assert "--pair" in text(window, "noticeCommand")
    assert text(window, "noticeReason") == "Ce code est périmé."
    window.show_refused(refused=True)
    assert text(window, "noticeTitle") == "Cet écran n’est plus enregistré"
    window.show_other_server()
    assert text(window, "noticeTitle") == "Un autre serveur répond à la place de celui de ce site"
    assert text(window, "noticeCommand") == ""
    window.show_site("Consulat", ("fr",))
    assert window.currentWidget() is window.board
