"""Today's appointments as a Qt table."""

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

from core.model import AppointmentMode, AppointmentStatus
from counterapp.catalogue import spaced
from counterapp.reception.view import AppointmentRow

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, in their order."""

    TIME = 0
    PEOPLE = 1
    SERVICE = 2
    REFERENCE = 3
    STATUS = 4


class AppointmentModel(QAbstractTableModel):
    """Lines of today's appointments; only what changed is told when the lines are the same."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[AppointmentRow, ...] = ()

    def set_rows(self, rows: tuple[AppointmentRow, ...]) -> None:
        """Show other lines."""
        if [row.appointment_id for row in rows] != [row.appointment_id for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        for place, (was, row) in enumerate(zip(before, rows, strict=True)):
            if was != row:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def row(self, place: int) -> AppointmentRow:
        """Return a line.

        Raises:
            IndexError: There is no such line.
        """
        return self._rows[place]

    def place(self, appointment_id: str) -> int | None:
        """Return where an appointment's line is, if it is shown."""
        found = (n for n, row in enumerate(self._rows) if row.appointment_id == appointment_id)
        return next(found, None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        shown = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        if not shown or not 0 <= section < len(Column):
            return None
        translate = QCoreApplication.translate
        return {
            Column.TIME: translate("AppointmentModel", "Time"),
            Column.PEOPLE: translate("AppointmentModel", "Name"),
            Column.SERVICE: translate("AppointmentModel", "Service"),
            Column.REFERENCE: translate("AppointmentModel", "Reference"),
            Column.STATUS: translate("AppointmentModel", "State"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        row = self._rows[index.row()]
        match Column(index.column()):
            case Column.TIME:
                return row.time
            case Column.PEOPLE:
                return f"{row.people} ({row.persons})" if row.persons > 1 else row.people
            case Column.SERVICE:
                return service_text(row)
            case Column.REFERENCE:
                return row.reference
            case Column.STATUS:
                return status_text(row)


def service_text(row: AppointmentRow) -> str:
    """Return the service, and the way people are met if it is not here."""
    translate = QCoreApplication.translate
    way = {
        AppointmentMode.IN_PERSON: "",
        AppointmentMode.PHONE: translate("AppointmentModel", "by telephone"),
        AppointmentMode.VIDEO: translate("AppointmentModel", "by video"),
        AppointmentMode.HOME: translate("AppointmentModel", "at home"),
    }[row.mode]
    service = f"{row.service} → {row.counter}" if row.counter else row.service
    return f"{service} ({way})" if way else service


def status_text(row: AppointmentRow) -> str:
    """Return how an appointment stands, a sign and a word; with the ticket once it has one."""
    translate = QCoreApplication.translate
    sign, word = {
        AppointmentStatus.BOOKED: ("○", translate("AppointmentModel", "expected")),
        AppointmentStatus.CHECKED_IN: ("●", translate("AppointmentModel", "arrived")),
        AppointmentStatus.NO_SHOW: ("✕", translate("AppointmentModel", "absent")),
        AppointmentStatus.EXCUSED: ("–", translate("AppointmentModel", "cancelled by the visitor")),
        AppointmentStatus.REVOKED: ("–", translate("AppointmentModel", "cancelled by the office")),
    }[row.status]
    return f"{sign} {word} {spaced(row.number) if row.number else ''}".strip()
