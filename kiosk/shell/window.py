"""The kiosk's window: header, one page, bottom bar; nothing leaves it but maintenance."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.pages import PageName
from kiosk.session import Options
from kiosk.shell.bottom_bar import BottomBar
from kiosk.shell.button import TapGuard
from kiosk.shell.canvas import HEADER_BOTTOM, HEIGHT, WIDTH, Box, Canvas
from kiosk.shell.header import Header
from kiosk.shell.home_page import HomePage
from kiosk.shell.look import Look
from kiosk.shell.page import Page, on_screen
from kiosk.shell.question import Question
from kiosk.shell.shade import Shade
from ui.application import set_language, set_theme
from ui.theme import load_theme

BUSY_AFTER_MS: Final = 300
_TICK_MS: Final = 250
_TOUCHES: Final = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress}
)


class KioskWindow(QWidget):
    """Shows what the presenters decide.

    Signals:
        escape_asked: The Back key.
        help_asked: The Help key.
        touched: Somebody touched the screen or a key.
        ticked: Four times a second.
        options_changed: Language or looks were put in force.
    """

    escape_asked = Signal()
    help_asked = Signal()
    touched = Signal()
    ticked = Signal()
    options_changed = Signal()

    def __init__(
        self,
        app: QApplication,
        pages: Mapping[PageName, Page],
        guard: TapGuard,
        *,
        theme: str = "light",
    ) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self.setObjectName("kiosk")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self._app = app
        self._theme = theme
        self._options: Options | None = None
        self._leaving = False
        self._area = QWidget(self)
        self._area.setObjectName("area")
        self.pages = pages
        for page in pages.values():
            page.setParent(self._area)
            page.hide()
        self.header = Header(self._area)
        self.header.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.bar = BottomBar(guard, self._area)
        self.question = Question(guard)
        self.question.setParent(self._area)
        self.question.hide()
        self._shade = Shade(self._area)
        self._shade.hide()
        self._page: PageName | None = None
        self._can_return = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.ticked)
        self._timer.start()
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(self._show_busy)
        self._look = Look(Canvas(), load_theme(theme, program="kiosk"))
        app.installEventFilter(self)

    # -- ShellView ------------------------------------------------------------

    @property
    def page(self) -> PageName | None:
        """The page that is shown, or about to be."""
        return self._page

    @property
    def look(self) -> Look:
        return self._look

    def show_page(self, page: PageName, *, can_return: bool) -> None:
        """Bring a page to the front; "one moment" only when the moment is noticed."""
        self._page = page
        self._can_return = can_return
        if page is PageName.BUSY:
            self._shade.raise_()
            self._shade.show()
            self._shade.setFocus()
            self._busy_timer.start()
            return
        self._busy_timer.stop()
        self._shade.hide()
        self._bring(page)

    def show_options(self, options: Options) -> None:
        """Put the language and the looks in force."""
        before = self._options
        self._options = options
        if before is None or before.language != options.language:
            set_language(self._app, options.language)
        theme = "contrast" if options.contrast else self._theme
        if before is None or (before.contrast, before.large) != (options.contrast, options.large):
            set_theme(self._app, theme, large=options.large)
        self._renew_look()
        self.bar.show_options(options)
        self.options_changed.emit()
        self._dress()

    def ask_more_time(self, left_s: int) -> None:
        """Ask "more time?" over the page."""
        self.question.show_left(left_s)
        if not self.question.isVisible():
            self.question.dress(self._look)
            self.question.raise_()
            self.question.show()
            self.question.setFocus()

    def drop_question(self) -> None:
        """Take the question away."""
        self.question.hide()
        self._focus_page()

    def show_left(self, left_s: int | None) -> None:
        """Renew the seconds on the page that ends by itself."""
        page = self.pages.get(self._page) if self._page is not None else None
        renew: Callable[[int | None], None] | None = getattr(page, "show_left", None)
        if renew is not None:
            renew(left_s)

    # -- the window itself ----------------------------------------------------

    def leave(self) -> None:
        """Close for maintenance: the only way out."""
        self._leaving = True
        self._app.removeEventFilter(self)
        self._timer.stop()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Refuse every ordinary way of closing."""
        if self._leaving:
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Back and Help by key; all other keys end here."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            self.escape_asked.emit()
        elif event.key() in (Qt.Key.Key_F1, Qt.Key.Key_Help):
            self.help_asked.emit()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice every touch; the question over a page answers its own.

        The program's own end, by a signal or by maintenance, asks each window first: it may close.
        """
        if event.type() == QEvent.Type.Quit:
            self._leaving = True
            return False
        if (
            event.type() in _TOUCHES
            and isinstance(watched, QWidget)
            and watched.window() is self
            and not self.question.isVisible()
        ):
            self.touched.emit()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the design's proportions, in the middle of the window."""
        super().resizeEvent(event)
        self._renew_look()
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the canvas, and a line under the header."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("bg.canvas"))
        y = self._area.y() + self._look.canvas.px(HEADER_BOTTOM - 4)
        painter.fillRect(0, y, self.width(), 1, self._look.color("border.subtle"))

    def _renew_look(self) -> None:
        scale = min(self.width() / WIDTH, self.height() / HEIGHT)
        options = self._options
        large = options is not None and options.large
        lower = options is not None and options.lower
        theme = "contrast" if options is not None and options.contrast else self._theme
        self._look = Look(
            Canvas(max(0.1, scale), large, lower),
            load_theme(theme, program="kiosk", large=large),
        )
        wide, high = self._look.canvas.px(WIDTH), self._look.canvas.px(HEIGHT)
        self._area.setGeometry((self.width() - wide) // 2, (self.height() - high) // 2, wide, high)

    def _dress(self) -> None:
        look, whole = self._look, QRect(0, 0, self._area.width(), self._area.height())
        direction = self._app.layoutDirection()
        self.header.setGeometry(on_screen(look.canvas, Box(0, 0, WIDTH, HEADER_BOTTOM), direction))
        self.bar.setGeometry(on_screen(look.canvas, look.canvas.bar, direction))
        self.question.setGeometry(whole)
        self._shade.setGeometry(whole)
        self.header.dress(look)
        shown = self._shown()
        if shown is not None:
            shown.setGeometry(whole)
            shown.dress(look)
            self._dress_bar(shown)
        if self.question.isVisible():
            self.question.dress(look)
        self.update()

    def _dress_bar(self, page: Page) -> None:
        offers = not (isinstance(page, HomePage) and page.offers_languages(self._look))
        self.bar.offer(
            back=self._can_return,
            language=offers and self._page is not PageName.LANGUAGE,
        )
        self.bar.dress(self._look)
        self.bar.setVisible(self._page is not PageName.STARTING)

    def _shown(self) -> Page | None:
        return next((page for page in self.pages.values() if not page.isHidden()), None)

    def _bring(self, name: PageName) -> None:
        page = self.pages[name]
        page.setGeometry(0, 0, self._area.width(), self._area.height())
        page.dress(self._look)
        for other in self.pages.values():
            if other is not page:
                other.hide()
        page.show()
        page.lower()
        self._dress_bar(page)
        self._focus_page()

    def _show_busy(self) -> None:
        if self._page is PageName.BUSY:
            self._bring(PageName.BUSY)
            self._shade.setFocus()

    def _focus_page(self) -> None:
        shown = self._shown()
        if shown is not None:
            shown.setFocus()
