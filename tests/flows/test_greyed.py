"""A "Cancel plan" that is greyed after it was pressed: a sign of success only if the site took the press."""

import pytest

from cancelbot.guard import Passed
from openai_platform.billing import answered_well


def write(status: int | None) -> Passed:
    return {"method": "POST", "url": "https://site.example/cancel", "status": status, "step": "cancel-plan"}


@pytest.mark.parametrize("statuses", [[200], [303], [204, 200]])
def test_the_site_took_what_it_answered_without_an_error(statuses: list[int]) -> None:
    assert answered_well([write(status) for status in statuses])


@pytest.mark.parametrize("statuses", [[], [None], [500], [429], [200, 500], [200, None]])
def test_the_site_did_not_take_what_it_answered_otherwise_or_not_at_all(statuses: list[int | None]) -> None:
    assert not answered_well([write(status) for status in statuses])
