"""The site's settings, whole and versioned."""

import re
from typing import Annotated

from fastapi import APIRouter, Header, Response

from core.errors import Refusal, Unprocessable
from core.model import SettingsLayer
from core.usecases import settings as site_settings
from core.usecases.settings import ChangeSettings
from server.doing import Wired
from server.gate import Here
from sync.contract.settings import SettingsDocument, SettingsOut

router = APIRouter(prefix="/settings")


class PreconditionMissing(Refusal):
    """Settings are only changed by who has read the present ones."""

    status = 428

    def __init__(self) -> None:
        super().__init__("if_match_missing")


@router.get("")
def settings(wiring: Wired, response: Response) -> SettingsOut:
    """Return the settings; their version is the `ETag`."""
    return _present(wiring, response)


@router.put("")
def change(
    body: SettingsDocument,
    wiring: Wired,
    caller: Here,
    response: Response,
    if_match: Annotated[str | None, Header()] = None,
) -> SettingsOut:
    """Put new settings in force, whole; 409 `settings_changed_since` if somebody was faster."""
    if if_match is None:
        raise PreconditionMissing
    found = re.fullmatch(r'"?([0-9]{1,9})"?', if_match.strip())
    if found is None:
        raise Unprocessable("if_match_invalid")
    command = ChangeSettings(body.model_dump(mode="json"), int(found[1]))
    wiring.store.write(lambda uow: site_settings.change(uow, caller.actor, command))
    return _present(wiring, response)


def _present(wiring: Wired, response: Response) -> SettingsOut:
    with wiring.store.read() as reader:
        version, document, changed_at = reader.settings()
        layer = reader.settings_layer()
    response.headers["ETag"] = f'"{version}"'
    return SettingsOut(
        version=version,
        changed_at=changed_at,
        layer=layer or SettingsLayer.DEFAULT,
        settings=SettingsDocument.model_validate(document),
    )
