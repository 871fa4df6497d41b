"""The address of a PostgreSQL database, and which of them may carry people's names."""

import ipaddress
from typing import Final

import psycopg
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict, make_conninfo

_SCHEMES: Final = ("postgresql://", "postgres://")
_MOST: Final = 2000


def read_address(url: str) -> str:
    """Return what a driver connects with.

    A password may stand in the address, in `PGPASSWORD`, or in the file that `PGPASSFILE` names.

    Args:
        url: `postgresql://[USER[:PASSWORD]@][HOST][:PORT]/DATABASE[?OPTION=VALUE&…]`.

    Raises:
        ValueError: It is no such address, or leads over a network where anybody could listen or
            answer; the sentence repeats nothing of it.
    """
    if not url.startswith(_SCHEMES) or len(url) > _MOST:
        raise ValueError("a database is named as postgresql://USER@HOST:PORT/DATABASE")
    try:
        given = conninfo_to_dict(url)
    except psycopg.Error as error:
        # The driver's own sentence may repeat the password.
        raise ValueError("the address of the database cannot be read") from error
    if "service" in given:
        raise ValueError("the address of the database names a service; write it out")
    if not given.get("dbname"):
        raise ValueError("the address of the database names no database")
    if not all(port.isdigit() for port in str(given.get("port") or "0").split(",") if port):
        raise ValueError("the address of the database has a port that is no number")
    wanted = {**_environment(), **{name: str(value) for name, value in given.items()}}
    hosts = (wanted.get("hostaddr") or wanted.get("host") or "").split(",")
    if wanted.get("sslmode") != "verify-full" and not all(_is_here(host) for host in hosts):
        raise ValueError(
            "a database on another machine needs ?sslmode=verify-full in its address,"
            " and sslrootcert where its certificate is the site's own"
        )
    return make_conninfo("", **given)


def _environment() -> dict[str, str]:
    """Return what the driver takes from the environment where the address says nothing."""
    names = {"host", "hostaddr", "sslmode"}
    return {
        option.keyword.decode(): option.val.decode()
        for option in pq.Conninfo.get_defaults()
        if option.keyword.decode() in names and option.val
    }


def _is_here(host: str) -> bool:
    """Say whether a host is this machine; none, or a path, is a socket of its file system."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
