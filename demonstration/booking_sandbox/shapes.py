"""The JSON of the real protocol: field for field, traps included, data invented."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from demonstration.booking_sandbox.scenario import (
    Motif,
    Organisation,
    Person,
    Place,
    Rdv,
    RdvNow,
    Scenario,
)

Json = dict[str, object]

PARIS: Final = ZoneInfo("Europe/Paris")
AGENT: Final[Json] = {
    "id": 5,
    "first_name": "Guichet",
    "last_name": "UN",
    "email": "guichet1@exemple.test",
}
_TEXT: Final = "%Y-%m-%d %H:%M:%S %z"


def holders_of(rdv: Rdv) -> list[int]:
    """Return the ids of the agents who hold an RDV."""
    return list(range(5, 5 + rdv.holders))


def email_of(agent_id: int) -> str:
    """Return what an agent signs in as."""
    return f"guichet{agent_id - 4}@exemple.test"


def agent_json(number: int) -> Json:
    """Return an agent."""
    return {**AGENT, "id": number, "email": email_of(number)}


def wall_clock(scenario: Scenario, rdv: Rdv) -> datetime:
    """Return the naive local time of an RDV."""
    return datetime.combine(scenario.day + timedelta(days=rdv.day), rdv.at)


def begins_at(scenario: Scenario, rdv: Rdv) -> datetime:
    """Return the true moment of an RDV, which the real server does not know."""
    return wall_clock(scenario, rdv).replace(tzinfo=ZoneInfo(scenario.zone))


def organisation_json(organisation: Organisation) -> Json:
    """Return an organisation."""
    return {
        "id": organisation.id,
        "name": organisation.name,
        "email": None,
        "phone_number": None,
        "verticale": "rdv_mairie",
    }


def motif_json(motif: Motif, organisation: Organisation) -> Json:
    """Return a kind of appointment."""
    return {
        "id": motif.id,
        "name": motif.name,
        "location_type": motif.location_type,
        "deleted_at": None,
        "organisation_id": organisation.id,
        "service_id": None,
        "collectif": motif.collectif,
        "follow_up": False,
        "instruction_for_rdv": None,
        "bookable_publicly": True,
        "bookable_by": "everyone",
        "default_duration_in_min": 20,
        "motif_category": None,
    }


def place_json(place: Place, organisation: Organisation) -> Json:
    """Return a place."""
    return {
        "id": place.id,
        "name": place.name,
        "address": place.address,
        "phone_number": None,
        "organisation_id": organisation.id,
        "single_use": False,
    }


def rdv_json(scenario: Scenario, now: RdvNow) -> Json:
    """Return an RDV as the list and the answers to a write show it."""
    rdv, motif = now.rdv, scenario.motif(now.rdv.motif)
    starts = wall_clock(scenario, rdv)
    body: Json = {
        "id": rdv.id,
        "uuid": f"00000000-0000-4000-8000-{rdv.id:012d}",
        "status": now.status,
        "collectif": motif.collectif,
        "starts_at": _label(scenario, starts),
        "ends_at": _label(scenario, starts + timedelta(minutes=rdv.minutes)),
        "duration_in_min": rdv.minutes,
        "created_at": _label(scenario, starts - timedelta(days=30)),
        "cancelled_at": now.cancelled_at,
        "created_by_type": "User",
        "created_by_id": rdv.people[0].user if rdv.people else None,
        "created_by": "user",
        "name": None,
        "context": None,
        "max_participants_count": 10 if motif.collectif else None,
        "users_count": sum(status not in {"excused", "revoked"} for status in now.people.values()),
        "organisation": organisation_json(scenario.organisation),
        "motif": motif_json(motif, scenario.organisation),
        "lieu": place_json(scenario.place, scenario.organisation)
        if motif.location_type == "public_office"
        else None,
        "address": scenario.place.address if motif.location_type == "public_office" else "",
        "agents": [agent_json(one) for one in holders_of(rdv)],
        "users": [_user_json(person) for person in rdv.people],
        "participations": [
            _participation_json(person, now.people[person.participation]) for person in rdv.people
        ],
        "url_for_agents": f"http://localhost/admin/organisations/1/rdvs/{rdv.id}",
    }
    if scenario.labels == "zone":
        body["time_zone"] = scenario.zone
    return body


def _participation_json(person: Person, status: str) -> Json:
    return {
        "id": person.participation,
        "status": status,
        "send_lifecycle_notifications": True,
        "send_reminder_notification": True,
        "created_by_type": "User",
        "created_by_id": person.user,
        "created_by": "user",
        "created_by_agent_prescripteur": False,
        "user": _user_json(person),
    }


def _user_json(person: Person) -> Json:
    return {
        "id": person.user,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "birth_name": None,
        "birth_date": None,
        "email": None,
        "phone_number": None,
        "phone_number_formatted": None,
        "address": None,
        "address_details": None,
        "case_number": None,
        "affiliation_number": None,
        "notify_by_sms": True,
        "notify_by_email": True,
        "created_at": "2026-08-30 18:00:00 +0200",
        "invitation_created_at": None,
        "invitation_accepted_at": None,
        "responsible_id": person.responsible,
        "responsible": None,
        "user_profiles": None,
    }


def _label(scenario: Scenario, wall: datetime) -> str:
    """Write a wall-clock time with the offset that the server would give it."""
    zone = ZoneInfo(scenario.zone) if scenario.labels == "zone" else PARIS
    return wall.replace(tzinfo=zone).strftime(_TEXT)
