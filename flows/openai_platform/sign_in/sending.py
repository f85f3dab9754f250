"""How what was typed or chosen on a sign-in page is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cancelbot.page.snapshot import Node
from openai_platform.sign_in.fields import submitter

if TYPE_CHECKING:
    from openai_platform.sign_in.loop import Journey


def send(journey: Journey, field: Node) -> None:
    """Press the button that sends the form of ``field``, or Enter where there is none."""
    button = submitter(field, journey.words)
    if button is None:
        journey.run.fields.enter(field)
    else:
        journey.run.clicker.press(button)


def pick(journey: Journey, option: Node) -> None:
    """Press ``option``; a radio button is only a choice, so what sends it is pressed too."""
    journey.run.clicker.press(option)
    if option.role == "radio" and (button := submitter(option, journey.words)):
        journey.run.clicker.press(button)
