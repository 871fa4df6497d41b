"""The signed code of an appointment: round trip, forgery, junk."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from base45 import b45decode, b45encode
from hypothesis import given
from hypothesis import strategies as st

from sync.contract.appointment_code import (
    CODE_LENGTH,
    PARTICIPATION,
    RDV,
    AppointmentCode,
    CodeInvalid,
    code_id,
    parse_and_verify,
    public_key_text,
    read_public_keys,
    sign,
    signing_key,
    site_hash,
)

KEY = signing_key(bytes(range(32)))
OTHER_KEY = signing_key(bytes(32))
KEYS = {7: KEY.public_key()}
CODE = AppointmentCode(
    key_id=7,
    site_hash=site_hash("019ab0c4-7e1d-7000-8000-000000000001"),
    service_number=12,
    booked_at=datetime(2026, 11, 24, 9, 15, tzinfo=UTC),
    appointment_ref=code_id(RDV, 123_456),
)
SIGNED = sign(CODE, KEY)
LAST_MINUTE = (datetime(9999, 12, 31, tzinfo=UTC) - datetime(2020, 1, 1, tzinfo=UTC)) // timedelta(
    minutes=1
)

codes = st.builds(
    AppointmentCode,
    key_id=st.integers(0, 255),
    site_hash=st.binary(min_size=2, max_size=2),
    service_number=st.integers(0, 65535),
    booked_at=st.integers(0, LAST_MINUTE).map(
        lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    appointment_ref=st.integers(0, 2**48 - 1),
)


@given(code=codes)
def test_a_signed_code_reads_back_as_it_was_written(code: AppointmentCode) -> None:
    text = sign(code, KEY)
    assert parse_and_verify(text, {code.key_id: KEY.public_key()}) == code
    assert re.fullmatch(r"CQ1:[0-9A-Z $%*+\-./:]{120}", text)
    assert text == text.strip()


@given(bit=st.integers(0, 80 * 8 - 1))
def test_one_flipped_bit_is_refused(bit: int) -> None:
    raw = bytearray(b45decode(SIGNED[4:]))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(CodeInvalid):
        parse_and_verify("CQ1:" + b45encode(bytes(raw)).decode(), KEYS)


@given(
    place=st.integers(0, CODE_LENGTH - 1),
    char=st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"),
)
def test_one_exchanged_character_is_refused(place: int, char: str) -> None:
    text = SIGNED[:place] + char + SIGNED[place + 1 :]
    if text != SIGNED:
        with pytest.raises(CodeInvalid):
            parse_and_verify(text, KEYS)


@given(junk=st.text(max_size=200))
def test_text_of_any_script_is_refused_without_another_error(junk: str) -> None:
    for text in (junk, "CQ1:" + junk, "CQ1:" + (junk * 124)[:120]):
        with pytest.raises(CodeInvalid):
            parse_and_verify(text, KEYS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CQ1:",
        SIGNED[:-1],
        SIGNED + "0",
        SIGNED + "\n",
        " " + SIGNED,
        SIGNED.lower(),
        "CQ2:" + SIGNED[4:],
        SIGNED[:-3] + "\n\n\n",
        "CQ1:" + ":" * 120,
        "CQ1:" + "٣" * 120,
        SIGNED.replace("CQ1:", "CQ1："),
    ],
)
def test_what_only_resembles_a_code_is_malformed(text: str) -> None:
    with pytest.raises(CodeInvalid) as caught:
        parse_and_verify(text, KEYS)
    assert caught.value.reason == "malformed"


def test_each_wrong_thing_has_its_reason() -> None:
    for text, keys, reason in (
        (SIGNED, {}, "unknown_key"),
        (SIGNED, {8: KEY.public_key()}, "unknown_key"),
        (SIGNED, {7: OTHER_KEY.public_key()}, "bad_signature"),
        (_resigned(0, b"\x02"), KEYS, "unknown_version"),
        (_resigned(6, b"\xff\xff\xff\xff"), KEYS, "malformed"),
    ):
        with pytest.raises(CodeInvalid) as caught:
            parse_and_verify(text, keys)
        assert caught.value.reason == reason


def test_keys_rotate_by_their_id() -> None:
    old, new = sign(CODE, KEY), sign(replace(CODE, key_id=8), OTHER_KEY)
    keys = {7: KEY.public_key(), 8: OTHER_KEY.public_key()}
    assert parse_and_verify(old, keys).key_id == 7
    assert parse_and_verify(new, keys).key_id == 8


def test_local_time_is_written_as_the_same_instant() -> None:
    local = CODE.booked_at.astimezone(timezone(timedelta(hours=13)))
    assert sign(replace(CODE, booked_at=local), KEY) == SIGNED


@pytest.mark.parametrize(
    "wrong",
    [
        replace(CODE, key_id=256),
        replace(CODE, service_number=-1),
        replace(CODE, service_number=65536),
        replace(CODE, site_hash=b"\0"),
        replace(CODE, appointment_ref=2**48),
        replace(CODE, appointment_ref=-1),
        replace(CODE, version=2),
        replace(CODE, booked_at=datetime(2019, 12, 31, tzinfo=UTC)),
        replace(CODE, booked_at=CODE.booked_at + timedelta(seconds=1)),
    ],
)
def test_values_that_do_not_fit_are_not_signed(wrong: AppointmentCode) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        sign(wrong, KEY)


def test_public_keys_travel_as_base64() -> None:
    keys = read_public_keys([(7, public_key_text(KEY)), (8, public_key_text(OTHER_KEY))])
    assert parse_and_verify(SIGNED, keys) == CODE
    for text in ("", "not base64!", "AAAA", "é" * 44):
        with pytest.raises(ValueError, match="code key 7"):
            read_public_keys([(7, text)])


def test_namespaces_keep_ids_apart() -> None:
    assert code_id(RDV, 5) != code_id(PARTICIPATION, 5) != 5
    for namespace, value in ((256, 0), (-1, 0), (0, 2**40), (0, -1)):
        with pytest.raises(ValueError, match="code id"):
            code_id(namespace, value)


def _resigned(place: int, replaced: bytes) -> str:
    head = bytearray(b45decode(SIGNED[4:])[:16])
    head[place : place + len(replaced)] = replaced
    body: bytes = b45encode(bytes(head) + KEY.sign(b"guichet/CQ1" + bytes(head)))
    return "CQ1:" + body.decode()
