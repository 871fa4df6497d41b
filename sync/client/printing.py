"""Papers that staff print: attestations, the day's list, cards with numbers."""

from collections.abc import Sequence
from datetime import date

from sync.client.commands import Commands
from sync.contract.paper import CardBlocksOut, CardsIn, PaperLanguage

_PDF = "application/pdf"


class PrintingCommands(Commands):
    """Readings and commands of reception; each raises `ApiError`, and files are PDF."""

    def attestation(
        self,
        visit_id: str,
        language: PaperLanguage = "fr",
        *,
        person: int | None = None,
        by_hand: bool = False,
    ) -> bytes:
        """Read that a person was here today.

        Refused with `names_not_yours`, `visit_not_today`, `wrong_state`, `person_unknown`, and with
        `name_not_printable`: ask again with `by_hand`.

        Args:
            visit_id: Whose visit.
            language: Of the attestation.
            person: Which of its persons, from 1; the first without.
            by_hand: Leave a line for the name.
        """
        query = {"language": language, "person": person, "by_hand": str(by_hand).lower()}
        return self.get_file(f"/visits/{visit_id}/attestation.pdf", _PDF, query)

    def day_list(self, day: date | None = None, language: PaperLanguage = "fr") -> bytes:
        """Read who is expected on a day, with names, which is journaled."""
        query = {"day": None if day is None else day.isoformat(), "language": language}
        return self.get_file("/day-list.pdf", _PDF, query)

    def give_cards(self, wanted: CardsIn, key: str | None = None) -> CardBlocksOut:
        """Give paper numbers that nobody else is given; refused with `day_not_ahead`."""
        return self.post("/number-leases/on-paper", wanted, CardBlocksOut, key)

    def cards_of(self, day: date | None = None) -> CardBlocksOut:
        """Read the blocks on paper of a day, today's without one, to enter their numbers."""
        query = {"day": None if day is None else day.isoformat()}
        return self.get("/number-leases/on-paper", CardBlocksOut, query)

    def printed_cards(self, lease_ids: Sequence[str]) -> bytes:
        """Read the cards of blocks; refused with `lease_unknown`."""
        return self.get_file("/number-leases/on-paper.pdf", _PDF, {"lease_id": lease_ids})
