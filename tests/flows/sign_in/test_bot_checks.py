"""A bot check is recognized in a frame too, beside a field, alone, and after the form was sent; it is never touched."""

import pytest
from playwright.sync_api import Frame
from tests.flows.conftest import MakeBot
from tests.support.own_pages import EMAIL, PASSWORD, OwnPages

from cancelbot.errors import PersonNeeded

TITLE = "Widget containing a Cloudflare security challenge"
WIDGET = "<label><input type=checkbox onclick='parent.pass()'>Verify you are human</label>"
FRAME = f"<iframe title='{TITLE}' src=/widget width=300 height=65></iframe>"
BESIDE = PASSWORD.replace("<button>", f"{FRAME}<button disabled>") + (
    "<script>function pass() { document.querySelector('button').disabled = false; }</script>"
)
IN_A_SHADOW = f"""<h1>Security</h1><div id=host></div><script>
host.attachShadow({{ mode: "closed" }}).innerHTML = "{FRAME}";</script>"""
AFTER = (
    PASSWORD
    + f"""<div id=check hidden>{FRAME}</div><script>document.forms[0].onsubmit = event => {{
  event.preventDefault(); fetch("/say", {{ method: "POST", body: "sent" }}); check.hidden = false; }};</script>"""
)


def site(page: str) -> OwnPages:
    return OwnPages([EMAIL, page], answer=lambda body: (200, "") if body == "sent" else None, files={"/widget": WIDGET})


@pytest.mark.parametrize(
    "page",
    [pytest.param(BESIDE, marks=pytest.mark.soak), IN_A_SHADOW, AFTER],  # beside a field: also the next test
    ids=["beside a field", "alone", "after it was sent"],
)
def test_without_a_window_the_check_is_named_and_left_alone(bot_for: MakeBot, page: str) -> None:
    made = bot_for(site(page))

    with pytest.raises(PersonNeeded, match="The site checks whether this is a human"):
        made.through()

    frame = next(frame for frame in made.run.tab.page.frames if frame.url.endswith("/widget"))
    assert not frame.is_checked("input")


def test_a_frame_that_has_just_gone_hides_no_check(bot_for: MakeBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made = bot_for(site(IN_A_SHADOW))
    page = made.run.tab.page
    page.set_content("<iframe></iframe>")
    gone = page.main_frame.child_frames[0]
    page.set_content("")
    monkeypatch.setattr(Frame, "child_frames", property(lambda frame: [gone, *frame.page.frames[1:]]))

    with pytest.raises(PersonNeeded, match="The site checks whether this is a human"):
        made.through()


def test_in_a_window_the_person_passes_it_and_the_bot_goes_on(bot_for: MakeBot) -> None:
    served = site(BESIDE)
    made = bot_for(served, headed=True)
    made.progress.when_called = lambda: made.run.tab.page.frame_locator("iframe").get_by_role("checkbox").check()

    assert made.through() == "the overview"

    assert served.heard[1:] == ["password=correct+horse"]


def test_a_check_that_asks_nothing_of_anybody_stops_nothing(bot_for: MakeBot) -> None:
    served = site(PASSWORD.replace("<button>", f"{FRAME}<button>"))

    assert bot_for(served).through() == "the overview"
