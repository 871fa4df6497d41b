"""The paper that a visitor takes away, as words; how it is drawn stands in `layout` and `raster`.

A slip has no field for a person: no name, no date of birth, no appointment reference.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in the slip's language and, if the slip has one, in its second language."""

    first: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything that one slip says, already put into words by the program that prints it.

    Attributes:
        number: The ticket as it is called, e.g. "K042".
        language: Language of every `Words.first`; one of `fr en es ar pt de zh ru`.
        second_language: Language of every `Words.second`; None where the visitor reads the first.
        site_name: Who prints it, in the site's own language; "" prints nothing.
        issued_at: Day and hour of arrival, in the site's time.
        caption: What stands over the number: "Your number".
        lines: Facts under the number: waiting room, wait, late arrival.
        instruction: The one thing to do next.
        documents_title: What stands over the documents.
        documents: Papers to have ready; empty for sensitive services.
        notice: What becomes of the number, and one's rights.
        qr_payload: Text of the code beside the notice; None for no code.
        duplicate: What says that this is a second copy; None on the first.
    """

    number: str
    language: str
    site_name: str
    issued_at: Words
    second_language: str | None = None
    caption: Words | None = None
    lines: tuple[Words, ...] = ()
    instruction: Words | None = None
    documents_title: Words | None = None
    documents: tuple[Words, ...] = ()
    notice: Words | None = None
    qr_payload: str | None = None
    duplicate: Words | None = None

    def __post_init__(self) -> None:
        if not self.number:
            raise ValueError("a slip without a number")

    def without(self, letter: str) -> "Slip":
        """Return the slip less what a site worded with a letter: its name, facts, documents.

        Each is left out whole, in the language that has the letter, or in both if it is the first;
        of documents all, since half a list misleads. The rest is the program's own, and stays.
        """
        documents = [_without(letter, words) for words in self.documents]
        lines = [_without(letter, words) for words in self.lines]
        return replace(
            self,
            site_name="" if letter in self.site_name else self.site_name,
            lines=tuple(words for words in lines if words is not None),
            documents=tuple(each for each in documents if each) if all(documents) else (),
        )

    def words(self) -> Iterator[Words]:
        """Yield every sentence of the slip, from top to bottom."""
        for words in (
            self.duplicate,
            self.caption,
            self.issued_at,
            *self.lines,
            self.instruction,
            self.documents_title if self.documents else None,
            *self.documents,
            self.notice,
        ):
            if words is not None:
                yield words


def _without(letter: str, words: Words) -> Words | None:
    if letter in words.first:
        return None
    return replace(words, second="") if letter in words.second else words
