"""What is read from a page may be long: no pattern over it takes more than a time that grows with its length."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as kinds  # type: ignore[attr-defined]  # Python's own reader of patterns, which has no types
from re import _parser as reader  # type: ignore[attr-defined]  # it has no types either

import pytest

import cancelbot
import openai_platform

ANCHORS = {kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT}


def patterns() -> dict[str, str]:
    """Every pattern that a module keeps, by its name."""
    found: dict[str, str] = {}
    for package in (cancelbot, openai_platform):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".sandbox" not in module.name and not module.name.endswith("__main__"):
                for name, value in vars(importlib.import_module(module.name)).items():
                    for number, one in enumerate(kept(value)):
                        found[f"{module.name}.{name}.{number}"] = one.pattern
    return found


def kept(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth < 3 and isinstance(value, tuple | list | set | frozenset | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from kept(one, depth + 1)


def repeats(tree: object, within: bool = False) -> Iterator[tuple[object, bool]]:
    """What each repeat without an end repeats, and whether it stands within another such one."""
    for kind, what in tree:  # type: ignore[attr-defined]  # Python's reader of patterns has no types
        if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT}:
            endless = what[1] is kinds.MAXREPEAT
            if endless:
                yield what[2], within
            yield from repeats(what[2], within or endless)
        elif kind is kinds.SUBPATTERN:
            yield from repeats(what[3], within)
        elif kind is kinds.BRANCH:
            for branch in what[1]:
                yield from repeats(branch, within)
        elif kind in {kinds.ASSERT, kinds.ASSERT_NOT}:
            yield from repeats(what[1], within)


def has_a_sign(part: object) -> bool:
    """Whether ``part`` begins or ends with one certain character, so that a text is parted in one way only."""
    (first, what), (last, _) = part[0], part[-1]  # type: ignore[index]  # Python's reader of patterns has no types
    if len(part) == 1 and first is kinds.SUBPATTERN:  # type: ignore[arg-type]  # it has no types either
        return has_a_sign(what[3])
    return kinds.LITERAL in {first, last}


def begins_endlessly(tree: object) -> bool:
    """Whether a search tries a repeat without an end from each character of a text anew, and may then go on to fail."""
    parts = list(tree)  # type: ignore[call-overload]  # Python's reader of patterns has no types
    for at, (kind, what) in enumerate(parts):
        if kind in ANCHORS:
            return False
        if kind is kinds.BRANCH:
            return any(map(begins_endlessly, what[1]))
        if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT} and what[1] is kinds.MAXREPEAT:
            of_any_sign = what[2][0][0] is kinds.ANY  # a wording that is held against one whole text
            return at + 1 < len(parts) and not of_any_sign
        if kind is not kinds.SUBPATTERN or len(parts) > 1:
            return False
        return begins_endlessly(what[3])
    return False


EVERY = patterns()


def test_there_are_patterns_to_look_at() -> None:
    assert len(EVERY) > 100


def test_no_pattern_reads_a_character_again_and_again() -> None:
    for name, pattern in EVERY.items():
        tree = reader.parse(pattern)
        outer = [part for part, _ in repeats(tree) if any(True for _ in repeats(part))]
        assert all(has_a_sign(part) for part in outer), f"{name}: {pattern}"
        assert not begins_endlessly(tree), f"{name}: {pattern}"


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(\w*\s*)*x", r"\w+@\w"])
def test_patterns_that_do_are_found(pattern: str) -> None:
    tree = reader.parse(pattern)
    outer = [part for part, _ in repeats(tree) if any(True for _ in repeats(part))]

    assert begins_endlessly(tree) or not all(has_a_sign(part) for part in outer)
