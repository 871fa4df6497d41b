"""Who is let in: agents, their rights, and the tokens that OAuth gives for them."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from demonstration.booking_sandbox.acts import Rights
from demonstration.booking_sandbox.database import Database
from demonstration.booking_sandbox.scenario import Agent, Scenario
from demonstration.booking_sandbox.shapes import email_of

RECEPTION: Final = Agent(id=5)
"""Who everybody is where a scenario names no agents."""

OUT_OF_BAND: Final = "urn:ietf:wg:oauth:2.0:oob"
"""The redirect of those who have none: the code is shown."""

_CODE_LIVES_S: Final = 600
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})


class Tokens:
    """Agents and tokens.

    Args:
        database: Where they are kept.
        scenario: Names the agents, and the application that asks for access.
        fixed: Access tokens of reception that never end; `TOKEN-refresh` renews `TOKEN`.
    """

    def __init__(self, database: Database, scenario: Scenario, fixed: Iterable[str]) -> None:
        self._database = database
        self._application = scenario.oauth
        agents = {agent.id: agent for agent in (RECEPTION, *scenario.agents)}
        given = [*((token, RECEPTION.id) for token in fixed),
                 *((one.token, one.id) for one in scenario.agents if one.token)]  # fmt: skip
        with database.change() as db:
            for agent in agents.values():
                db.execute(
                    "INSERT OR IGNORE INTO agent VALUES (?, ?)", (agent.id, agent.model_dump_json())
                )
            for token, agent_id in given:
                db.execute(
                    "INSERT OR IGNORE INTO token VALUES (?, ?, ?, NULL, 0)",
                    (token, f"{token}-refresh", agent_id),
                )

    def agent_of(self, access: str, now: datetime) -> Agent | None:
        """Return whose token it is; None if it is nobody's, or over."""
        with self._database.look() as db:
            found = db.execute(
                "SELECT agent.body FROM token JOIN agent ON agent.id = token.agent_id "
                "WHERE access = ? AND dead = 0 AND (ends_at IS NULL OR ends_at > ?)",
                (access, now.timestamp()),
            ).fetchone()
        return None if found is None else Agent.model_validate_json(found[0])

    def was_ever(self, access: str) -> bool:
        """Whether it once was a token: enough for whoever directs the sandbox."""
        with self._database.look() as db:
            found = db.execute("SELECT 1 FROM token WHERE access = ?", (access,)).fetchone()
        return found is not None

    def give_rights(self, act: Rights) -> None:
        """Change what an agent may see."""
        agent = Agent(id=act.agent, role=act.role, motifs=act.motifs)
        with self._database.change() as db:
            db.execute(
                "INSERT INTO agent VALUES (?, ?) "
                "ON CONFLICT (id) DO UPDATE SET body = excluded.body",
                (agent.id, agent.model_dump_json()),
            )

    def end_all(self) -> None:
        """Let every access token end now; refresh tokens go on."""
        with self._database.change() as db:
            db.execute("UPDATE token SET ends_at = 0")

    def authorise(self, client_id: str, redirect_uri: str, challenge: str, now: datetime) -> str:
        """Return a code, as if reception had consented in the browser.

        Raises:
            ValueError: Neither client nor redirect is known.
        """
        application = self._application
        if (
            application is None
            or client_id != application.client_id
            or not any(_same(redirect_uri, known) for known in application.redirect_uris)
        ):
            raise ValueError("unknown client or redirect")
        code = secrets.token_urlsafe(24)
        with self._database.change() as db:
            db.execute(
                "INSERT INTO code VALUES (?, ?, ?, ?, ?)",
                (code, RECEPTION.id, redirect_uri, challenge, now.timestamp() + _CODE_LIVES_S),
            )
        return code

    def redeem(
        self, code: str, redirect_uri: str, verifier: str, now: datetime
    ) -> tuple[str, str] | None:
        """Exchange a code, once, for a pair of tokens."""
        with self._database.change() as db:
            found = db.execute(
                "DELETE FROM code WHERE code = ? RETURNING agent_id, redirect_uri, challenge, "
                "ends_at",
                (code,),
            ).fetchone()
            if found is None or found[1] != redirect_uri or found[3] <= now.timestamp():
                return None
            if found[2] and not hmac.compare_digest(found[2], challenge_of(verifier)):
                return None
            return self._give(found[0], now)

    def by_password(self, email: str, password: str, now: datetime) -> tuple[str, str, int] | None:
        """Sign an agent in as in old days; the tokens of the agent's former device end.

        Returns:
            Access token, client, and the second in which they end.
        """
        with self._database.change() as db:
            rows = db.execute("SELECT body FROM agent").fetchall()
            agents = [Agent.model_validate_json(body) for (body,) in rows]
            found = next((one for one in agents if email_of(one.id) == email), None)
            if found is None or found.password is None:
                return None
            if not hmac.compare_digest(found.password.encode(), password.encode()):
                return None
            db.execute(
                "UPDATE token SET dead = 1 WHERE agent_id = ? AND refresh LIKE 'device %'",
                (found.id,),
            )
            access, client = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
            ends_at = int(now.timestamp()) + self.lives_s
            db.execute(
                "INSERT INTO token VALUES (?, ?, ?, ?, 0)",
                (access, f"device {client}", found.id, ends_at),
            )
            return access, client, ends_at

    def renew(self, refresh: str, now: datetime) -> tuple[str, str] | None:
        """Exchange a refresh token for a new pair; the old pair is dead then."""
        with self._database.change() as db:
            gone = db.execute(
                "UPDATE token SET dead = 1 WHERE refresh = ? AND dead = 0 RETURNING agent_id",
                (refresh,),
            ).fetchone()
            return None if gone is None else self._give(gone[0], now)

    def knows_client(self, client_id: str, client_secret: str) -> bool:
        """Whether an application may exchange codes and tokens; any, where none is named."""
        application = self._application
        return application is None or (
            hmac.compare_digest(client_id.encode(), application.client_id.encode())
            and hmac.compare_digest(client_secret.encode(), application.client_secret.encode())
        )

    @property
    def lives_s(self) -> int:
        """How long an access token is good that is given now."""
        return 7200 if self._application is None else self._application.lives_s

    def _give(self, agent_id: int, now: datetime) -> tuple[str, str]:
        pair = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        with self._database.change() as db:
            db.execute(
                "INSERT INTO token VALUES (?, ?, ?, ?, 0)",
                (*pair, agent_id, now.timestamp() + self.lives_s),
            )
        return pair


def _same(asked: str, registered: str) -> bool:
    """Whether a redirect was agreed on; on this machine any port was (RFC 8252)."""
    if asked == registered:
        return True
    one, other = urlsplit(asked), urlsplit(registered)
    loopback = {one.hostname, other.hostname} <= _LOOPBACK and one.hostname == other.hostname
    return loopback and one._replace(netloc="") == other._replace(netloc="")


def challenge_of(verifier: str) -> str:
    """Return the challenge (S256) that belongs to a verifier."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
