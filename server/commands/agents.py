"""`create-agent`, `change-agent`, `list-agents`: accounts of staff."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from core.errors import Refusal
from core.model import AgentId, Role
from core.ports import UnitOfWork
from core.store import Store
from core.things import Actor
from core.usecases import agents, invitations
from core.usecases.agents import ChangeAgent, CreateAgent
from core.usecases.invitations import NO_PASSWORD, Invite
from server.auth.passwords import hash_password
from server.commands import opened
from server.faults import Stop
from server.options import OneLineParser, secret_from_stdin

T = TypeVar("T")
_SENTENCES: Final = {
    "password_short": "the password is too easy to guess: 12 characters with capitals, small "
    "letters, digits and signs, or 14 with three of these, or seven different words; a run such as "
    "abc, 321 or aaa counts as two characters, and what is repeated counts once",
    "password_known": "the password is one that many people have",
    "password_alike": "the password holds the user name, the site's name or `guichet`",
    "username_taken": "there is an agent of this name already (--replace changes it)",
    "agent_unknown": "there is no agent of this name",
    "roles_exclusive": "nobody is both admin and auditor",
    "last_admin": "this is the last administrator: make another one before",
}


def create_agent(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Add a member of staff, or with `--replace` give one a new password and roles.

    With `--invite` it prints a code, good for 24 hours, with which the agent chooses a password.

    Raises:
        Stop: The name is taken, a role is unknown, or the password is refused.
    """
    parser.add_argument("--username", required=True)
    _roles_option(parser, required=True)
    secret = parser.add_mutually_exclusive_group(required=True)
    secret.add_argument("--password-stdin", action="store_true", help="read it from standard input")
    secret.add_argument(
        "--invite", action="store_true", help="print a code with which the agent chooses one"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--replace", action="store_true", help="change an account that is there")
    which.add_argument(
        "--first", action="store_true", help="do nothing where an administrator is there"
    )
    options = parser.parse_args(arguments)
    roles = _roles(options.roles)
    if options.first and Role.ADMIN not in roles:
        raise Stop("--first: the first account is an administrator's (--roles admin)")
    username = _username(options)
    with opened(options) as store:
        if options.first and store.write(agents.has_admin):
            return
        if options.invite:
            hashed, code = NO_PASSWORD, invitations.new_code()
        else:
            hashed, code = _chosen(store, username), None
        _told(lambda: store.write(_put(username, hashed, roles, code, replace=options.replace)))
    if code is not None:
        sys.stdout.write(f"{code}\n")


def change_agent(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Give a member of staff other roles, or close or open the account.

    Raises:
        Stop: Nobody is called so, or nobody could manage accounts any more.
    """
    parser.add_argument("--username", required=True)
    _roles_option(parser, required=False)
    state = parser.add_mutually_exclusive_group()
    state.add_argument("--close", action="store_true", help="end sessions, let nobody sign in")
    state.add_argument("--reopen", action="store_true", help="let the agent sign in again")
    options = parser.parse_args(arguments)
    roles = None if options.roles is None else _roles(options.roles)
    active = True if options.reopen else False if options.close else None
    if roles is None and active is None:
        raise Stop("nothing to change: say --roles, --close or --reopen")
    change = ChangeAgent(_username(options), roles=roles, active=active)
    with opened(options) as store:
        _told(lambda: store.write(lambda uow: agents.change(uow, Actor(), change)))


def list_agents(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Print every account: name, roles, open or closed."""
    with opened(parser.parse_args(arguments)) as store, store.read() as reader:
        for agent in reader.agents():
            roles = ",".join(role.value for role in agent.roles)
            state = "open" if agent.active else "closed"
            sys.stdout.write(f"{agent.username}\t{roles}\t{state}\n")


def _put(
    username: str,
    hashed: str,
    roles: tuple[Role, ...],
    code: str | None,
    *,
    replace: bool,
) -> Callable[[UnitOfWork], None]:
    """Return the command: an account with its password, or with an invitation to choose one."""

    def work(uow: UnitOfWork) -> None:
        if replace and uow.agents.by_username(username) is not None:
            change = ChangeAgent(username, hashed, roles, active=True)
            receipt = agents.change(uow, Actor(), change)
        else:
            receipt = agents.create(uow, Actor(), CreateAgent(username, hashed, roles))
        if code is not None:
            invitations.invite(uow, Actor(), Invite(AgentId(str(receipt["agent_id"])), code))

    return work


def _chosen(store: Store, username: str) -> str:
    with store.read() as reader:
        site_name = reader.site().name
    password = secret_from_stdin("password")
    try:
        return _told(lambda: hash_password(password, username=username, site_name=site_name))
    except ValueError as error:
        raise Stop(str(error)) from error


def _told(work: Callable[[], T]) -> T:
    """Return what the work returns; a refusal stops the program with its sentence."""
    try:
        return work()
    except Refusal as refusal:
        raise Stop(_SENTENCES.get(refusal.code, refusal.code)) from refusal


def _username(options: argparse.Namespace) -> str:
    username = str(options.username).strip()
    if not 0 < len(username) <= 64 or not username.isprintable():
        raise Stop("--username: a line of 1 to 64 characters")
    return username


def _roles_option(parser: OneLineParser, *, required: bool) -> None:
    parser.add_argument(
        "--roles",
        required=required,
        help="separated by commas: " + ", ".join(role.value for role in Role),
    )


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
