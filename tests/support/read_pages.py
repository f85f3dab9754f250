"""Makes small pages, and takes apart what was read from them."""

from typing import TypeVar

from cancelbot.page.snapshot import Observation, Snapshot
from cancelbot.result import ApiKey
from openai_platform.billing import overview
from openai_platform.billing.known_plan import NOTHING, KnownPlan
from openai_platform.billing.overview import Overview
from openai_platform.lists.absence import Unseen

T = TypeVar("T")


def overview_of(page: Snapshot, was: KnownPlan = NOTHING) -> Overview:
    """What a page that is recognized as the Overview says, after a press on what cancels the plan that ``was``."""
    answer = overview.read_overview(page, was)
    assert answer is not None
    return answer.fact


def listed(answer: Observation[list[T] | Unseen] | None) -> list[T]:
    """The things that a page lists."""
    assert answer is not None
    assert isinstance(answer.fact, list), answer.fact
    return answer.fact


def doubted(answer: Observation[list[T] | Unseen] | None) -> str:
    """Why a page that lists nothing is not believed."""
    assert answer is not None
    assert isinstance(answer.fact, Unseen), answer.fact
    return answer.fact.why


def listed_key(name: str, mark: str, status: str = "Active") -> ApiKey:
    """A key as a list shows it."""
    return ApiKey(name, f"sk-...{mark}", project="", last_used="", status=status, is_dead=status == "Revoked")


def keys_page(body: str) -> str:
    """A page of keys."""
    return f"<main><h1>API keys</h1><button>Create new secret key</button>{body}</main>"
