"""What one visitor chose at the kiosk, and nothing that outlives them."""

from dataclasses import dataclass, field, replace

from core.model import LANGUAGES


@dataclass(frozen=True, slots=True)
class Options:
    """How the screen speaks and looks for this visitor."""

    language: str
    contrast: bool = False
    large: bool = False
    lower: bool = False


@dataclass(slots=True)
class Session:
    """The present visitor's choices; `wipe` forgets them all."""

    home_language: str
    priority: bool = False
    options: Options = field(init=False)

    def __post_init__(self) -> None:
        if self.home_language not in LANGUAGES:
            raise ValueError(f"not a language of the kiosk: {self.home_language!r}")
        self.options = Options(self.home_language)

    @property
    def untouched(self) -> bool:
        """Whether nothing differs from what the next visitor should find."""
        return self.options == Options(self.home_language) and not self.priority

    def change(self, **choices: str | bool) -> Options:
        """Keep what the visitor chose and return the options that now hold."""
        self.options = replace(self.options, **choices)  # type: ignore[arg-type]
        return self.options

    def wipe(self) -> None:
        """Forget the visitor: language, looks, priority."""
        self.options = Options(self.home_language)
        self.priority = False
