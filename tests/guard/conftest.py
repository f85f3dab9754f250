"""A browser, a witness and a display for the guard's tests."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator

import pytest
from tests.guard.arms import flags, screen
from tests.guard.serving import serving
from tests.guard.witness import Witness
from tests.support.threads import apart

from cancelbot.browser import find as search
from cancelbot.browser import launch


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    """Run each test of this folder in a thread of its own: it starts a Playwright, and this one may hold another."""
    given = {name: pyfuncitem.funcargs[name] for name in inspect.signature(pyfuncitem.obj).parameters}
    apart(lambda: pyfuncitem.obj(**given))
    return True


@pytest.fixture(scope="session")
def found() -> search.FoundBrowser:
    found = search.find()
    if found is None:
        pytest.fail("There is no browser on this machine: make browser")
    return found


@pytest.fixture(scope="session")
def witness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Witness]:
    with serving(tmp_path_factory.mktemp("witness")) as heard:
        yield heard


@pytest.fixture
def for_a_test(witness: Witness, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own browser accepts the witness's certificate, does not wait a minute to report, and lets any window open."""
    monkeypatch.setattr(launch, "SPARED", ("--disable-extensions",))
    monkeypatch.setattr(launch, "FLAGS", (*launch.FLAGS, *flags(witness)))


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The display of this session, or one made by Xvfb."""
    here = os.environ.get("DISPLAY")
    if here:
        yield here
        return
    with screen() as made:
        yield made
