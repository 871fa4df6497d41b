"""Links to book again: `rdv_plans` for an agent, invitations for the person."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from sync.booking.follow_up import BookedThere
from sync.booking.gateway import BookingFailed, BookingRefused, BookingRejected
from sync.booking.rdv_service_public.paging import read_page
from sync.booking.rdv_service_public.parse import rdv_id
from sync.booking.rdv_service_public.transport import Transport
from sync.booking.rdv_service_public.zones import as_filter

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{4,64}")
_SHORT_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,80}")
_PATH: Final = re.compile(r"/[!-~]{1,300}")
_INCLUDED: Final = "motif,participations"
_DAY: Final = timedelta(days=1)
Json = Mapping[str, object]


class RdvFollowUps:
    """Makes links at one instance, through one agent's account.

    Who a person is there is looked up each time: people are merged, and their numbers die.

    Args:
        transport: The line.
        base_url: Of the instance; every link leads there.
        organisation_ids: The post's.
        department: Number of the post's territory, without which people are asked where they live.
    """

    def __init__(
        self,
        transport: Transport,
        base_url: str,
        organisation_ids: tuple[int, ...],
        department: str = "",
    ) -> None:
        self._transport = transport
        self._base_url = base_url.rstrip("/")
        self._organisations = organisation_ids
        self._department = department

    def plan(self, person: BookedThere) -> str:
        """Begin an RDV for a person; an agent chooses the time in the browser."""
        user = _user_of(self._row(person)[1], person)
        # The server asks for names also of a person whom it knows by number: its own ones.
        named = {name: user.get(name) for name in ("id", "first_name", "last_name")}
        answer = self._transport.post("/api/v1/rdv_plans", {"user": named})
        plan = answer.get("rdv_plan") if isinstance(answer, Mapping) else None
        return self._here(plan.get("url") if isinstance(plan, Mapping) else None)

    def invitation(self, person: BookedThere) -> str:
        """Return the person's own link; it is the same one each time, for the same kind of RDV."""
        organisation, row = self._row(person)
        number = rdv_id(_user_of(row, person))
        answer = self._transport.post(f"/api/v1/users/{number}/rdv_invitation_token")
        token = answer.get("invitation_token") if isinstance(answer, Mapping) else None
        if not isinstance(token, str) or not _TOKEN.fullmatch(token):
            raise BookingFailed("answer_garbled")
        query = [("invitation_token", token), ("organisation_ids[]", str(organisation))]
        if self._department:
            query.append(("departement", self._department))
        category = _category_of(row)
        if category is not None:
            query.append(("motif_category_short_name", category))
        return f"{self._base_url}/prendre_rdv?{urlencode(query, quote_via=quote)}"

    def _row(self, person: BookedThere) -> tuple[int, Json]:
        """Return the RDV of a person, and the organisation that lists it."""
        number = person.source_id.partition("/")[0]
        day = datetime.combine(person.day, time())
        query = {
            "id": number,
            # Older servers know no `id`, and list the days around it.
            "starts_after": as_filter(day - _DAY),
            "starts_before": as_filter(day + 2 * _DAY),
            "include": _INCLUDED,
        }
        for organisation in self._organisations:
            body = self._transport.get(f"/api/v1/organisations/{organisation}/rdvs", query)
            found = _find(read_page(body, "rdvs").rows, number)
            if found is not None:
                return organisation, found
        # It was moved to another day.
        try:
            body = self._transport.get("/api/v1/rdvs", {"id": number})
        except BookingRefused as error:
            if error.reason != "not_found":
                raise
            raise BookingRejected("unknown_at_booking_server") from error
        found = _find(read_page(body, "rdvs").rows, number)
        holder = None if found is None else rdv_id(found.get("organisation"))
        if found is None or holder not in self._organisations:
            raise BookingRejected("unknown_at_booking_server")
        return holder, found

    def _here(self, url: object) -> str:
        """Return an address of the server as one of this instance, which has several names."""
        if not isinstance(url, str):
            raise BookingFailed("answer_garbled")
        try:
            parts = urlsplit(url)
        except ValueError as error:
            raise BookingFailed("answer_garbled") from error
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if not _PATH.fullmatch(target) or target.startswith("//"):
            raise BookingFailed("answer_garbled")
        return f"{self._base_url}{target}"


def _find(rows: Iterable[object], number: str) -> Json | None:
    for row in rows:
        if isinstance(row, dict) and str(rdv_id(row)) == number:
            return row
    return None


def _user_of(row: Json, person: BookedThere) -> Json:
    """Return the user of a participation, whatever user it once was."""
    people = row.get("participations")
    for one in people if isinstance(people, list) else ():
        if isinstance(one, dict) and str(rdv_id(one)) == person.person_source_id:
            user = one.get("user")
            if isinstance(user, dict) and rdv_id(user) is not None:
                return user
            raise BookingFailed("answer_garbled")
    raise BookingRejected("unknown_at_booking_server")


def _category_of(row: Json) -> str | None:
    """Return the kind of motifs that the person is invited to, where the server has such kinds."""
    motif = row.get("motif")
    category = motif.get("motif_category") if isinstance(motif, dict) else None
    name = category.get("short_name") if isinstance(category, dict) else None
    return name if isinstance(name, str) and _SHORT_NAME.fullmatch(name) else None
