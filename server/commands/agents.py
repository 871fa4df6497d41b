"""`create-agent`: accounts of staff."""

from collections.abc import Sequence

from core.errors import Conflict
from core.model import Role
from core.things import Actor
from core.usecases import agents
from core.usecases.agents import ChangeAgent, CreateAgent
from server.commands import opened
from server.faults import Stop
from server.options import OneLineParser, secret_from_stdin
from server.passwords import hash_password


def create_agent(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Add a member of staff, or with `--replace` give one a new password and roles.

    Raises:
        Stop: The name is taken, a role is unknown, or the password is refused.
    """
    parser.add_argument("--username", required=True)
    parser.add_argument(
        "--roles",
        required=True,
        help="separated by commas: " + ", ".join(role.value for role in Role),
    )
    parser.add_argument(
        "--password-stdin", action="store_true", required=True, help="read it from standard input"
    )
    parser.add_argument("--replace", action="store_true", help="change an account that is there")
    options = parser.parse_args(arguments)
    username = str(options.username).strip()
    if not 0 < len(username) <= 64 or not username.isprintable():
        raise Stop("--username: a line of 1 to 64 characters")
    roles = _roles(options.roles)
    try:
        hashed = hash_password(secret_from_stdin("password"))
    except ValueError as error:
        raise Stop(str(error)) from error
    with opened(options) as store:
        try:
            store.write(
                lambda uow: agents.create(uow, Actor(), CreateAgent(username, hashed, roles))
            )
        except Conflict as error:
            if not options.replace:
                raise Stop(
                    f"there is an agent {username} already (--replace changes it)"
                ) from error
            change = ChangeAgent(username, hashed, roles, active=True)
            store.write(lambda uow: agents.change(uow, Actor(), change))


def _roles(text: str) -> tuple[Role, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    try:
        roles = tuple(dict.fromkeys(Role(name) for name in names))
    except ValueError as error:
        known = ", ".join(role.value for role in Role)
        raise Stop(f"--roles: {error} (there are {known})") from error
    if not roles:
        raise Stop("--roles: at least one")
    return roles
