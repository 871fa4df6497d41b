"""What is held about a person: for administrators, who answer whoever asks for it."""

from sync.client.commands import Commands
from sync.contract.persons import (
    PersonChosenIn,
    PersonErasedOut,
    PersonEraseIn,
    PersonExportOut,
    PersonFindIn,
    PersonsFoundOut,
)


class PersonsCommands(Commands):
    """Finds, gives out and erases; each raises `ApiError`."""

    def find_person(self, wanted: PersonFindIn, key: str | None = None) -> PersonsFoundOut:
        """List bookings and visits that may be a person's, by reference, number or name."""
        return self.post("/persons/find", wanted, PersonsFoundOut, key)

    def export_person(self, person: PersonChosenIn, key: str | None = None) -> PersonExportOut:
        """Read all that is held about a person."""
        return self.post("/persons/export", person, PersonExportOut, key)

    def erase_person(self, person: PersonEraseIn, key: str | None = None) -> PersonErasedOut:
        """Forget whose bookings and visits these are; refused with `still_here`."""
        return self.post("/persons/erase", person, PersonErasedOut, key)
