"""A token is believed where the site's provider signed it, for this site, this sign-in, now."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server.oidc.keys import AGAIN_S, ALGORITHMS, KEPT_S, Keys
from server.oidc.tokens import LEEWAY_S, LONGEST, OLDEST_S, Expected, TokenRefused, subject_of
from server.oidc.web import ProviderAway
from tests.fakes.identity_provider import (
    PrivateKey,
    b64,
    ec_key,
    ed_key,
    forged,
    jwk,
    rsa_key,
    signed,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
EXPECTED = Expected("https://idp.example", "guichet", "a nonce")
CLAIMS: dict[str, Any] = {
    "iss": "https://idp.example",
    "sub": "0b7e",
    "aud": "guichet",
    "exp": AT + 300,
    "iat": AT,
    "nonce": "a nonce",
}
SIGNERS: dict[str, PrivateKey] = {
    "RS256": rsa_key(),
    "PS256": rsa_key(),
    "ES256": ec_key(),
    "EdDSA": ed_key(),
}
PUBLISHED = [jwk(rsa_key(), "rsa"), jwk(ec_key(), "ec"), jwk(ed_key(), "ed")]
KIDS = {"RS256": "rsa", "PS256": "rsa", "ES256": "ec", "EdDSA": "ed"}


def keys(*rows: dict[str, Any]) -> Keys:
    return Keys(lambda: {"keys": list(rows or PUBLISHED)}, lambda: 0.0)


def believed(token: str, known: Keys | None = None, now: datetime = NOW) -> str:
    return subject_of(token, EXPECTED, known or keys(), now)


def good(**changes: object) -> str:
    claims = {**CLAIMS, **changes}
    claims = {name: value for name, value in claims.items() if value is not ...}
    return signed(claims, rsa_key(), "RS256", kid="rsa")


def refused(token: str, why: str, known: Keys | None = None, now: datetime = NOW) -> None:
    with pytest.raises(TokenRefused, match=f"^{why}$"):
        believed(token, known, now)


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_what_the_provider_signed_is_believed(algorithm: str) -> None:
    token = signed(CLAIMS, SIGNERS[algorithm], algorithm, kid=KIDS[algorithm])
    assert believed(token) == "0b7e"


@pytest.mark.parametrize(
    ("why", "changes"),
    [
        ("issuer", {"iss": "https://idp.example/"}),
        ("issuer", {"iss": "https://idp.example.org"}),
        ("issuer", {"iss": ...}),
        ("issuer", {"iss": ["https://idp.example"]}),
        ("audience", {"aud": "another"}),
        ("audience", {"aud": "guichet-2"}),
        ("audience", {"aud": []}),
        ("audience", {"aud": ...}),
        ("audience", {"aud": {"guichet": 1}}),
        ("authorised_party", {"aud": ["guichet", "another"]}),
        ("authorised_party", {"aud": ["guichet", "another"], "azp": "another"}),
        ("authorised_party", {"azp": "another"}),
        ("nonce", {"nonce": "another"}),
        ("nonce", {"nonce": ...}),
        ("nonce", {"nonce": 7}),
        ("nonce", {"nonce": "a nonc\u00e9"}),
        ("expired", {"exp": AT - LEEWAY_S}),
        ("expired", {"exp": -1e300}),
        ("no_time", {"exp": ...}),
        ("no_time", {"exp": str(AT + 300)}),
        ("no_time", {"exp": True}),
        ("no_time", {"iat": ...}),
        ("no_time", {"iat": [AT]}),
        ("future", {"iat": AT + LEEWAY_S + 1}),
        ("future", {"nbf": AT + LEEWAY_S + 1}),
        ("no_time", {"nbf": "now"}),
        ("old", {"iat": AT - OLDEST_S - LEEWAY_S, "exp": AT + 9999}),
        ("subject", {"sub": ""}),
        ("subject", {"sub": ...}),
        ("subject", {"sub": 7}),
        ("subject", {"sub": "x" * 256}),
        ("subject", {"sub": "a\nb"}),
        ("subject", {"sub": "zo\u00eb"}),
    ],
)
def test_a_token_for_something_else_is_refused(why: str, changes: dict[str, Any]) -> None:
    refused(good(**changes), why)


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": ["guichet"]},
        {"aud": ["another", "guichet"], "azp": "guichet"},
        {"azp": "guichet"},
        {"exp": AT - LEEWAY_S + 1},
        {"iat": AT + LEEWAY_S, "nbf": AT + LEEWAY_S},
        {"iat": AT - OLDEST_S},
        {"exp": AT + 0.5},
        {"email": "ines@example.org"},
    ],
)
def test_what_is_at_the_edge_is_believed(changes: dict[str, Any]) -> None:
    assert believed(good(**changes)) == "0b7e"


def test_a_token_that_is_good_is_not_for_ever() -> None:
    refused(good(exp=AT + 9999), "old", now=NOW + timedelta(seconds=OLDEST_S + LEEWAY_S))


def test_a_token_that_nobody_signed_is_refused() -> None:
    for algorithm in ("none", "None", "NONE", "", "RS384", "ES384", "HS512"):
        refused(forged(CLAIMS, algorithm, kid="rsa"), "algorithm")


def test_a_public_key_is_no_secret_to_sign_with() -> None:
    public = rsa_key().public_key()
    for form in (
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        PUBLISHED[0]["n"].encode(),
    ):
        refused(forged(CLAIMS, "HS256", form, kid="rsa"), "algorithm")


@pytest.mark.parametrize(
    "token",
    [
        signed(CLAIMS, rsa_key(number=1), "RS256", kid="rsa"),
        signed(CLAIMS, rsa_key(), "PS256", kid="rsa").replace(
            b64(b'{"alg": "PS256", "typ": "JWT", "kid": "rsa"}'),
            b64(b'{"alg": "RS256", "typ": "JWT", "kid": "rsa"}'),
        ),
        good()[:-6] + "AAAAAA",
        ".".join((good().split(".")[0], good(sub="another").split(".")[1], good().split(".")[2])),
        forged(CLAIMS, "RS256", kid="rsa"),
    ],
    ids=["another key", "another way", "bent", "another body", "empty"],
)
def test_a_signature_that_does_not_fit_is_refused(token: str) -> None:
    refused(token, "signature")


def test_a_token_names_a_key_of_its_own_kind() -> None:
    refused(signed(CLAIMS, rsa_key(), "RS256", kid="ec"), "key")
    refused(signed(CLAIMS, ed_key(), "EdDSA", kid="rsa"), "key")
    refused(signed(CLAIMS, rsa_key(), "RS256", kid="unheard"), "key")


def test_a_token_without_a_name_is_believed_where_one_key_can_be_meant() -> None:
    token = signed(CLAIMS, rsa_key(), "RS256")
    assert believed(token) == "0b7e"
    refused(token, "key", keys(*PUBLISHED, jwk(rsa_key(number=1), "two")))


def _private() -> dict[str, Any]:
    secret = rsa_key().private_numbers()
    octets = (secret.d.bit_length() + 7) // 8
    return {**PUBLISHED[0], "d": b64(secret.d.to_bytes(octets, "big"))}


@pytest.mark.parametrize(
    "row",
    [
        jwk(rsa_key(), "rsa", use="enc"),
        jwk(rsa_key(), "rsa", alg="RS512"),
        jwk(rsa_key(), "rsa", alg="PS256"),
        {**jwk(rsa_key(), "rsa"), "n": "!"},
        {"kty": "RSA", "kid": "rsa"},
        {"kty": "oct", "kid": "rsa", "k": b64(b"x" * 32)},
        _private(),
    ],
    ids=["for secrets", "for another way", "for PSS", "damaged", "empty", "a secret", "private"],
)
def test_a_key_that_is_not_for_this_is_not_used(row: dict[str, Any]) -> None:
    refused(good(), "key", keys(row))


def test_a_weak_key_is_not_used() -> None:
    weak = rsa_key(bits=1024, number=2)
    assert isinstance(weak, rsa.RSAPrivateKey)
    refused(signed(CLAIMS, weak, "RS256", kid="weak"), "key", keys(jwk(weak, "weak")))


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("", "malformed"),
        ("a.b.c", "malformed"),
        ("a.b", "malformed"),
        ("." * 40, "malformed"),
        ("x" * (LONGEST + 1), "huge"),
        (good() + ".x", "signature|malformed"),
        (signed(CLAIMS, rsa_key(), "RS256", kid="rsa", crit=["exp"]), "header"),
        (signed(CLAIMS, rsa_key(), "RS256", kid="rsa", b64=False), "header|malformed"),
        (signed(CLAIMS, rsa_key(), "RS256", kid=7), "header|malformed"),
        (signed({}, rsa_key(), "RS256", kid="rsa"), "issuer"),
    ],
)
def test_what_is_no_token_is_refused(token: str, why: str) -> None:
    refused(token, f"({why})")


class Published:
    """Keys that change while they are read."""

    def __init__(self) -> None:
        self.rows: list[Any] = [PUBLISHED[0]]
        self.reads = 0
        self.now_s = 1000.0
        self.keys = Keys(self.read, lambda: self.now_s)

    def read(self) -> dict[str, Any]:
        self.reads += 1
        return {"keys": list(self.rows)}


def test_a_key_that_is_new_is_read_at_most_once_a_minute() -> None:
    published = Published()
    token = signed(CLAIMS, ed_key(), "EdDSA", kid="ed")
    refused(token, "key", published.keys)
    published.rows.append(PUBLISHED[2])
    for _ in range(20):
        refused(token, "key", published.keys)
    assert published.reads == 1
    published.now_s += AGAIN_S
    assert believed(token, published.keys) == "0b7e"
    assert published.reads == 2


def test_a_key_that_the_provider_gave_up_is_good_for_an_hour_at_most() -> None:
    published = Published()
    assert believed(good(), published.keys) == "0b7e"
    published.rows = [PUBLISHED[1]]
    published.now_s += KEPT_S - 1
    assert believed(good(), published.keys) == "0b7e"
    published.now_s += 1
    refused(good(), "key", published.keys)


@pytest.mark.parametrize("rows", [None, {}, "keys", [{}] * 101])
def test_what_is_no_list_of_keys_is_not_taken_for_one(rows: object) -> None:
    read: Callable[[], dict[str, Any]] = lambda: {"keys": rows}  # noqa: E731
    with pytest.raises(ProviderAway):
        believed(good(), Keys(read, lambda: 0.0))
