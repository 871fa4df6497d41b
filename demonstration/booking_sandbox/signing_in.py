"""OAuth 2.0, as an agent who is signed in by the browser gives it, and consents at once."""

from urllib.parse import parse_qs, urlencode

from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute

from demonstration.booking_sandbox.calls import Answer, Call, Sandbox, Trouble, answered


def sign_in_routes(sandbox: Sandbox) -> list[BaseRoute]:
    """Return the routes below `/oauth`."""
    oauth = _OAuth(sandbox)
    return [
        answered("/oauth/authorize", oauth.authorise),
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
        answer = {"code": code, "state": query.get("state", "")}
        return RedirectResponse(f"{redirect}{'&' if '?' in redirect else '?'}{urlencode(answer)}")

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
