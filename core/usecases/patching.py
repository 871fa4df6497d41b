"""Facts of a visit that an agent may change."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import Unprocessable
from core.model import Need
from core.ports import UnitOfWork
from core.things import Actor, Receipt


@dataclass(frozen=True, slots=True)
class PatchVisit:
    """What changes; None stays. `documents` says per code whether the paper was shown."""

    visit_id: str
    note: str | None = field(default=None, repr=False)
    needs: tuple[Need, ...] | None = None
    language: str | None = None
    documents: Mapping[str, bool] | None = None


def patch_visit(uow: UnitOfWork, actor: Actor, command: PatchVisit) -> Receipt:
    """Change facts of a visit; receipt: visit_id.

    Raises:
        NotFound: `visit_unknown`.
        Unprocessable: `document_unknown`.
    """
    visit = uow.visits.get(command.visit_id)
    values: dict[str, object] = {}
    if command.needs is not None:
        values["needs"] = command.needs
    if command.language is not None:
        values["language"] = command.language
    if command.documents is not None:
        site = uow.site()
        listed = {
            document.code
            for service_id in {
                visit.service_id,
                *(s.service_id for s in uow.steps.of_visit(visit.id)),
            }
            for document in site.service(service_id).documents
        }
        for code in command.documents:
            if code not in listed:
                raise Unprocessable("document_unknown")
        shown = dict.fromkeys(visit.documents_shown, True) | dict(command.documents)
        values["documents_shown"] = tuple(sorted(code for code, yes in shown.items() if yes))
    if values:
        uow.visits.change(visit.id, **values)
    if command.note is not None:
        uow.visits.put_note(visit.id, command.note)
    return {"visit_id": visit.id}
