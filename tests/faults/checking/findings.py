"""What a checker says: which promise was broken, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must not be.

    Attributes:
        rule: A stable name of the promise.
        text: What was found, with seqs and keys.
    """

    rule: str
    text: str

    def __str__(self) -> str:
        """Tell it in one line."""
        return f"{self.rule}: {self.text}"
