"""Webhooks of RDV Service Public: proven on their bytes, read as hints, never more than that."""

import hashlib
import hmac
import json
from datetime import datetime, timedelta, timezone

import pytest

from sync.booking.rdv_service_public.notices import is_signed, read_notice

SECRET = "guichet-secret-invente"
BODY = (
    b'{"data":{"id":501,"status":"unknown"},"meta":{"model":"Rdv","event":"updated",'
    b'"webhook_reason":null,"timestamp":"2026-10-05 09:12:44 +0200"}}'
)
SIGNATURE = "14e045f5ac58ae15136e31c85c359643517cc7e57dcc9de9a78a7b8bc8588148"


def body(**changes: object) -> bytes:
    meta = {
        "model": "Rdv",
        "event": "updated",
        "webhook_reason": None,
        "timestamp": "2026-10-05 09:12:44 +0200",
    }
    data = changes.pop("data", {"id": 501})
    return json.dumps({"data": data, "meta": {**meta, **changes}}).encode()


def test_the_known_example_is_signed() -> None:
    assert is_signed(BODY, SIGNATURE, [SECRET])
    assert is_signed(BODY, SIGNATURE, ["another-secret-of-ours", SECRET])


@pytest.mark.parametrize(
    "signature",
    ["", SIGNATURE.upper(), f"sha256={SIGNATURE}", SIGNATURE[:-1], f"{SIGNATURE} ", "é\udc80"],
)
def test_any_other_signature_is_none(signature: str) -> None:
    assert not is_signed(BODY, signature, [SECRET])


def test_a_byte_more_or_another_secret_breaks_it() -> None:
    assert not is_signed(BODY + b"\n", SIGNATURE, [SECRET])
    assert not is_signed(BODY, SIGNATURE, ["guichet-secret-invent"])
    assert not is_signed(BODY, SIGNATURE, [])


def test_the_same_json_in_other_bytes_is_another_body() -> None:
    again = json.dumps(json.loads(BODY)).encode()
    assert again != BODY
    assert not is_signed(again, SIGNATURE, [SECRET])
    assert is_signed(again, hmac.new(SECRET.encode(), again, hashlib.sha256).hexdigest(), [SECRET])


def test_a_body_is_read() -> None:
    notice = read_notice(BODY)
    assert notice is not None
    assert (notice.model, notice.number) == ("Rdv", 501)
    assert not notice.destroyed
    assert not notice.forget
    assert notice.at == datetime(2026, 10, 5, 9, 12, 44, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize("model", ["Rdv", "User"])
def test_rgpd_asks_to_forget_only_what_was_destroyed(model: str) -> None:
    gone = read_notice(body(model=model, event="destroyed", webhook_reason="rgpd"))
    assert gone is not None
    assert gone.forget
    for event, reason in (("destroyed", None), ("updated", "rgpd"), ("destroyed", "autre")):
        notice = read_notice(body(model=model, event=event, webhook_reason=reason))
        assert notice is not None
        assert not notice.forget


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"data":{"id":1}}',
        b'{"data":1,"meta":{"model":"Rdv","event":"created"}}',
        b'{"data":{"id":%s},"meta":{"model":"Rdv","event":"created"}}' % (b"9" * 5000),
        body(model="Absence"),
        body(model=["Rdv"]),
        body(event="renamed"),
        body(event={"a": 1}),
        body(data={"id": "501"}),
        body(data={"id": 0}),
        body(data=None),
    ],
    ids=range(15),
)
def test_what_has_no_meaning_here_is_passed_over(raw: bytes) -> None:
    assert read_notice(raw) is None


@pytest.mark.parametrize("text", [None, 7, "", "yesterday", "2026-13-05 09:12:44 +0200", "9" * 999])
def test_a_time_that_cannot_be_read_leaves_the_rest(text: object) -> None:
    notice = read_notice(body(timestamp=text))
    assert notice is not None
    assert notice.at is None


def test_a_name_in_the_body_is_not_shown() -> None:
    notice = read_notice(body(data={"id": 501, "users": [{"last_name": "EXEMPLE"}]}))
    assert "EXEMPLE" not in repr(notice)
