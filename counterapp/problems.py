"""Sentences for what the counter app itself has to say, beside the server's refusals."""

from PySide6.QtCore import QCoreApplication

from counterapp.catalogue import spaced
from counterapp.notices import Facts, Notice
from ui.messages import problem_text


def command_text(name: str) -> str:
    """Return what a command is called on its button."""
    translate = QCoreApplication.translate
    texts = {
        "open": translate("Command", "Open counter"),
        "pause": translate("Command", "Break"),
        "close": translate("Command", "Close counter"),
        "call_next": translate("Command", "Next"),
        "call_this": translate("Command", "Call this one"),
        "recall": translate("Command", "Recall"),
        "undo": translate("Command", "Undo call"),
        "start": translate("Command", "Start"),
        "absent": translate("Command", "Absent"),
        "park": translate("Command", "Put on hold"),
        "resume": translate("Command", "Resume"),
        "transfer": translate("Command", "Transfer"),
        "finish": translate("Command", "Finish"),
        "come_back": translate("Command", "Came back"),
        "reopen": translate("Command", "Reopen"),
        "check_in": translate("Command", "Check in"),
        "walk_in": translate("Command", "Walk-in ticket"),
        "slip": translate("Command", "Given by hand"),
        "answer_help": translate("Command", "I am going"),
    }
    return texts.get(name, name)


def sentence(code: str, facts: Facts) -> str:
    """Return the sentence for a refusal, or for a server that is away."""
    translate = QCoreApplication.translate
    match code:
        case "server_away":
            return translate(
                "Away",
                "The server does not answer. This screen comes back by itself; nothing is lost.",
            )
        case "server_away_unsent":
            text = translate(
                "Away",
                "The server does not answer. “{command}” is kept and will be sent when it is back.",
            )
            return text.replace("{command}", command_text(str(facts.get("command", ""))))
        case _:
            return _scan_sentence(code) or problem_text(code, facts)


def _scan_sentence(code: str) -> str:
    """Return why nothing came of a scan, "" for every other code."""
    translate = QCoreApplication.translate
    texts = {
        "scan_unknown": translate("Scan", "This code is not one of ours. Nothing was done."),
        "scan_unreadable": translate(
            "Scan", "The reader could not read this. Try again, or type the reference or the name."
        ),
        "document_incomplete": translate(
            "Scan", "Only a part of the document was read. Try again, or type the name."
        ),
        "document_damaged": translate(
            "Scan", "A line of the document was not read right. Try again, or type the name."
        ),
        "document_nameless": translate(
            "Scan", "The document holds no name to search for. Type the name."
        ),
    }
    return texts.get(code, "")


def notice_text(notice: Notice) -> str:
    """Return the line of the status strip for a notice."""
    facts = {key: "" if value is None else str(value) for key, value in notice.facts.items()}
    if facts.get("number"):
        facts["number"] = spaced(facts["number"])
    if notice.code == "refused":
        return sentence(str(notice.facts.get("code", "")), notice.facts)
    if notice.code == "dropped":
        facts["command"] = command_text(facts.get("command", ""))
    text = _notice_pattern(notice)
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _notice_pattern(notice: Notice) -> str:
    translate = QCoreApplication.translate
    if "service" in notice.facts and notice.code in {"finish", "transfer"}:
        return translate("Notice", "{number} goes on to {service}")
    texts = {
        "counter_open": translate("Notice", "Counter {counter} is open"),
        "counter_paused": translate("Notice", "Counter {counter} is on break"),
        "counter_closed": translate("Notice", "Counter {counter} is closed"),
        "called": translate("Notice", "{number} called to counter {counter}"),
        "recall": translate("Notice", "{number} called again, {calls} times in all"),
        "undo": translate("Notice", "The call of {number} is taken back"),
        "start": translate("Notice", "{number} is being served"),
        "absent": translate("Notice", "{number} is absent"),
        "park": translate("Notice", "{number} is on hold"),
        "resume": translate("Notice", "{number} is taken up again"),
        "transfer": translate("Notice", "{number} is transferred"),
        "finish": translate("Notice", "{number} is finished"),
        "come_back": translate("Notice", "{number} is back and waits"),
        "reopen": translate("Notice", "{number} waits again"),
        "dropped": translate(
            "Notice", "“{command}” was not sent: the server was away too long. Try again."
        ),
        "signed_in": translate("Notice", "{username} signed in"),
        "pin_set": translate("Notice", "The PIN of this workstation is set"),
        "password_changed": translate(
            "Notice", "The password is changed; a PIN set before opens nothing any more"
        ),
        "booking_signed_in": translate(
            "Notice", "The site is signed in at the booking server as {account}"
        ),
        "sign_out_unheard": translate(
            "Notice", "Signed out here; the server did not hear it and ends the session by itself"
        ),
        "server_lost": translate("Notice", "The server does not answer"),
        "server_back": translate("Notice", "The server answers again"),
        "checked_in": translate("Notice", "{number}: arrival recorded"),
        "ticket_issued": translate("Notice", "{number}: ticket issued"),
        "given": translate("Notice", "{number} given by hand"),
        "help_asked": translate("Notice", "{station}: someone asks for help"),
        "help_answered": translate("Notice", "{station}: help is on the way"),
        "paper_out": translate("Notice", "{station}: no paper left"),
        "paper_low": translate("Notice", "{station}: paper is low"),
        "paper_back": translate("Notice", "{station}: paper is back"),
        "printer_error": translate("Notice", "{station}: the printer does not answer"),
        "printer_ok": translate("Notice", "{station}: the printer works again"),
        "scanner_error": translate("Notice", "{station}: the code reader does not answer"),
        "reader_lost": translate("Notice", "The code reader of this workplace does not answer"),
        "reader_back": translate("Notice", "The code reader answers again"),
        "sound_missing": translate("Notice", "{station}: calls are not heard, only shown"),
        "sound_back": translate("Notice", "{station}: calls are heard again"),
        "tickets_rejected": translate(
            "Notice", "{station}: visitors hold tickets that the server refused"
        ),
        "appointments_old": translate(
            "Notice",
            "Appointments as of {time}: what was booked or cancelled since is not known here",
        ),
        "appointments_held": translate(
            "Notice",
            "Many of today's appointments are suddenly missing at the booking server: "
            "they stay here until that is sure",
        ),
        "appointments_never_read": translate(
            "Notice", "Today's appointments were never read from the booking server"
        ),
        "appointments_file_missing": translate(
            "Notice", "No file with today's appointments was brought yet"
        ),
        "booking_page_unknown": translate(
            "Notice", "The page of this appointment is not known here yet"
        ),
        "appointments_fresh": translate("Notice", "Appointments are up to date again"),
        "station_silent": translate("Notice", "{station} is not heard"),
        "station_back": translate("Notice", "{station} is heard again"),
    }
    return texts.get(notice.code, notice.code)
