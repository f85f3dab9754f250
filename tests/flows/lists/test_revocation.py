"""What a fresh look at a list of keys must show for one of them to be gone, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest
from tests.support.read_pages import listed_key as named

from cancelbot.errors import Unsafe
from cancelbot.result import ApiKey
from openai_platform.api_keys import Revocation
from openai_platform.lists.pages import Paginated

Keys = list[ApiKey]


A, B, C = named("Backup", "AAAA"), named("Build", "BBBB"), named("Cron", "CCCC")
TWIN = replace(A, last_used="Never")


class Shown:
    """A list of one page, which shows what it is told to."""

    def __init__(self, *keys: ApiKey) -> None:
        self.keys = list(keys)

    def all(self) -> Keys:
        return self.keys

    def read_until(self, _enough: Callable[[Keys], bool]) -> tuple[Keys, bool]:
        return self.keys, True


def after(before: Keys, *shown: ApiKey, key: ApiKey = A) -> bool:
    return Revocation(cast("Paginated[ApiKey]", Shown(*shown)), before).confirm_gone(key)


@pytest.mark.parametrize(
    ("before", "shown", "gone"),
    [
        ([A, B], [A, B], False),
        ([A, B], [B], True),
        ([A], [], True),
        ([A, B], [replace(A, status="Revoked", is_dead=True), B], True),
        ([A, B], [replace(A, status="Disabled"), B], True),
        ([A, B], [replace(A, status="Pending"), B], False),
        ([A, B], [replace(A, name="Backup (1)"), B], False),
        ([A, TWIN], [A, TWIN], False),
        ([A, TWIN], [TWIN], True),
        ([A, TWIN, B], [A, B], True),
        ([A, named("Other", "AAAA")], [named("Other", "AAAA")], True),
        ([A, B], [B, C], True),
    ],
)
def test_a_key_is_gone_once_its_list_shows_one_less_like_it_alive(before: Keys, shown: Keys, gone: bool) -> None:
    assert after(before, *shown) is gone


@pytest.mark.parametrize("shown", [[], [C]])
def test_a_key_that_goes_with_another_stops_everything(shown: Keys) -> None:
    page = Shown(A, B)
    revocation = Revocation(cast("Paginated[ApiKey]", page), [A, B])
    assert not revocation.confirm_gone(A)

    page.keys = shown
    with pytest.raises(Unsafe, match="Build"):
        revocation.confirm_gone(A)


def test_what_has_gone_before_anything_was_done_stops_nothing() -> None:
    assert after([A, B], C)


def test_another_key_that_has_died_meanwhile_stops_nothing() -> None:
    assert after([A, B], replace(B, status="Revoked", is_dead=True))


def test_a_list_that_shrinks_by_two_is_read_whole() -> None:
    shown = Shown(A, B, C, named("New", "DDDD"))
    revocation = Revocation(cast("Paginated[ApiKey]", shown), [A, B, C])
    assert not revocation.confirm_gone(A)

    shown.keys = [C]
    with pytest.raises(Unsafe, match="Build"):
        revocation.confirm_gone(A)
