"""OAuth 2.0, as an agent who is signed in by the browser gives it, and consents at once.

And the sign-in of old, by e-mail and password, whose tokens come in headers.
"""

from html import escape
from typing import Final
from urllib.parse import parse_qs, urlencode

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import BaseRoute

from demonstration.booking_sandbox.calls import Answer, Call, Sandbox, Trouble, answered
from demonstration.booking_sandbox.tokens import OUT_OF_BAND

_NATIVE: Final = "/oauth/authorize/native"


def sign_in_routes(sandbox: Sandbox) -> list[BaseRoute]:
    """Return the routes by which somebody signs in."""
    oauth = _OAuth(sandbox)
    return [
        answered("/api/v1/auth/sign_in", oauth.by_password, "POST"),
        answered("/oauth/authorize", oauth.authorise),
        answered(_NATIVE, oauth.native),
        answered("/oauth/token", oauth.token, "POST"),
    ]


class _OAuth:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._tokens = sandbox.state.tokens

    def authorise(self, call: Call) -> Answer:
        query = call.request.query_params
        if query.get("response_type") != "code":
            raise Trouble(400, {"error": "unsupported_response_type"})
        challenge = query.get("code_challenge", "")
        if challenge and query.get("code_challenge_method") != "S256":
            raise Trouble(400, {"error": "invalid_request"})
        redirect = query.get("redirect_uri", "")
        try:
            code = self._tokens.authorise(
                query.get("client_id", ""), redirect, challenge, self._sandbox.now()
            )
        except ValueError as error:
            # Never to an address that nobody agreed to.
            raise Trouble(401, {"error": "invalid_client"}) from error
        if redirect == OUT_OF_BAND:
            return RedirectResponse(f"{_NATIVE}?{urlencode({'code': code})}")
        answer = {"code": code, "state": query.get("state", "")}
        return RedirectResponse(f"{redirect}{'&' if '?' in redirect else '?'}{urlencode(answer)}")

    def native(self, call: Call) -> Answer:
        """Show a code to whoever signs in; the address holds it, and no state."""
        code = call.request.query_params.get("code", "")
        return HTMLResponse(f"<!doctype html><title>Code</title><code>{escape(code)}</code>")

    def by_password(self, call: Call) -> Answer:
        body = call.json()
        told = body if isinstance(body, dict) else {}
        email, password = str(told.get("email")), str(told.get("password"))
        found = self._tokens.by_password(email, password, self._sandbox.now())
        if found is None:
            raise Trouble(401, {"success": False, "errors": ["wrong"]})
        access, client, ends_at = found
        headers = {"access-token": access, "client": client, "uid": email, "expiry": str(ends_at)}
        return JSONResponse({"data": {"uid": email}}, headers=headers)

    def token(self, call: Call) -> Answer:
        form = {
            name: values[0]
            for name, values in parse_qs(call.body.decode("utf-8", "replace")).items()
        }
        client = form.get("client_id", ""), form.get("client_secret", "")
        if not self._tokens.knows_client(*client):
            raise Trouble(401, {"error": "invalid_client"})
        now = self._sandbox.now()
        match form.get("grant_type"):
            case "refresh_token":
                pair = self._tokens.renew(form.get("refresh_token", ""), now)
            case "authorization_code":
                pair = self._tokens.redeem(
                    form.get("code", ""),
                    form.get("redirect_uri", ""),
                    form.get("code_verifier", ""),
                    now,
                )
            case _:
                raise Trouble(400, {"error": "unsupported_grant_type"})
        if pair is None:
            raise Trouble(400, {"error": "invalid_grant"})
        access, refresh = pair
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": self._tokens.lives_s,
            "refresh_token": refresh,
            "scope": "write",
            "created_at": int(now.timestamp()),
        }
