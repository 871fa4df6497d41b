"""Appointments from a file: first what it would do, then doing it."""

import hashlib
import json
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from fastapi import Depends, Header, Query, Request, Response
from pydantic import BaseModel, Field, StringConstraints, TypeAdapter, ValidationError

from core.errors import Unprocessable
from core.site import Site
from core.usecases import importing
from server.auth.gate import Here
from server.doing import Once, Wired, command_key
from server.file_taking import take_file
from server.imports import FileImport, applied_out, compared, preview_out
from server.nouns import Noun
from server.uploads import FormMalformed, Upload, read_upload
from sync.booking.files.moments import find_zone
from sync.booking.files.reading import ReadingRule, read_file
from sync.contract.appointments import ImportOut
from sync.contract.file_presets import FilePreset
from sync.contract.wire import Text

router = Noun("/appointments")

_FIELDS: Final = frozenset({"mapping", "zone", "wall_clock", "reference_column", "preset"})
_Label = Annotated[Text, StringConstraints(max_length=500)]
_MAPPING: Final = TypeAdapter(
    Annotated[dict[_Label, Annotated[Text, Field(max_length=64)]], Field(max_length=500)]
)
_SWITCH: Final = {"true": True, "false": False}
_FORM: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "additionalProperties": False,
                    "properties": {
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "description": "CSV, ICS or XLS, at most 10 MiB.",
                        },
                        "mapping": {
                            "type": "string",
                            "description": "JSON object: service ids or codes by label.",
                        },
                        "zone": {
                            "type": "string",
                            "description": "IANA zone of times without one; the site's if absent.",
                        },
                        "wall_clock": {
                            "type": "string",
                            "enum": ["true", "false"],
                            "description": "Times are the wall clock's, whatever zone they name.",
                        },
                        "reference_column": {
                            "type": "string",
                            "description": "Heading of the column with what people type.",
                        },
                        "preset": {
                            "type": "string",
                            "description": "Name of a preset of the settings, which gives what "
                            "the other fields leave out.",
                        },
                    },
                }
            }
        },
    }
}


class _Asked(BaseModel):
    """What makes two imports the same one."""

    file: str
    fields: dict[str, str]
    replace_day: bool


@router.post("/import", openapi_extra=_FORM)
def import_appointments(
    request: Request,
    response: Response,
    wiring: Wired,
    caller: Here,
    upload: Annotated[Upload, Depends(read_upload)],
    preview: Annotated[bool, Query()] = False,
    replace_day: Annotated[bool, Query()] = False,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> ImportOut:
    """Take over a file of appointments; with `preview` only say what it would do.

    It is taken part by part, and others are served in between. Whoever gets no answer sends the
    same request again, under the same key: it goes on where it ended.
    """
    if preview:
        found = _read(upload, wiring)
        with wiring.store.read() as reader:
            plan = importing.plan(
                reader.known_bookings,
                reader.site(),
                reader.today,
                found.command(replace_day=replace_day),
            )
        return preview_out(found, plan)
    # Before the file is read: whoever forgets the key should hear of that first.
    once = Once(request, response, wiring, command_key(idempotency_key))
    found = _read(upload, wiring)
    command = found.command(replace_day=replace_day)
    asked = _Asked(
        file=hashlib.sha256(upload.data).hexdigest(),
        fields=upload.fields,
        replace_day=command.replace_day,
    )
    receipt = take_file(once, caller.actor, asked, command)
    wiring.booking.file_taken()
    return applied_out(found, receipt)


def _read(upload: Upload, wiring: Wired) -> FileImport:
    fields = upload.fields
    if not fields.keys() <= _FIELDS:
        raise FormMalformed
    # Nothing of the store is held open while a long file is read.
    with wiring.store.read() as reader:
        site = reader.site()
    preset = _preset(fields.get("preset", ""), site)
    rule = ReadingRule(
        zone=_zone(fields.get("zone", "") or preset.zone, site),
        wall_clock=_switch(fields.get("wall_clock", ""), preset.wall_clock),
        reference_column=fields.get("reference_column") or preset.reference_column or None,
    )
    content = read_file(upload.data, rule)
    mapping = {**preset.mapping, **_mapping(fields.get("mapping", ""))}
    return compared(content, site, mapping, wiring.secrets.fingerprint)


def _preset(name: str, site: Site) -> FilePreset:
    if not name:
        return FilePreset()
    if name not in site.file_presets:
        raise Unprocessable("field_refused", field="preset")
    return FilePreset.model_validate(site.file_presets[name])


def _zone(name: str, site: Site) -> ZoneInfo:
    zone = find_zone(name) if name else site.tz
    if zone is None:
        raise Unprocessable("zone_unknown")
    return zone


def _switch(text: str, absent: bool) -> bool:
    if not text:
        return absent
    if text not in _SWITCH:
        raise Unprocessable("field_refused", field="wall_clock")
    return _SWITCH[text]


def _mapping(text: str) -> dict[str, str]:
    if not text:
        return {}
    try:
        return _MAPPING.validate_python(json.loads(text))
    except (ValueError, RecursionError, ValidationError) as error:
        raise Unprocessable("field_refused", field="mapping") from error
