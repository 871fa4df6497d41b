"""What every page is: texts above, controls below, both placed in design pixels."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QStyle, QWidget

from kiosk.shell.button import KioskButton, TapGuard
from kiosk.shell.canvas import HEIGHT, WIDTH, Box, Canvas
from kiosk.shell.look import Look
from kiosk.shell.picture import Picture
from kiosk.shell.words import Words, set_column


class Page(QWidget):
    """A page of the kiosk; a subclass makes its widgets, names them and arranges them.

    Args:
        name: The page's object name, as in `PageName`.
        guard: The window's guard against double taps.
    """

    def __init__(self, name: str, guard: TapGuard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Page")
        self.guard = guard
        self.look: Look | None = None
        # The page takes the focus when it comes, so that no control is pressed by chance.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def button(
        self, name: str, *, icon: str = "", kind: str = "plain", checkable: bool = False
    ) -> KioskButton:
        """Make a button of this page."""
        button = KioskButton(name, guard=self.guard, icon=icon, kind=kind, parent=self)
        button.setCheckable(checkable)
        return button

    def words(self, name: str, role: str = "body", *, color: str = "text.primary") -> Words:
        """Make a text of this page."""
        return Words(name, role, color=color, parent=self)

    def dress(self, look: Look) -> None:
        """Take a look and lay everything out."""
        self.look = look
        self.retranslate()
        self.arrange(look)
        # The page holds the focus when it comes: a screen reader then says all of it.
        said = [words.text() for words in self.findChildren(Words) if words.text()]
        self.setAccessibleName(" ".join(said))

    def refresh(self) -> None:
        """Say and lay out everything again, after facts have changed."""
        if self.look is not None:
            self.dress(self.look)

    def retranslate(self) -> None:
        """Put every text in the present language."""
        raise NotImplementedError

    def arrange(self, look: Look) -> None:
        """Place every widget."""
        raise NotImplementedError

    def place(self, widget: QWidget, box: Box) -> None:
        """Put a widget somewhere, mirrored where the language reads right to left."""
        if self.look is not None:
            widget.setGeometry(on_screen(self.look.canvas, box, self.layoutDirection()))

    def place_button(self, button: KioskButton, box: Box) -> None:
        """Put a button somewhere and dress it."""
        self.place(button, box)
        if self.look is not None:
            button.dress(self.look)

    def place_words(self, words: Words, box: Box) -> None:
        """Put a text somewhere; it takes the greatest size that fits."""
        self.place(words, box)
        if self.look is not None:
            words.dress(self.look)

    def place_group(
        self, picture: Picture, side: float, texts: list[Words], box: Box, *, gap: float = 40
    ) -> None:
        """Set a pictogram over texts, all together in the middle of a box."""
        if self.look is None:
            return
        for words in texts:
            words.setVisible(bool(words.text()))
        room = Box(box.x, box.y + side + gap, box.width, box.height - side - gap)
        column = set_column(self.look, texts, room, gap=gap, top=True)
        bottom = column[-1].box.bottom if column else room.y
        down = max(0.0, (box.bottom - bottom) / 2)
        self.place(picture, Box(box.x, box.y + down, box.width, side))
        picture.dress(self.look)
        for placed in column:
            self.place(placed.words, _shifted(placed.box, down))
            placed.words.dress(self.look, placed.design_px)

    def place_column(
        self, texts: list[Words], box: Box, *, gap: float = 20, top: bool = False
    ) -> float:
        """Set texts one under another; return the design row under the last."""
        if self.look is None:
            return box.y
        bottom = box.y
        for words in texts:
            words.setVisible(bool(words.text()))
        for placed in set_column(self.look, texts, box, gap=gap, top=top):
            self.place(placed.words, placed.box)
            placed.words.dress(self.look, placed.design_px)
            bottom = placed.box.bottom
        return bottom


def _shifted(box: Box, rows: float) -> Box:
    return Box(box.x, box.y + rows, box.width, box.height)


def on_screen(canvas: Canvas, box: Box, direction: Qt.LayoutDirection) -> QRect:
    """Return a box in screen pixels within the page, mirrored for right-to-left languages."""
    left, top = canvas.px(box.x), canvas.px(box.y)
    rect = QRect(left, top, canvas.px(box.x + box.width) - left, canvas.px(box.bottom) - top)
    return QStyle.visualRect(direction, QRect(0, 0, canvas.px(WIDTH), canvas.px(HEIGHT)), rect)
