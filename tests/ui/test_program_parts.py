"""Background work, faults, options and catalogues of the Qt programs."""

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QThreadPool
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.build_translations import CATALOGUES, BuildFailed, build_one, mistakes
from ui.crash import CrashHandler, KnownFault, run_guarded
from ui.i18n import isolated, languages, load_translators
from ui.station_options import parse, show_window, station_options, station_parser
from ui.tasks import QtTaskRunner


def test_an_outcome_comes_back_on_the_qt_thread(qtbot: QtBot) -> None:
    runner = QtTaskRunner(QThreadPool())
    seen: list[tuple[str, bool]] = []

    def note(kind: str) -> None:
        seen.append((kind, threading.current_thread() is threading.main_thread()))

    def fail() -> None:
        raise ValueError("no")

    runner.run(lambda: 1, done=lambda _: note("done"), failed=lambda _: note("failed"))
    qtbot.waitUntil(lambda: seen == [("done", True)])
    runner.run(fail, done=lambda _: note("done"), failed=lambda e: note(type(e).__name__))
    qtbot.waitUntil(lambda: seen[1:] == [("ValueError", True)])
    assert runner.finish()


def test_an_outcome_on_its_way_reaches_no_screen_that_is_gone(qtbot: QtBot) -> None:
    pool = QThreadPool()
    runner = QtTaskRunner(pool)
    heard: list[int] = []
    runner.run(lambda: 1, done=heard.append, failed=lambda _: None)
    assert pool.waitForDone(5000)
    assert runner.finish()
    QCoreApplication.processEvents()
    assert heard == []


def test_a_known_fault_is_told_and_the_program_goes_on(
    qtbot: QtBot, kiosk_app: QApplication
) -> None:
    handler = CrashHandler(kiosk_app, hold_ms=0)
    with qtbot.waitSignal(handler.told) as caught:
        handler.catch(KnownFault, KnownFault("The disk is full."), None)
    assert caught.args == ["The disk is full."]


def test_a_bug_shows_a_neutral_screen_and_hides_what_was_typed(
    qtbot: QtBot, kiosk_app: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    handler = CrashHandler(kiosk_app, hold_ms=3_600_000)
    handler.catch(ValueError, ValueError("DIALLO Aminata"), None)
    qtbot.waitUntil(lambda: not window.isVisible())
    shown = [
        label.text()
        for top in kiosk_app.topLevelWidgets()
        if top.isVisible()
        for label in top.findChildren(QLabel)
    ]
    assert "One moment, please" in shown
    assert "DIALLO" not in caplog.text
    assert "bug: ValueError" in caplog.text
    handler.deleteLater()
    for top in kiosk_app.topLevelWidgets():
        top.close()


def test_a_fault_before_the_first_window_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def start() -> int:
        raise KnownFault("--profile /x: cannot be written")

    assert run_guarded(start) == 2
    assert capsys.readouterr().err == "--profile /x: cannot be written\n"


def test_options_are_read(tmp_path: Path) -> None:
    parsed = parse(
        station_parser("kiosk", "A kiosk."),
        [
            *("--profile", str(tmp_path), "--server", "https://host:8460/", "--pair", "ABCD-EFGH"),
            *("--name", "Kiosk 1", "--language", "ar", "--theme", "contrast"),
            *("--windowed", "540x960", "--quit-after", "1.5"),
        ],
    )
    options = station_options(parsed)
    assert options.server == "https://host:8460"
    assert options.windowed == (540, 960)
    assert options.quit_after_s == 1.5
    assert (options.language, options.theme, options.driver) == ("ar", "contrast", None)


@pytest.mark.parametrize(
    "wrong",
    [
        ["--windowed", "0x10"],
        ["--windowed", "big"],
        ["--server", "ftp://host"],
        ["--server", "host:8460"],
        ["--quit-after", "-1"],
        ["--quit-after", "soon"],
        ["--language", "xx"],
        ["--theme", "sepia"],
        ["--nonsense"],
    ],
)
def test_wrong_use_is_one_line_and_exit_2(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(station_parser("kiosk", "A kiosk."), wrong)
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert error.startswith("guichet-kiosk: ")
    assert error.count("\n") == 1


def test_a_window_is_as_large_as_asked(
    qtbot: QtBot, kiosk_app: QApplication, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    parsed = parse(
        station_parser("kiosk", "A kiosk."), ["--profile", str(tmp_path), "--windowed", "540x960"]
    )
    show_window(kiosk_app, window, station_options(parsed))
    assert (window.width(), window.height()) == (540, 960)


def test_the_shared_and_the_display_catalogues_are_finished() -> None:
    assert [line for line in mistakes() if line.startswith(("ui_", "display_"))] == []


def test_a_wrong_placeholder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        '<?xml version="1.0" encoding="utf-8"?><TS version="2.1" language="fr"><context>'
        "<name>A</name><message><source>Wait {a}</source>"
        "<translation>Attendez {b}</translation></message><message><source>Go</source>"
        '<translation type="unfinished"></translation></message></context></TS>'
    )
    for program, codes in CATALOGUES.items():
        for code in codes:
            (tmp_path / f"{program}_{code}.ts").write_text(text, "utf-8")
    monkeypatch.setattr("ui.build_translations.resource", lambda *parts: tmp_path / parts[-1])
    found = list(mistakes())
    assert "ui_fr.ts: placeholders differ: 'Wait {a}'" in found
    assert "ui_fr.ts: unfinished: 'Go'" in found
    assert not [line for line in found if line.startswith("ui_en.ts: unfinished")]


def test_a_catalogue_is_built_whole_or_not_at_all(tmp_path: Path) -> None:
    source = tmp_path / "ui_fr.ts"
    source.write_text("not a catalogue", "utf-8")
    with pytest.raises(BuildFailed):
        build_one(source)
    assert not source.with_suffix(".qm").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["ui_fr.ts"]


def test_a_newer_source_is_built_before_it_is_shown(
    kiosk_app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.runtime.paths import resource  # noqa: PLC0415 - before it is replaced

    shutil.copy(resource("i18n", "ui_fr.ts"), tmp_path)
    monkeypatch.setattr("ui.i18n.resource", lambda *parts: tmp_path / parts[-1])
    installed = load_translators(kiosk_app, "none", "fr")
    assert (tmp_path / "ui_fr.qm").exists()
    assert QCoreApplication.translate("Keypad", "Other keys") == "Autres touches"
    for translator in installed:
        kiosk_app.removeTranslator(translator)


def test_languages_have_their_own_names_and_numbers_keep_their_direction() -> None:
    assert [each.code for each in languages() if each.right_to_left] == ["ar"]
    assert languages()[0].name == "Français"
    assert isolated("K 042") == "\u2066K 042\u2069"
