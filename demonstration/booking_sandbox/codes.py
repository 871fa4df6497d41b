"""Signed appointment codes, as a booking server would print them on its confirmations."""

from base64 import b64decode
from binascii import Error as Base64Error
from datetime import UTC
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from demonstration.booking_sandbox.scenario import ScenarioError
from demonstration.booking_sandbox.shapes import Json, begins_at
from demonstration.booking_sandbox.state import State
from sync.contract.appointment_code import (
    PARTICIPATION,
    RDV,
    AppointmentCode,
    code_id,
    sign,
    signing_key,
    site_hash,
)


class CodeKey(BaseModel):
    """The file `--code-key`: what signs, and for which site.

    Attributes:
        seed: 32 bytes of Ed25519, in base64 or as 64 hexadecimal digits.
        services: Number of the service at the site, by the id of a motif (`"31"`) or by the code
            that the scenario gives it (`"passport"`); the id wins.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key_id: Annotated[int, Field(ge=0, le=255)]
    seed: Annotated[bytes, Field(repr=False)]
    site_id: str
    services: dict[str, Annotated[int, Field(ge=1, le=65535)]]

    @field_validator("seed", mode="before")
    @classmethod
    def _seed(cls, value: object) -> bytes:
        text = value if isinstance(value, str) else ""
        try:
            raw = bytes.fromhex(text) if len(text) == 64 else b64decode(text, validate=True)
        except (Base64Error, ValueError) as error:
            raise ValueError("a seed is base64 or hexadecimal") from error
        if len(raw) != 32:
            raise ValueError("a seed has 32 bytes")
        return raw


def load_code_key(path: Path) -> CodeKey:
    """Read the file `--code-key`.

    Raises:
        ScenarioError: Unreadable, or not as described above.
    """
    try:
        return CodeKey.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or "file"
        raise ScenarioError(f"{path}: {place}: {first['msg']}") from error
    except OSError as error:
        raise ScenarioError(f"{path}: {error.strerror}") from error


def issue_codes(state: State, key: CodeKey) -> list[Json]:
    """Return the code of each appointment whose motif has a service, by time.

    A collective RDV has one for each of its people.
    """
    scenario = state.scenario
    private = signing_key(key.seed)
    issued: list[Json] = []
    for now in state.rdvs():
        motif = scenario.motif(now.rdv.motif)
        number = key.services.get(str(motif.id)) or key.services.get(motif.service or "")
        if number is None:
            continue
        starts = begins_at(scenario, now.rdv).astimezone(UTC)
        people = [person.participation for person in now.rdv.people]
        refs = (
            [(one, code_id(PARTICIPATION, one)) for one in people]
            if motif.collectif
            else [(None, code_id(RDV, now.rdv.id))]
        )
        for participation, ref in refs:
            code = AppointmentCode(
                key_id=key.key_id,
                site_hash=site_hash(key.site_id),
                service_number=number,
                booked_at=starts,
                appointment_ref=ref,
            )
            issued.append(
                {
                    "rdv": now.rdv.id,
                    "participation": participation,
                    "participations": people,
                    "reference": str(now.rdv.id),
                    "code_id": ref,
                    "motif": motif.id,
                    "service": motif.service,
                    "starts_at": starts.isoformat().replace("+00:00", "Z"),
                    "at": f"{now.rdv.at:%H:%M}",
                    "status": now.status,
                    "code": sign(code, private),
                }
            )
    issued.sort(key=lambda one: (str(one["starts_at"]), str(one["reference"])))
    return issued
