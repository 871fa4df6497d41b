"""What a person chose for this kiosk's printers and reader, kept in its profile."""

from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from core.runtime.private_files import write_private
from printers.model import ModelUnknown, model_named
from printers.setup import PrinterSetup, SlipMode
from printers.ways import PrinterUnknown, transport_of

FILE_NAME: Final = "devices.json"
MOST_BYTES: Final = 16 * 1024
MOST_PRINTERS: Final = 2
LEAST_ROLL_M, MOST_ROLL_M = 1.0, 500.0
NO_PRINTER: Final = PrinterSetup()
NO_SCANNER: Final = "none"


class DevicesDamaged(Exception):
    """The file is there and cannot be used; choosing the devices again makes a new one."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PrinterChoice(_Strict):
    """One printer, as `printers.setup.PrinterSetup` says it."""

    way: Annotated[str, Field(min_length=1, max_length=200)]
    model: Annotated[str, Field(max_length=60)] = ""
    mode: Annotated[SlipMode, Field(strict=False)] = SlipMode.AUTO
    paper_mm: Literal[58, 80] = 80
    roll_m: Annotated[float, Field(ge=LEAST_ROLL_M, le=MOST_ROLL_M)] = NO_PRINTER.roll_m

    @model_validator(mode="after")
    def _usable(self) -> Self:
        try:
            transport_of(self.way)
            model_named(self.model, self.paper_mm)
        except (PrinterUnknown, ModelUnknown) as error:
            raise ValueError(str(error)) from error
        return self

    @classmethod
    def of(cls, setup: PrinterSetup) -> Self:
        """Return the choice that says the same."""
        return cls(
            way=setup.way,
            model=setup.model,
            mode=setup.mode,
            paper_mm=58 if setup.paper_mm == 58 else 80,
            roll_m=setup.roll_m,
        )

    def setup(self) -> PrinterSetup:
        """Return it as printing takes it."""
        return PrinterSetup(self.way, self.model, self.mode, self.paper_mm, self.roll_m)


class Devices(_Strict):
    """The printers of a kiosk, its own first, and its reader.

    Attributes:
        version: Of this file's form.
        printers: At most two.
        scanner: As `--scanner` takes it.
    """

    version: Literal[1] = 1
    printers: Annotated[tuple[PrinterChoice, ...], Field(max_length=MOST_PRINTERS)] = ()
    scanner: Annotated[str, Field(min_length=1, max_length=200)] = NO_SCANNER


def load_devices(profile: Path) -> Devices | None:
    """Read what was chosen; None where nothing was.

    Raises:
        DevicesDamaged: The file is there and cannot be read, or says what cannot be.
    """
    path = profile / FILE_NAME
    try:
        if path.exists() and not path.is_file():
            raise DevicesDamaged(str(path))
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DevicesDamaged(str(path)) from error
    if len(content) > MOST_BYTES:
        raise DevicesDamaged(str(path))
    try:
        return Devices.model_validate_json(content)
    except ValidationError as error:
        raise DevicesDamaged(str(path)) from error


def save_devices(profile: Path, devices: Devices) -> None:
    """Keep what was chosen, readable by this user alone, whole or not at all.

    Raises:
        OSError: The profile cannot be written.
    """
    profile.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(profile / FILE_NAME, devices.model_dump_json(indent=1) + "\n")
