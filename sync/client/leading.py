"""What leads and administrators ask for: settings, files of appointments."""

import json
from collections.abc import Mapping

from sync.client.commands import Commands, Form
from sync.contract.appointments import ImportOut
from sync.contract.settings import SettingsDocument, SettingsOut


class LeadingCommands(Commands):
    """What is done for a whole site; each raises `ApiError`."""

    def settings(self) -> SettingsOut:
        """Read the settings and their version."""
        return self.get("/settings", SettingsOut)

    def change_settings(self, document: SettingsDocument, version: int) -> SettingsOut:
        """Put settings in force, whole; refused with `settings_changed_since`.

        Args:
            document: All of them.
            version: Of the settings that the caller has read.
        """
        condition = {"If-Match": f'"{version}"'}
        return self.replace("/settings", document, SettingsOut, condition)

    def import_appointments(
        self,
        file: bytes,
        *,
        preview: bool = False,
        replace_day: bool = False,
        mapping: Mapping[str, str] | None = None,
        fields: Mapping[str, str] | None = None,
        key: str | None = None,
    ) -> ImportOut:
        """Take over a file of appointments.

        Args:
            file: CSV, ICS or XLS, at most 10 MiB.
            preview: Only say what it would do.
            replace_day: Appointments of the file's days that it lacks are withdrawn.
            mapping: Services, by id or code, for labels of the file.
            fields: Further fields of the form: `zone`, `wall_clock`, `reference_column`.
            key: As for every command.
        """
        more = {} if mapping is None else {"mapping": json.dumps(dict(mapping))}
        query = {"preview": _flag(preview), "replace_day": _flag(replace_day)}
        form = Form(file, {**(fields or {}), **more})
        return self.send_file("/appointments/import", form, ImportOut, query, key)


def _flag(value: bool) -> str | None:
    return "true" if value else None
