"""A provider of OpenID Connect for tests: real keys and signatures, and faults that are asked for.

It signs by itself, with `cryptography` alone, so that it shares nothing with what checks it.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT: Final = "guichet-lisbonne"
SECRET: Final = "un secret: de personne + 20 %"
Json = dict[str, Any]


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


@cache
def rsa_key(bits: int = 2048, number: int = 0) -> rsa.RSAPrivateKey:
    """Return a key; the same for the same number."""
    del number
    return rsa.generate_private_key(65537, bits)


@cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def ed_key() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


def jwk(key: PrivateKey, kid: str, **more: str) -> Json:
    """Return the public half as a provider publishes it."""
    public = key.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        numbers = public.public_numbers()
        found = {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}
    elif isinstance(public, ec.EllipticCurvePublicKey):
        point = public.public_numbers()
        x, y = (b64(value.to_bytes(32, "big")) for value in (point.x, point.y))
        found = {"kty": "EC", "crv": "P-256", "x": x, "y": y}
    else:
        raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        found = {"kty": "OKP", "crv": "Ed25519", "x": b64(raw)}
    return {**found, "kid": kid, "use": "sig", **more}


def signature(key: PrivateKey, algorithm: str, text: bytes) -> bytes:
    """Sign as JWA says."""
    if isinstance(key, rsa.RSAPrivateKey):
        pss = padding.PSS(padding.MGF1(SHA256()), SHA256.digest_size)
        way = pss if algorithm == "PS256" else padding.PKCS1v15()
        return key.sign(text, way, SHA256())
    if isinstance(key, ec.EllipticCurvePrivateKey):
        r, s = decode_dss_signature(key.sign(text, ec.ECDSA(SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return key.sign(text)


def signed(claims: Mapping[str, Any], key: PrivateKey, algorithm: str, **header: object) -> str:
    """Return a token."""
    head = {"alg": algorithm, "typ": "JWT", **header}
    text = ".".join(b64(json.dumps(part).encode()) for part in (head, dict(claims)))
    return f"{text}.{b64(signature(key, algorithm, text.encode()))}"


def forged(claims: Mapping[str, Any], algorithm: str, secret: bytes = b"", **header: object) -> str:
    """Return a token that nobody signed, or somebody with what everybody knows."""
    head = {"alg": algorithm, "typ": "JWT", **header}
    text = ".".join(b64(json.dumps(part).encode()) for part in (head, dict(claims)))
    end = hmac.digest(secret, text.encode(), "sha256") if secret else b""
    return f"{text}.{b64(end)}"


@dataclass
class Provider:
    """A provider that serves; its behaviour may be changed while it does.

    Attributes:
        now: The time that it puts into tokens.
        subject: Who is at the browser.
        keys: What it publishes.
        claims: Changes what it says before it signs.
        sign: Makes the token of claims.
        document: What it says of itself, changed.
        instead: By path, what answers in place of it.
        asked: How often each path was asked.
    """

    issuer: str
    now: Callable[[], datetime]
    subject: str = "0b7e-ines"
    keys: list[Json] = field(default_factory=lambda: [jwk(rsa_key(), "one")])
    claims: Callable[[Json], Json] = lambda claims: claims
    sign: Callable[[Json], str] = lambda claims: signed(claims, rsa_key(), "RS256", kid="one")
    document: Json = field(default_factory=dict)
    instead: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    codes: dict[str, Json] = field(default_factory=dict)

    def describe(self) -> Json:
        """Return the discovery document."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            **self.document,
        }

    def authorise(self, url: str) -> str:
        """Do what somebody does who signs in there; return where the browser is sent."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**asked, "sub": self.subject}
        back = {"code": code, "state": asked["state"], "iss": self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def exchange(self, form: Mapping[str, str], auth: str) -> tuple[int, Json]:
        """Give a token for a code, once."""
        given = [form.get("client_id", ""), form.get("client_secret", "")]
        if auth.startswith("Basic "):
            pair = base64.b64decode(auth.removeprefix("Basic ")).decode()
            given = [unquote(part) for part in pair.split(":")]
        if given != [CLIENT, SECRET]:
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or asked["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if b64(digest) != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        at = int(self.now().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": asked["sub"],
            "aud": CLIENT,
            "exp": at + 300,
            "iat": at,
            "nonce": asked["nonce"],
        }
        token = self.sign(self.claims(claims))
        return 200, {"id_token": token, "access_token": "unused", "token_type": "Bearer"}


def answer(handler: BaseHTTPRequestHandler, status: int, body: Json) -> None:
    """Answer with a JSON object."""
    raw = json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(raw)))
    handler.end_headers()
    handler.wfile.write(raw)


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if self._is_replaced(path):
            return
        if path == "/.well-known/openid-configuration":
            answer(self, 200, self.provider.describe())
        elif path == "/jwks":
            answer(self, 200, {"keys": self.provider.keys})
        elif path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.provider.authorise(self.path))
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            answer(self, 404, {})

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        form = {name: one[0] for name, one in parse_qs(self.rfile.read(length).decode()).items()}
        if not self._is_replaced("/token"):
            answer(self, *self.provider.exchange(form, self.headers.get("Authorization", "")))

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing."""

    def _is_replaced(self, path: str) -> bool:
        asked = self.provider.asked
        asked[path] = asked.get(path, 0) + 1
        instead = self.provider.instead.get(path)
        if instead is not None:
            instead(self)
        return instead is not None


@contextmanager
def identity_provider(now: Callable[[], datetime]) -> Iterator[Provider]:
    """Serve a provider on this machine while the context lasts."""
    handler = type("_Bound", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    provider = Provider(f"http://127.0.0.1:{server.server_address[1]}", now)
    handler.provider = provider  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
