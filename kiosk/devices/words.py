"""Sentences about printers and readers, for whoever sets them up or has somebody on the phone."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from printers.finding import Kind
from printers.model import model_named
from printers.paper_meter import Roll
from printers.setup import PrinterSetup, SlipMode
from printers.status import PrinterStatus
from printers.transport import LinkLost, LinkStuck, LossReason
from printers.trial import BUSY_LOSSES, Trial

_CONTEXT: Final = "Devices"

_KINDS: Final[dict[Kind, object]] = {
    "usb": QT_TRANSLATE_NOOP("Devices", "USB printer"),
    "serial": QT_TRANSLATE_NOOP("Devices", "serial port"),
    "cups": QT_TRANSLATE_NOOP("Devices", "queue of this computer"),
    "windows": QT_TRANSLATE_NOOP("Devices", "queue of this computer"),
}

_LOSSES: Final[dict[LossReason, object]] = {
    "unreachable": QT_TRANSLATE_NOOP(
        "Devices", "Nobody answers there. Is it switched on, and is the address right?"
    ),
    "absent": QT_TRANSLATE_NOOP("Devices", "It is not there. Is it plugged in?"),
    "several": QT_TRANSLATE_NOOP(
        "Devices", "Several devices are alike. Choose one with its serial number."
    ),
    "forbidden": QT_TRANSLATE_NOOP(
        "Devices",
        "This user may not use it. On Linux the user must be in the groups lp and dialout.",
    ),
    "busy": QT_TRANSLATE_NOOP("Devices", "Another program is using it."),
    "stopped": QT_TRANSLATE_NOOP(
        "Devices", "Its queue is stopped or takes no jobs. Start it in the computer's settings."
    ),
    "driver": QT_TRANSLATE_NOOP(
        "Devices",
        "This computer lacks what this way needs, or it does not run:"
        " libusb, CUPS, WinUSB or Windows.",
    ),
    "none": QT_TRANSLATE_NOOP("Devices", "No printer is set up."),
    "broken": QT_TRANSLATE_NOOP("Devices", "The connection broke."),
}

_CAUSES: Final = {
    "paper_out": QT_TRANSLATE_NOOP("Devices", "No paper: put in a new roll."),
    "cover_open": QT_TRANSLATE_NOOP("Devices", "The cover is open: close it."),
    "cutter": QT_TRANSLATE_NOOP("Devices", "The cutter is stuck: switch off, and clear it."),
    "overheated": QT_TRANSLATE_NOOP("Devices", "Too hot: it goes on by itself when it has cooled."),
    "unrecoverable": QT_TRANSLATE_NOOP(
        "Devices", "The printer reports a fault: switch it off and on."
    ),
    "offline": QT_TRANSLATE_NOOP("Devices", "The printer says that it is offline."),
    "silent": QT_TRANSLATE_NOOP(
        "Devices", "It takes what is sent and answers nothing; what it prints cannot be known."
    ),
    "garbled": QT_TRANSLATE_NOOP(
        "Devices", "What it answers makes no sense. On a serial line, check the speed."
    ),
    "stuck": QT_TRANSLATE_NOOP("Devices", "It stopped taking what was sent."),
    "connection_lost": QT_TRANSLATE_NOOP("Devices", "The connection broke."),
    "no_fence": QT_TRANSLATE_NOOP("Devices", "It did not say that the slip went through."),
    "interrupted": QT_TRANSLATE_NOOP("Devices", "Printing was interrupted."),
}

_PAPER: Final = {
    "ok": QT_TRANSLATE_NOOP("Devices", "Paper: there"),
    "low": QT_TRANSLATE_NOOP("Devices", "Paper: running low"),
    "out": QT_TRANSLATE_NOOP("Devices", "Paper: none left"),
    "unknown": QT_TRANSLATE_NOOP("Devices", "Paper: unknown"),
}
_COVER: Final = {
    "closed": QT_TRANSLATE_NOOP("Devices", "Cover: closed"),
    "open": QT_TRANSLATE_NOOP("Devices", "Cover: open"),
    "unknown": QT_TRANSLATE_NOOP("Devices", "Cover: unknown"),
}
_ONLINE: Final = {
    True: QT_TRANSLATE_NOOP("Devices", "Online: yes"),
    False: QT_TRANSLATE_NOOP("Devices", "Online: no"),
    None: QT_TRANSLATE_NOOP("Devices", "Online: unknown"),
}
_CUTTER: Final = {
    "ok": QT_TRANSLATE_NOOP("Devices", "Cutter: no fault"),
    "stuck": QT_TRANSLATE_NOOP("Devices", "Cutter: stuck"),
    "unknown": QT_TRANSLATE_NOOP("Devices", "Cutter: unknown"),
}
_ENDS: Final = {
    "printed": QT_TRANSLATE_NOOP("Devices", "The test slip was printed: the printer says so."),
    "sent": QT_TRANSLATE_NOOP(
        "Devices", "The test slip was sent. Whether it was printed, only you can see."
    ),
    "doubtful": QT_TRANSLATE_NOOP("Devices", "It is not known whether the test slip was printed."),
}
_NOTHING = QT_TRANSLATE_NOOP("Devices", "Nothing was printed.")
_BUSY = QT_TRANSLATE_NOOP(
    "Devices",
    "Nothing was printed: the printer answered just before, and does not now."
    " Is another computer using it?",
)


def say(text: object, **facts: str) -> str:
    """Return one of this program's texts in the language of the screen, its facts filled in."""
    return QCoreApplication.translate(_CONTEXT, str(text)).format(**facts)


def kind_words(kind: Kind) -> str:
    """Return where something was found."""
    return say(_KINDS[kind])


def loss_words(reason: LossReason) -> str:
    """Return why a printer cannot be reached, and what to do."""
    return say(_LOSSES[reason])


def cause_words(cause: str) -> str:
    """Return why a printer prints nothing, and what to do; the code itself if it is a new one."""
    return say(_CAUSES[cause]) if cause in _CAUSES else cause


def status_words(status: PrinterStatus) -> tuple[str, ...]:
    """Return every part of a status, what is unknown too."""
    texts = (
        _PAPER[status.paper],
        _COVER[status.cover],
        _ONLINE[status.online],
        _CUTTER[status.cutter],
    )
    return tuple(say(text) for text in texts)


def status_sentence(status: PrinterStatus) -> str:
    """Return how a printer is, in one line: what hinders it first, then every part of it."""
    parts = ". ".join(status_words(status)) + "."
    if status == PrinterStatus(cause=status.cause) and status.cause:
        return cause_words(status.cause)
    return f"{cause_words(status.cause)} {parts}" if status.cause else parts


def trial_words(trial: Trial) -> str:
    """Return what became of a test slip."""
    if trial.outcome is None:
        return f"{say(_NOTHING)} {cause_words(trial.before.cause)}"
    text = say(_ENDS[trial.outcome.state])
    cause = trial.outcome.cause
    return f"{text} {cause_words(cause)}" if cause else text


def lost_trial_words(error: LinkLost | LinkStuck) -> str:
    """Return why a printer that had answered took no test slip, and that none was printed."""
    if isinstance(error, LinkLost) and error.reason in BUSY_LOSSES:
        return say(_BUSY)
    why = loss_words(error.reason) if isinstance(error, LinkLost) else cause_words("stuck")
    return f"{say(_NOTHING)} {why}"


def setup_words(setup: PrinterSetup) -> tuple[str, ...]:
    """Return what was chosen for a printer, part by part."""
    return (
        setup.way,
        say(QT_TRANSLATE_NOOP("Devices", "model {name}"), name=setup.model)
        if setup.model
        else say(QT_TRANSLATE_NOOP("Devices", "model not known")),
        # Of a printer whose model nobody named no letter is believed.
        mode_words(setup.mode if setup.model else SlipMode.PICTURE),
        say(
            QT_TRANSLATE_NOOP("Devices", "paper {mm} mm"),
            mm=str(model_named(setup.model, setup.paper_mm).paper_mm),
        ),
        say(QT_TRANSLATE_NOOP("Devices", "roll of {m} m"), m=f"{setup.roll_m:g}"),
    )


def roll_words(roll: Roll) -> str:
    """Return what was counted on a roll."""
    text = QT_TRANSLATE_NOOP("Devices", "Roll: about {m} m left, {n} slips since it was changed.")
    return say(text, m=f"{roll.left_mm / 1000:.0f}", n=str(roll.slips))


def mode_words(mode: SlipMode) -> str:
    """Return how slips are sent."""
    if mode is SlipMode.PICTURE:
        return say(QT_TRANSLATE_NOOP("Devices", "always as a picture"))
    return say(QT_TRANSLATE_NOOP("Devices", "as text where possible"))
