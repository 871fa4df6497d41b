"""Which passwords an account may have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Unprocessable
from core.password_rule import refuse_weak, stem

KNOWN = {stem("password"), stem("sunshine"), stem("motdepasse"), stem("trustno1")}


def check(password: str, username: str = "lea.morel") -> str | None:
    """Return the code of the refusal; None where the password is taken."""
    try:
        refuse_weak(password, known=KNOWN, username=username, site_name="Consulat d'Évora, le 2")
    except Unprocessable as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    "password",
    [
        "wK7;pq2/RtZe",  # 12 of four classes
        "wK7pq2RtZeuB9d",  # 14 of three
        "cèdre-mousse-7",  # signs count as a class
        "قمر7صخرة-بحر9نجم",  # letters without case are a class too
        "sept mots que nul autre jamais choisit ainsi",
        "Pleasant-7-Agrafes",
    ],
)
def test_strong_passwords_are_taken(password: str) -> None:
    assert check(password, username="lea") is None


@pytest.mark.parametrize(
    "password",
    [
        "",
        "court",
        "wK7;pq2/RtZ",  # 11 of four classes
        "wK7pq2RtZeuB9",  # 13 of three
        "wkpqrtzeubdfghjmnsoa",  # two classes are never enough
        "Aa1!Aa1!Aa1!Aa1!",  # a part again and again
        "wK7;1234567890",  # a run counts as two
        "wK7;aaaaaaaaaa",
        "wK7;9876543210",
        "mot mot mot mot mot mot mot",
        "a b c d e f g h i j k l m n o p",
        "aa bb cc dd ee ff gg",
    ],
)
def test_short_ones_are_refused_whatever_lengthens_them(password: str) -> None:
    assert check(password) == "password_short"


@pytest.mark.parametrize(
    "password",
    ["Password-2024!", "P@ssw0rd-2024!", "$UNshine-2024", "M0tDeP@sse-2024"],
)
def test_known_ones_are_refused_in_any_disguise(password: str) -> None:
    assert check(password) == "password_known"


@pytest.mark.parametrize(
    "password",
    [
        "Lea.Morel-20-24",
        "xx-l3a.m0r3l-20-QQ",
        "Evora-wK7;pq2/Rt",
        "C0nsul@t-wK7;pq2/Rt",
        "Gu1ch3t-wK7;pq2/Rt",
    ],
)
def test_names_of_agent_post_and_program_are_refused(password: str) -> None:
    assert check(password) == "password_alike"


def test_a_short_name_is_refused_as_a_word() -> None:
    assert check("Lea-wK7;pq2/Rt", username="lea") == "password_alike"
    assert check("Pleaw-K7;pq2/Rt", username="lea") is None


@given(st.text(max_size=40))
def test_any_text_is_taken_or_refused_with_a_code(password: str) -> None:
    assert check(password) in {None, "password_short", "password_alike", "password_known"}


@given(st.text(max_size=20), st.text(alphabet="0123456789!-. ", max_size=6))
def test_what_is_put_behind_leaves_the_stem(password: str, tail: str) -> None:
    assert stem(stem(password) + tail) == stem(stem(password))
