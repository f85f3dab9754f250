"""Runs in which the press that counts is not made, only reported."""

from collections.abc import Callable

import pytest

from cancelbot.engine.run import Run


class Committed(Exception):
    """The press that counts would have been made, on the control of this name."""


def hold_back(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Raise Committed instead of the press that counts."""

    def refuse(_step: str, _statement: str, control: Callable[[object], object], **_: object) -> None:
        raise Committed(str(getattr(control(run.tab.read()), "name", "")))

    monkeypatch.setattr(run.clicker, "click_once", refuse)
