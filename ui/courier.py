"""The one way from any thread to the screen's."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot


class Courier(QObject):
    """Brings work from any thread to the thread that made the courier, in the order it was posted.

    PySide carries a signal safely over threads only to a method that is marked as a slot: any other
    receiver is made one at the connection, while the other thread may be reading what is changed
    by that. So whatever crosses threads in these programs crosses here.

    It must not end while another thread may still post: give it a parent that outlives them.
    """

    _sent = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._sent.connect(self._deliver)

    def post(self, work: Callable[[], None]) -> None:
        """Have `work` done, soon; from any thread."""
        self._sent.emit(work)

    def close(self) -> None:
        """Bring nothing any more, of what is on its way neither."""
        self._closed = True

    @Slot(object)
    def _deliver(self, work: Callable[[], None]) -> None:
        if not self._closed:
            work()
