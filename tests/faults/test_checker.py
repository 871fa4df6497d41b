"""The checker has teeth: it passes a true morning, and finds each thing that must not be."""

import ast
from pathlib import Path

import pytest

from tests.faults.checking.checker import check
from tests.faults.forged import morning
from tests.faults.forgeries import FORGERIES, Forge


def test_a_true_morning_is_passed() -> None:
    assert check(morning().evidence()) == []


@pytest.mark.parametrize(
    ("rule", "forge"), FORGERIES, ids=[f"{rule}: {forge.__name__}" for rule, forge in FORGERIES]
)
def test_each_forgery_is_found(rule: str, forge: Forge) -> None:
    made = morning()
    forge(made)
    found = check(made.evidence())
    assert rule in {one.rule for one in found}, [str(one) for one in found]


def test_every_rule_of_the_checker_has_a_forgery() -> None:
    rules: set[str] = set()
    for path in Path(__file__).with_name("checking").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _names_a_rule(node.func):
                rules |= {
                    one.value
                    for one in ast.walk(node.args[0])
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    assert len(rules) > 20
    assert rules - {"feed_fault"} <= {rule for rule, _ in FORGERIES}, "a subscriber's own fault"


def _names_a_rule(called: ast.expr) -> bool:
    if isinstance(called, ast.Name):
        return called.id == "Finding"
    return isinstance(called, ast.Attribute) and called.attr == "_say"


def test_the_checker_knows_nothing_of_the_program() -> None:
    for path in [
        *Path(__file__).with_name("checking").glob("*.py"),
        Path(__file__).with_name("history.py"),
    ]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not {name.split(".")[0] for name in names} & {"core", "server", "sync"}, path
