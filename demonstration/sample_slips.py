"""The slip of one visitor in each language, as it comes out of the virtual printer.

`python -m demonstration.sample_slips docs/images/slips` writes the pictures of the documentation,
drawn from the very bytes that a printer gets.
"""

import argparse
import json
import shutil
import sys
import tempfile
import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from PySide6.QtGui import QGuiApplication

from core.runtime.paths import resource
from demonstration.thermal_printer.device import Device
from demonstration.thermal_printer.mechanism import Mechanism
from kiosk.outcomes import Given, Wait
from kiosk.site_view import SiteView
from kiosk.ticket.phrases import Phrases
from kiosk.ticket.slip_words import SlipWriter
from printers.encoder import Job
from printers.model import PrinterModel, model_named
from printers.open import compose
from printers.slip import Slip
from sync.contract.site import SiteOut

LANGUAGES: Final = ("fr", "en", "es", "ar", "pt", "de", "zh", "ru")
HOME: Final = "fr"
_MOMENT: Final = datetime(2026, 11, 24, 8, 52, tzinfo=UTC)
_PRINTED_S: Final = 20.0

PICTURE_80: Final = model_named("")
PICTURE_58: Final = model_named("", 58)
TEXT_80: Final = model_named("TM-T20II")

SAMPLES: Final[dict[str, tuple[str, PrinterModel]]] = {
    **{f"80-{language}": (language, PICTURE_80) for language in LANGUAGES},
    "58-fr": ("fr", PICTURE_58),
    "58-ar": ("ar", PICTURE_58),
    "text-80-fr": ("fr", TEXT_80),
    "text-80-ru": ("ru", TEXT_80),
}
"""File name → the visitor's language, and the printer."""


def sample_slip(language: str) -> Slip:
    """Return the slip of somebody who came for a life certificate."""
    given = Given(
        key="sample",
        number="K042",
        kind="walk_in",
        issued_at=_MOMENT,
        service_id=_service()["id"],
        wait=Wait(p50_s=600, p90_s=1140, ahead=3),
    )
    return SlipWriter(Phrases(), HOME).write(
        given, SiteView(_site()), language=language, duplicate=False
    )


def printed(job: Job, model: PrinterModel, folder: Path) -> Path:
    """Print one job and return its picture.

    Raises:
        TimeoutError: The virtual printer did not print it.
    """
    device = Device(len(job.data) + 1)
    done = threading.Event()

    def told(line: str) -> None:
        if line.startswith("slip"):
            done.set()

    mechanism = Mechanism(device, folder, width=model.width_dots, speed_mm_s=0, told=told)
    thread = threading.Thread(target=mechanism.run)
    thread.start()
    try:
        device.receive(job.data)
        if not done.wait(_PRINTED_S):
            raise TimeoutError("no slip came out")
    finally:
        device.close()
        thread.join()
    return max(folder.glob("*.png"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Write every picture; 0."""
    parser = argparse.ArgumentParser(prog="demonstration.sample_slips", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    out: Path = parser.parse_args(arguments).out
    out.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication.instance() or QGuiApplication(["slips"])
    for name, (language, model) in SAMPLES.items():
        with tempfile.TemporaryDirectory() as folder:
            job = compose(sample_slip(language), model)
            shutil.copyfile(printed(job, model, Path(folder)), out / f"{name}.png")
    del application
    return 0


def _service() -> dict[str, Any]:
    """Return the life certificate of the shipped catalogue, as a site tells it."""
    catalogue = json.loads(resource("services", "default_catalogue.json").read_text("utf-8"))
    (shipped,) = (one for one in catalogue["services"] if one["code"] == "life_cert")
    return {
        "id": "0192f0c4-0000-7000-8000-000000000001",
        "code": shipped["code"],
        "number": shipped["number"],
        "labels": shipped["labels"],
        "letter": "K",
        "icon": shipped["icon"],
        "typical_min": shipped["typical_min"],
        "walk_in": True,
        "walk_in_open": True,
        "sensitive": False,
        "check_in_opens_min": 30,
        "grace_min": 15,
        "late_policy": "wait",
        "documents": shipped["documents"],
    }


def _site() -> SiteOut:
    return SiteOut.model_validate(
        {
            "id": "0192f0c4-0000-7000-8000-00000000abcd",
            "name": "Consulat général de France à Lisbonne",
            "zone": "Europe/Lisbon",
            "languages": LANGUAGES,
            "business_day": date(2026, 11, 24).isoformat(),
            "now": _MOMENT,
            "opening": {"open": True},
            "services": (_service(),),
            "counters": (),
            "messages": (),
            "reference": {"min_length": 1, "max_length": 12, "letters": False, "ask_time": True},
            "waiting_room": "B",
            "privacy_url": "https://pt.ambafrance.org/accueil",
        }
    )


if __name__ == "__main__":
    sys.exit(main())
