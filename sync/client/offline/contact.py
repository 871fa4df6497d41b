"""Whether the server answers this kiosk, as its threads last found."""

import threading
from collections.abc import Callable


class Contact:
    """Two flags that threads share; `on_change` is called after each change, on their threads."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._lock = threading.Lock()
        self._online = False
        self._unauthorised = False

    @property
    def online(self) -> bool:
        """The last call was answered."""
        return self._online

    @property
    def unauthorised(self) -> bool:
        """The server does not know this station's token."""
        return self._unauthorised

    def answered(self) -> None:
        """The server answered, be it a refusal."""
        self._set(online=True, unauthorised=False)

    def away(self) -> None:
        """The server did not answer."""
        self._set(online=False, unauthorised=self._unauthorised)

    def turned_away(self) -> None:
        """The server answered that it does not know the token."""
        self._set(online=True, unauthorised=True)

    def _set(self, *, online: bool, unauthorised: bool) -> None:
        with self._lock:
            if (online, unauthorised) == (self._online, self._unauthorised):
                return
            self._online, self._unauthorised = online, unauthorised
        self._on_change()
