"""Panes side by side; where there is little room, tabs beside the last one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QTabWidget, QWidget


class Panes(QWidget):
    """Shows `mains` and, always in sight at the end, `side`.

    Args:
        mains: The panes that share the width, or become tabs.
        side: The pane that is always in sight; it scrolls when it is too high.
        titles: What the tabs are called.
    """

    def __init__(
        self,
        mains: tuple[QWidget, ...],
        side: QWidget,
        titles: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mains = mains
        self._titles = titles
        self._side = side
        self._tabbed = False
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("paneTabs")
        self._frame = QScrollArea()
        self._frame.setWidgetResizable(True)
        self._frame.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._frame.setWidget(side)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.splitter, 1)
        row.addWidget(self.tabs, 1)
        row.addWidget(self._frame)
        self._lay_out()

    @property
    def tabbed(self) -> bool:
        """Whether the main panes are tabs now."""
        return self._tabbed

    def show_pane(self, pane: QWidget) -> None:
        """Bring a pane in sight."""
        if self._tabbed and pane in self._mains:
            self.tabs.setCurrentWidget(pane)

    def next_pane(self) -> None:
        """Move the keyboard to the next pane, around and around."""
        order = [*self._mains, self._side]
        focus = self.focusWidget()
        here = -1
        for place, pane in enumerate(order):
            if focus is not None and (pane is focus or pane.isAncestorOf(focus)):
                here = place
        for step in range(1, len(order) + 1):
            pane = order[(here + step) % len(order)]
            self.show_pane(pane)
            target = _first_stop(pane)
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._frame.setFixedWidth(self._side.sizeHint().width() + _bar_width(self._frame))
        needed = sum(pane.minimumSizeHint().width() for pane in self._mains) + self._frame.width()
        tabbed = needed > self.width()
        if tabbed != self._tabbed:
            self._tabbed = tabbed
            self._lay_out()

    def _lay_out(self) -> None:
        focus = self.focusWidget()
        if self._tabbed:
            for pane, title in zip(self._mains, self._titles, strict=True):
                self.tabs.addTab(pane, title)
        else:
            for place, pane in enumerate(self._mains):
                self.splitter.insertWidget(place, pane)
                self.splitter.setStretchFactor(place, 1)
                pane.show()
        self.tabs.setVisible(self._tabbed)
        self.splitter.setVisible(not self._tabbed)
        if focus is not None and focus.isVisible():
            focus.setFocus()


def _bar_width(area: QScrollArea) -> int:
    bar = area.verticalScrollBar()
    return bar.sizeHint().width() if bar.isVisible() else 0


def _first_stop(pane: QWidget) -> QWidget | None:
    """Return the first control of a pane that the keyboard can reach."""
    for widget in pane.findChildren(QWidget):
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reachable and widget.isVisible() and widget.isEnabled():
            return widget
    return None
