"""What the tests of the kiosk start from."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from kiosk.assembly import Kiosk
from tests.fakes.kiosk_outside import FakeWorld, a_site
from ui.application import start_application

MakeKiosk = Callable[..., Kiosk]


@pytest.fixture
def world() -> FakeWorld:
    """A world with the invented consulate, known from an earlier run."""
    return FakeWorld(a_site())


@pytest.fixture
def make_kiosk(qapp: QApplication) -> Iterator[MakeKiosk]:
    """Makes kiosks in a window of half size, and closes them."""
    made: list[Kiosk] = []

    def make(
        world: FakeWorld, *, language: str = "en", size: tuple[int, int] = (540, 960)
    ) -> Kiosk:
        app = start_application("kiosk", language=language)
        kiosk = Kiosk(app, world.outside(), language=language)
        kiosk.window.resize(*size)
        kiosk.window.show()
        kiosk.start()
        made.append(kiosk)
        return kiosk

    yield make
    for kiosk in made:
        kiosk.window.leave()
        kiosk.window.deleteLater()
    # Windows that linger would be styled again at each change of looks, and slow all tests.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    start_application("kiosk", language="en")


@pytest.fixture
def kiosk(make_kiosk: MakeKiosk, world: FakeWorld) -> Kiosk:
    """An English kiosk at its first page."""
    return make_kiosk(world)
