"""What a test or a demonstration asks of the sandbox: what happened, who acts, what goes wrong."""

from pydantic import ValidationError
from starlette.routing import BaseRoute

from demonstration.booking_sandbox.acts import ACT
from demonstration.booking_sandbox.calls import (
    Answer,
    Call,
    Handler,
    Sandbox,
    Trouble,
    answered,
    token_of,
)
from demonstration.booking_sandbox.codes import issue_codes
from demonstration.booking_sandbox.faults import Troubles
from demonstration.booking_sandbox.shapes import Json, wall_clock


def directing_routes(sandbox: Sandbox) -> list[BaseRoute]:
    """Return the routes below `/sandbox`, which no fault meets.

    Any token that was ever good opens them: who directs goes on while the site's own one ends.
    """
    director = _Director(sandbox)

    def directed(path: str, handler: Handler, *methods: str) -> BaseRoute:
        def checked(call: Call) -> Answer:
            if not sandbox.state.tokens.was_ever(token_of(call.request)):
                raise Trouble(401, {"errors": ["sign in to continue"]})
            return handler(call)

        return answered(f"/sandbox/{path}", checked, *methods)

    return [
        directed("log", director.log),
        directed("codes", director.codes),
        directed("rdvs", director.rdvs),
        directed("acts", director.acts),
        directed("acts", director.act, "POST"),
        directed("faults", director.faults),
        directed("faults", director.put_faults, "PUT"),
        directed("tokens", director.end_tokens, "DELETE"),
        directed("deliveries", director.deliveries),
    ]


class _Director:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._state = sandbox.state

    def log(self, call: Call) -> Answer:
        """What came in by the interface."""
        del call
        return {
            "items": [
                {
                    "seq": one.seq,
                    "at": one.at,
                    "kind": one.kind,
                    "id": one.id,
                    "rdv": one.rdv_id,
                    "before": one.before,
                    "status": one.status,
                }
                for one in self._state.written()
            ]
        }

    def codes(self, call: Call) -> Answer:
        """The signed code of each appointment."""
        del call
        if self._sandbox.code_key is None:
            raise Trouble(404, {"errors": ["started without --code-key"]})
        return {"items": issue_codes(self._state, self._sandbox.code_key)}

    def rdvs(self, call: Call) -> Answer:
        """What there is, whatever anybody's rights and whatever goes wrong."""
        del call
        return {"items": [self._whole(one.rdv.id) for one in self._state.rdvs()]}

    def acts(self, call: Call) -> Answer:
        """What colleagues did."""
        del call
        return {"items": self._state.acted()}

    def act(self, call: Call) -> Answer:
        """Do something as a colleague."""
        try:
            act = ACT.validate_json(call.body)
        except ValidationError as error:
            raise Trouble(422, _mistakes(error)) from error
        return self._state.act(act, self._sandbox.now(), self._sandbox.has_begun)

    def faults(self, call: Call) -> Answer:
        """How many calls each fault met."""
        del call
        return {"met": self._sandbox.misfortune.met()}

    def put_faults(self, call: Call) -> Answer:
        """Let other things go wrong."""
        try:
            troubles = Troubles.model_validate_json(call.body)
        except ValidationError as error:
            raise Trouble(422, _mistakes(error)) from error
        self._sandbox.misfortune.put(troubles)
        return {"met": self._sandbox.misfortune.met()}

    def end_tokens(self, call: Call) -> Answer:
        """Let all access tokens end now."""
        del call
        self._state.tokens.end_all()
        return {}

    def deliveries(self, call: Call) -> Answer:
        """How each webhook stands."""
        del call
        return {"items": self._state.webhooks.deliveries()}

    def _whole(self, rdv_id: int) -> Json:
        now = self._state.rdv(rdv_id)
        return {
            "id": now.rdv.id,
            "starts": wall_clock(self._state.scenario, now.rdv).isoformat(),
            "motif": now.rdv.motif,
            "status": now.status,
            "people": {str(number): status for number, status in now.people.items()},
        }


def _mistakes(error: ValidationError) -> Json:
    found = error.errors(include_input=False, include_url=False, include_context=False)
    return {"errors": [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found[:10]]}
