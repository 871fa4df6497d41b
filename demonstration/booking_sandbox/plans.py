"""Appointments that are begun here and finished in the browser, and links of one person's own."""

import json
import secrets
from string import ascii_uppercase, digits

from demonstration.booking_sandbox.database import Database
from demonstration.booking_sandbox.shapes import Json


class Plans:
    """Drafts of appointments, and tokens of invitations."""

    def __init__(self, database: Database, base_url: str) -> None:
        self._database = database
        self._base_url = base_url

    def create(self, user_id: int | None) -> Json:
        """Return a new draft, for a person who is known or is made now."""
        with self._database.change() as db:
            number = self._database.next_id("plan")
            plan: Json = {
                "id": number,
                "url": f"{self._base_url}/agents/rdv_plans/{number}",
                "user_id": user_id or self._database.next_id("user"),
                "rdv": None,
            }
            db.execute("INSERT INTO plan VALUES (?, ?)", (number, json.dumps(plan)))
        return plan

    def get(self, number: int) -> Json | None:
        """Return a draft as it stands."""
        with self._database.look() as db:
            found = db.execute("SELECT body FROM plan WHERE id = ?", (number,)).fetchone()
        if found is None:
            return None
        plan: Json = json.loads(found[0])
        return plan

    def finish(self, number: int, rdv: Json) -> None:
        """Say what was booked in the browser."""
        plan = self.get(number)
        if plan is not None:
            with self._database.change() as db:
                body = json.dumps({**plan, "rdv": rdv})
                db.execute("UPDATE plan SET body = ? WHERE id = ?", (body, number))

    def invitation(self, user_id: int) -> str:
        """Return the token of a person: the same one each time."""
        new = "".join(secrets.choice(ascii_uppercase + digits) for _ in range(8))
        with self._database.change() as db:
            db.execute("INSERT OR IGNORE INTO invitation VALUES (?, ?)", (user_id, new))
            (kept,) = db.execute(
                "SELECT token FROM invitation WHERE user_id = ?", (user_id,)
            ).fetchone()
        return str(kept)
