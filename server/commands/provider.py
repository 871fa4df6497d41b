"""`provider-secret`, `link-identity`: signing in with the site's provider of identities."""

from collections.abc import Sequence
from typing import Final

from pydantic import TypeAdapter, ValidationError

from core.errors import Refusal
from core.things import Actor
from core.usecases import identities
from core.usecases.identities import Link, Unlink
from server.commands import opened
from server.faults import Stop
from server.options import OneLineParser, shared_secret
from sync.contract.sign_in import Subject

_SUBJECT: Final = TypeAdapter[str](Subject)


def provider_secret(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Keep the client secret that comes on standard input; a running server takes it at once.

    Raises:
        Stop: It is no secret.
    """
    folder, secret = shared_secret(parser, arguments)
    folder.keep_provider_secret(secret)


def link_identity(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Say who a member of staff is at the site's provider; what was opened as another ends.

    Raises:
        Stop: Nobody is called so, the subject is another's, or the site trusts no provider.
    """
    parser.add_argument("--username", required=True)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--subject", help="as the counter app tells whoever signs in unknown")
    which.add_argument("--none", action="store_true", help="by password alone, from now on")
    options = parser.parse_args(arguments)
    with opened(options) as store:
        with store.read() as reader:
            issuer = reader.site().provider.issuer
            agent = reader.agent_by_username(str(options.username).strip())
        if agent is None:
            raise Stop("there is no agent of this name")
        if options.none:
            store.write(lambda uow: identities.unlink(uow, Actor(), Unlink(agent.id)))
            return
        if not issuer:
            raise Stop("the site trusts no provider: set sign_in.issuer first")
        try:
            command = Link(agent.id, issuer, _SUBJECT.validate_python(options.subject))
            store.write(lambda uow: identities.link(uow, Actor(), command))
        except ValidationError as error:
            raise Stop("--subject: 1 to 255 signs of ASCII") from error
        except Refusal as refusal:
            raise Stop("this subject is linked to another account") from refusal
