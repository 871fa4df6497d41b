"""The queue as a Qt table."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from core.model import StepState
from counterapp.catalogue import spaced
from counterapp.desk.queue_rows import QueueRow
from counterapp.desk.words import need_text, wait_text
from ui.state_words import state_label

Index = QModelIndex | QPersistentModelIndex
STATE_ROLE = Qt.ItemDataRole.UserRole + 1
PRIORITY_ROLE = Qt.ItemDataRole.UserRole + 2
PAPERLESS_ROLE = Qt.ItemDataRole.UserRole + 3
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, in their order."""

    POSITION = 0
    TICKET = 1
    BOOKED = 2
    WAIT = 3
    STATE = 4
    MARKS = 5
    SERVICE = 6


class QueueModel(QAbstractTableModel):
    """Lines of the queue; `set_rows` changes only what changed, so that a reader's place holds."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._rows: tuple[QueueRow, ...] = ()

    def set_rows(self, rows: tuple[QueueRow, ...]) -> None:
        """Show other lines."""
        old = [row.step_id for row in self._rows]
        new = [row.step_id for row in rows]
        stay = set(old) & set(new)
        if [each for each in old if each in stay] != [each for each in new if each in stay]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        for place in reversed(range(len(old))):
            if old[place] not in stay:
                self.beginRemoveRows(QModelIndex(), place, place)
                self._rows = self._rows[:place] + self._rows[place + 1 :]
                self.endRemoveRows()
        for place, row in enumerate(rows):
            if row.step_id not in stay:
                self.beginInsertRows(QModelIndex(), place, place)
                self._rows = (*self._rows[:place], row, *self._rows[place:])
                self.endInsertRows()
        before, self._rows = self._rows, rows
        for place, (was, row) in enumerate(zip(before, rows, strict=True)):
            if was != row:
                self._changed(place, place)

    def tick(self) -> None:
        """Let the waits go on."""
        if self._rows:
            first = self.index(0, Column.WAIT)
            self.dataChanged.emit(first, self.index(len(self._rows) - 1, Column.WAIT))

    def row(self, place: int) -> QueueRow:
        """Return a line.

        Raises:
            IndexError: There is no such line.
        """
        return self._rows[place]

    def place(self, step_id: str) -> int | None:
        """Return where a step's line is, if it is shown."""
        places = (place for place, row in enumerate(self._rows) if row.step_id == step_id)
        return next(places, None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _title(Column(section))
        if role == Qt.ItemDataRole.ToolTipRole:
            return _explained(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _marks_words(row) if column is Column.MARKS else self._text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return _tip(row)
            case _ if role == STATE_ROLE and column is Column.STATE:
                return row.state.value
            case _ if role == PRIORITY_ROLE and column is Column.MARKS:
                return row.priority
            case _ if role == PAPERLESS_ROLE and column is Column.MARKS:
                return row.paperless
            case _:
                return None

    def _text(self, row: QueueRow, column: Column) -> str:
        match column:
            case Column.POSITION:
                return "" if row.position is None else str(row.position)
            case Column.TICKET:
                return spaced(row.number)
            case Column.BOOKED:
                return row.booked or "–"
            case Column.WAIT:
                return wait_text(row.wait_from, self._now())
            case Column.STATE:
                return state_label(row.state.value)
            case Column.MARKS:
                return ""
            case Column.SERVICE:
                return row.service

    def _changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))


def _title(column: Column) -> str:
    translate = QCoreApplication.translate
    return {
        Column.POSITION: translate("QueueModel", "#"),
        Column.TICKET: translate("QueueModel", "Ticket"),
        Column.BOOKED: translate("QueueModel", "Time"),
        Column.WAIT: translate("QueueModel", "Wait"),
        Column.STATE: translate("QueueModel", "State"),
        Column.MARKS: translate("QueueModel", "Signs"),
        Column.SERVICE: translate("QueueModel", "Service"),
    }[column]


def _explained(column: Column) -> str:
    translate = QCoreApplication.translate
    return {
        Column.POSITION: translate("QueueModel", "Place in the calling order"),
        Column.BOOKED: translate("QueueModel", "Booked time"),
        Column.MARKS: translate("QueueModel", "Priority, and tickets without paper"),
    }.get(column, _title(column))


def _marks_words(row: QueueRow) -> str:
    translate = QCoreApplication.translate
    words = [translate("QueueModel", "priority")] if row.priority else []
    if row.paperless:
        words.append(translate("QueueModel", "no paper ticket"))
    return ", ".join(words)


def _tip(row: QueueRow) -> str:
    translate = QCoreApplication.translate
    parts = [f"{spaced(row.number)} · {row.service}", _marks_words(row)]
    parts += [need_text(need) for need in row.needs]
    if row.counter and row.state is not StepState.WAITING:
        parts.append(translate("QueueModel", "at counter {counter}").format(counter=row.counter))
    return " · ".join(part for part in parts if part)
