"""Addresses of databases: what carries names over a network must be known and closed to others."""

import pytest

from core.store.postgresql_address import read_address

PASSWORD = "open-sesame"


@pytest.fixture(autouse=True)
def _nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGHOSTADDR", "PGSSLMODE", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql:///guichet",
        "postgresql://guichet@/guichet?host=/var/run/postgresql",
        "postgresql://guichet:secret@127.0.0.1:5433/guichet",
        "postgres://guichet@localhost/guichet",
        "postgresql://guichet@[::1]/guichet",
        "postgresql://guichet@db.post.example/guichet?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        "postgresql://guichet@10.0.0.1,10.0.0.2/guichet?sslmode=verify-full",
    ],
)
def test_this_machine_and_closed_connections_are_taken(url: str) -> None:
    assert "dbname=guichet" in read_address(url)


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("sqlite:///site.db", "postgresql://"),
        ("dbname=guichet", "postgresql://"),
        (f"postgresql://guichet:{PASSWORD}@127.0.0.1:port/guichet", "no number"),
        (f"postgresql://guichet:{PASSWORD}@127.0.0.1/guichet?sslmod=x", "cannot be read"),
        (f"postgresql://guichet:{PASSWORD}@127.0.0.1/", "names no database"),
        ("postgresql:///guichet?service=post", "service"),
        (f"postgresql://guichet:{PASSWORD}@db.post.example/guichet", "verify-full"),
        ("postgresql://10.0.0.1/guichet?sslmode=require", "verify-full"),
        ("postgresql://10.0.0.1/guichet?sslmode=verify-ca", "verify-full"),
        ("postgresql://localhost,10.0.0.1/guichet", "verify-full"),
        ("postgresql://localhost/guichet?hostaddr=10.0.0.1", "verify-full"),
        ("postgresql://localhost/" + "x" * 3000, "postgresql://"),
    ],
)
def test_what_anybody_could_read_or_answer_is_refused_without_repeating_it(
    url: str, hint: str
) -> None:
    with pytest.raises(ValueError, match=hint) as refused:
        read_address(url)
    assert PASSWORD not in str(refused.value)
    assert "example" not in str(refused.value)


def test_a_host_of_the_environment_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.post.example")
    with pytest.raises(ValueError, match="verify-full"):
        read_address("postgresql:///guichet")
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    read_address("postgresql:///guichet")
