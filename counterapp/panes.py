"""Panes side by side; where there is little room, tabs beside the one that is always in sight."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QTabWidget, QWidget


class PaneScroll(QScrollArea):
    """A pane that scrolls when it is too high, and asks for the width of what is in it."""

    def __init__(self, inside: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if inside is not None:
            self.setWidget(inside)

    def inside_width(self) -> int:
        """Return the least width of what is in it, in pixels."""
        inside = self.widget()
        return 0 if inside is None else inside.minimumSizeHint().width()

    def minimumSizeHint(self) -> QSize:
        """Ask for room enough that nothing is cut at the side."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.inside_width() + bar, super().minimumSizeHint().height())


class Panes(QWidget):
    """Shows `mains` and, always in sight at the end, `side`.

    Args:
        mains: The panes that share the width, or become tabs.
        titles: What the tabs are called.
        side: The pane that is always in sight, if any; it scrolls when it is too high.
    """

    def __init__(
        self,
        mains: tuple[QWidget, ...],
        titles: tuple[str, ...],
        side: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mains = mains
        self._titles = titles
        self._side = side
        self._tabbed = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fit)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("paneTabs")
        self.tabs.setAccessibleName(", ".join(titles))
        self._frame = PaneScroll(side)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.splitter, 1)
        row.addWidget(self.tabs, 1)
        row.addWidget(self._frame)
        self._frame.setVisible(side is not None)
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
        order = [*self._mains, *([] if self._side is None else [self._side])]
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

    def minimumSizeHint(self) -> QSize:
        """Ask for the room that the panes need as tabs."""
        widest = max(pane.minimumSizeHint().width() for pane in self._mains)
        height = super().minimumSizeHint().height()
        return QSize(widest + self._side_width(), min(height, 400))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange):
            # Later: while a style is being put on, no widget may move to another parent.
            self._later.start()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _side_width(self) -> int:
        return 0 if self._side is None else self._frame.minimumSizeHint().width()

    def _fit(self) -> None:
        if self._side is not None and self._frame.width() != self._side_width():
            self._frame.setFixedWidth(self._side_width())
        needed = sum(pane.minimumSizeHint().width() for pane in self._mains)
        needed += self._side_width() + self.splitter.handleWidth()
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


def _first_stop(pane: QWidget) -> QWidget | None:
    """Return the first control of a pane that the keyboard can reach."""
    for widget in pane.findChildren(QWidget):
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reachable and widget.isVisible() and widget.isEnabled():
            return widget
    return None
