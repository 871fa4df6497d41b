"""The technical log: what a program did, with ids only, kept two weeks."""

import json
import logging
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path
from typing import Final

DAYS_KEPT: Final = 14
_HANDLER: Final = "guichet"


def _when(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def describe_error(error: BaseException) -> str:
    """Name an error and the places it came through, without its text, which may hold a name."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    text = " < ".join([type(error).__name__, *reversed(places)])
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return f"{text} | after {describe_error(cause)}" if cause is not None else text


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        line: dict[str, str] = {
            "at": _when(record),
            "level": record.levelname.lower(),
            "from": record.name,
            "text": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = describe_error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


class PlainLines(logging.Formatter):
    """One line of text for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        text = f"{_when(record)} {record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[1] is not None:
            text += f" ({describe_error(record.exc_info[1])})"
        return text.replace("\n", " ")


class _Files(TimedRotatingFileHandler):
    """Leaves out a line that the disk does not take: a log never stops what it tells of."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is given
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


def start_logging(program: str, folder: Path | None, *, level: int = logging.INFO) -> None:
    """Send the log to `FOLDER/PROGRAM.log`, or to standard error where there is no folder.

    Files turn over at midnight UTC and are kept 14 days. Calling it again replaces what an
    earlier call set up.

    Raises:
        OSError: The folder cannot be written.
    """
    stop_logging()
    handler: logging.Handler
    if folder is None:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(PlainLines())
    else:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _Files(
            folder / f"{program}.log",
            when="midnight",
            utc=True,
            backupCount=DAYS_KEPT,
            encoding="utf-8",
        )
        handler.setFormatter(JsonLines())
    handler.set_name(_HANDLER)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)


def stop_logging() -> None:
    """Close what `start_logging` opened; harmless when it was not called."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        if handler.get_name() == _HANDLER:
            root.removeHandler(handler)
            # A full disk takes the last lines only; nothing depends on them.
            with suppress(OSError):
                handler.close()
