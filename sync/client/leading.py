"""What leads and administrators ask for: settings, files of appointments."""

import json
from collections.abc import Mapping

from core.model import SettingsLayer
from sync.client.commands import Commands, Form
from sync.contract.appointments import GateListOut, ImportOut
from sync.contract.booking_matches import BookingMatchesIn, BookingMatchesOut
from sync.contract.booking_report import BookingOut
from sync.contract.settings_calls import (
    CatalogueDocument,
    CatalogueOut,
    OwnDocument,
    RestoreIn,
    SettingsFile,
    SettingsImportOut,
    SettingsOut,
    SettingsVersionsOut,
)


class LeadingCommands(Commands):
    """What is done for a whole site; each raises `ApiError`."""

    def settings(self) -> SettingsOut:
        """Read the settings and their version."""
        return self.get("/settings", SettingsOut)

    def change_settings(
        self,
        document: OwnDocument,
        version: int,
        layer: SettingsLayer = SettingsLayer.SITE,
    ) -> SettingsOut:
        """Put what a layer says in force, whole; refused with `settings_changed_since`.

        Args:
            document: Part of the settings or all of them; what is as below counts as inherited.
            version: Of the settings that the caller has read.
            layer: Who says so: the site or the ministry.
        """
        text, query = json.dumps(document), {"layer": layer.value}
        return self.replace("/settings", text, SettingsOut, _if(version), query)

    def settings_versions(
        self, limit: int | None = None, after: str | None = None
    ) -> SettingsVersionsOut:
        """Read the changes of the settings, newest first."""
        query = {"limit": limit, "after": after}
        return self.get("/settings/versions", SettingsVersionsOut, query)

    def restore_settings(self, version: int, key: str | None = None) -> SettingsImportOut:
        """Put settings and catalogue back as they were when a version was the newest."""
        body = RestoreIn(version=version)
        return self.post("/settings/restore", body, SettingsImportOut, key)

    def catalogue(self) -> CatalogueOut:
        """Read services and counters as one document."""
        return self.get("/settings/catalogue", CatalogueOut)

    def change_catalogue(self, document: CatalogueDocument, version: int) -> CatalogueOut:
        """Put services and counters in force, whole; refused with `settings_changed_since`."""
        return self.replace("/settings/catalogue", json.dumps(document), CatalogueOut, _if(version))

    def export_settings(self) -> SettingsFile:
        """Read all layers and the catalogue as one file, without any secret."""
        return self.get("/settings/export", SettingsFile)

    def import_settings(
        self, file: SettingsFile, *, preview: bool = False, key: str | None = None
    ) -> SettingsImportOut:
        """Take over a file of settings; with `preview` only say what it would do."""
        query = {"preview": _flag(preview)}
        return self.post("/settings/import", file, SettingsImportOut, key, query)

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

    def booking(self) -> BookingOut:
        """Read how the booking server stands, and what of its days was not understood."""
        return self.get("/booking", BookingOut)

    def booking_matches(self) -> BookingMatchesOut:
        """Read what the booking server has, what each thing is here, and what it may be."""
        return self.get("/booking/matches", BookingMatchesOut)

    def match_booking(self, wanted: BookingMatchesIn, version: int) -> BookingMatchesOut:
        """Say what some of its things are here; refused with `settings_changed_since`."""
        body = wanted.model_dump_json(exclude_unset=True)
        return self.replace("/booking/matches", body, BookingMatchesOut, _if(version))

    def gate_list(
        self, day: str | None = None, limit: int | None = None, after: str | None = None
    ) -> GateListOut:
        """Read who is expected on a day: time, reference and a first letter."""
        return self.get("/gate-list", GateListOut, {"day": day, "limit": limit, "after": after})


def _if(version: int) -> Mapping[str, str]:
    return {"If-Match": f'"{version}"'}


def _flag(value: bool) -> str | None:
    return "true" if value else None
