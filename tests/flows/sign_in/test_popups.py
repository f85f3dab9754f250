"""What lies over the page goes by its harmless button, and nothing else is ever pressed."""

from contextlib import nullcontext

import pytest
from tests.conftest import RunBot, Serve
from tests.flows.conftest import MakeBot, Read
from tests.flows.laws import small
from tests.support.own_pages import OVERVIEW, OwnPages

from cancelbot.page.confirmation import Confirmation
from cancelbot.page.query import controls, dialog_of, only
from cancelbot.page.snapshot import Node, Snapshot
from cancelbot.sandbox import Sandbox
from openai_platform.billing.cancel import CANCELS, cancel_control
from openai_platform.sign_in.popups import popups_over
from openai_platform.words import CANCEL_PLAN

PAGE = (
    "<body style='margin:0'><nav><a href=/a>Billing</a></nav><main><h1>Billing</h1><button>Cancel plan</button></main>"
)
FIXED = "position:fixed;inset:0;background:#fff"
CREDITS = "<h2>Add some API credits</h2><button>Purchase credits</button><button>I'll buy credits later</button>"

BANNER = "<button>Accept all</button><button>Reject non-essential</button>"
POPUPS = {
    "cookies at the bottom": (f"<div style='position:fixed;bottom:0'>Cookies{BANNER}</div>", "Reject non-essential"),
    "credits, a dialog": (f"<div role=dialog style='{FIXED}'>{CREDITS}</div>", "I'll buy credits later"),
    "credits, a plain box": (f"<div style='{FIXED}'><div>{CREDITS}</div></div>", "I'll buy credits later"),
    "credits, a native dialog": (f"<dialog open>{CREDITS}</dialog>", "I'll buy credits later"),
    "news": (f"<div role=alertdialog style='{FIXED}'>What's new <a href=#>More</a><button>Okay</button></div>", "Okay"),
    "a tour": (f"<div style='{FIXED}'>Welcome<button>Next</button><button>Skip tour</button></div>", "Skip tour"),
    "an absolute box": (
        f"<div style='{FIXED.replace('fixed', 'absolute')}'>New!<button>Got it</button></div>",
        "Got it",
    ),
    "a survey": (
        f"<div role=dialog style='{FIXED}'>Happy?<button>Yes</button><button aria-label=Close>\u00d7</button></div>",
        "\u00d7",
    ),
}
VERSION = "A new version is available.<button>Reload</button><button>Later</button>"
AWAY = "You will be logged out.<button>Log out now</button><button>Stay logged in</button>"
SCORE = "How likely are you to recommend us?<button>9</button><button aria-label=Close>\u00d7</button>"
CROSS = "Pay first.<button aria-label=Close>\u00d7</button>"
STAY = "Before you go: stay with us?<button>Stay logged in</button>"
CORNER = "position:fixed;right:0;bottom:0"
POPUPS |= {
    "a bar of a new version": (f"<div role=status style='{FIXED}'>{VERSION}</div>", "Later"),
    "a question whether somebody is there": (f"<div role=dialog style='{FIXED}'>{AWAY}</div>", "Stay logged in"),
    "a chat": (
        f"<div style='{FIXED}'>Hi!<button>Chat with us</button><button>No, I'm good</button></div>",
        "No, I'm good",
    ),
    "a bar that asks for a score": (f"<div style='{FIXED}'>{SCORE}</div>", "\u00d7"),
}
LINKS = "".join(f"<a href=/{n}>{n}</a> " for n in range(5))
QUESTION = "Are you sure you want to cancel your billing plan?"
TOP_UP = "Add $20 of credits to keep going?<button>OK</button><button>Cancel</button>"
NOT_POPUPS = {
    "an offer that OK takes": f"<div role=dialog style='{FIXED}'>{TOP_UP}</div>",
    "nothing": "",
    "cookies inside the page": "<div>We use cookies <button>Okay</button></div>",
    "a question before an act": f"<div role=dialog style='{FIXED}'>{QUESTION}<button>Close</button></div>",
    "a card to be deleted": f"<div role=dialog style='{FIXED}'>Delete this card?<button>Okay</button></div>",
    "an offer without a way out": f"<div role=dialog style='{FIXED}'>Add<button>Purchase credits</button></div>",
    "a message with a cross": f"<div role=alert style='{FIXED}'>{CROSS}</div>",
    "a message that covers nothing": f"<div role=status style='{CORNER}'>{VERSION}</div>",
    "an offer to stay": f"<div role=dialog style='{FIXED}'>{STAY}</div>",
    "a sidebar that stays": f"<aside style='position:fixed;right:0;bottom:0'>{LINKS}<button>Close</button></aside>",
}


@pytest.mark.parametrize("which", POPUPS)
def test_a_popup_is_known_by_its_harmless_button(read: Read, which: str) -> None:
    html, button = POPUPS[which]

    popups = popups_over(read(PAGE + html))

    assert [popup.name for popup in popups] == [button]


@pytest.mark.parametrize("which", NOT_POPUPS)
def test_what_is_no_popup_is_left_alone(read: Read, which: str) -> None:
    assert popups_over(read(PAGE + NOT_POPUPS[which])) == []


def test_a_popup_that_does_not_go_is_pressed_once(bot: MakeBot, sandbox: Sandbox) -> None:
    made = bot(sandbox)
    page, popups = made.run.tab.page, made.sign_in.popups
    page.set_content(f"{PAGE}<div role=dialog style='{FIXED}'>News<button onclick='n = n + 1'>Okay</button></div>")
    page.evaluate("window.n = 0")

    popups.clear()
    popups.clear()

    assert page.evaluate("window.n") == 1


LATE = f"""{PAGE}<script>setTimeout(() => document.body.insertAdjacentHTML("beforeend",
  `<div style="{FIXED}" id=news>What's new<button onclick="news.remove()">Okay</button></div>`), 500)</script>"""


def test_what_comes_up_late_is_sent_away_and_the_look_is_done_again(bot: MakeBot, sandbox: Sandbox) -> None:
    made, looks = bot(sandbox), list[bool]()
    made.run.tab.page.set_content(LATE)
    made.run.tab.page.wait_for_selector("#news")

    def look() -> Node:
        looks.append(True)
        free = [node for node in controls(made.run.tab.read().root, CANCEL_PLAN) if not node.covered]
        return only(free, "“Cancel plan”")

    assert made.run.helped(look).name == "Cancel plan"

    assert len(looks) == 2


OVER = f"""document.body.insertAdjacentHTML('beforeend', `<div id=over role=dialog style="{FIXED};z-index:9">{CREDITS}
  </div>`); over.lastElementChild.onclick = () => {{ over.remove(); gone++; }};
  over.children[1].onclick = () => bought++"""
ASKS = f"""<body><h1>Billing</h1><p>Auto recharge is on</p><button id=ask>Cancel plan</button><script>
gone = bought = canceled = 0; ask.onclick = () => {{
  document.body.insertAdjacentHTML('beforeend', `<div id=box role=dialog style="{FIXED}"><p>{QUESTION}</p>
    <button onclick="box.remove()">Nevermind</button><button id=agree onclick="canceled++">Cancel plan</button>
    <button aria-label=Close onclick="box.remove()">\u00d7</button></div>`); {OVER}; }}</script>"""


def test_what_comes_up_over_a_question_goes_and_the_question_is_answered(
    bot: MakeBot, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bot(sandbox)
    monkeypatch.setattr(made.run.guard, "opened", lambda _step: nullcontext())
    page, clicker = made.run.tab.page, made.run.clicker
    page.set_content(ASKS)

    def question(now: Snapshot, before: Snapshot, _pressed: Node) -> Confirmation | None:
        asks = dialog_of(now, CANCELS, since=before)
        return Confirmation.by(asks) if asks is not None else None

    confirmation = clicker.open_confirmation(cancel_control, question)
    page.evaluate(f"{OVER.replace('Add some', 'Add more')}; 0")
    clicker.click_once("cancel-plan", "the plan is canceled", confirmation.still)

    assert page.evaluate("[gone, bought, canceled]") == [2, 0, 1]


def test_what_hides_a_control_is_sent_away_without_another_load(bot: MakeBot, sandbox: Sandbox) -> None:
    made = bot(sandbox)
    page = made.run.tab.page
    page.set_content(f"{PAGE}<script>gone = bought = 0; {OVER}</script>")

    def free(now: Snapshot) -> Node:
        return only([node for node in controls(now.root, CANCEL_PLAN) if not node.covered], "“Cancel plan”")

    snapshot, node = made.run.clicker.find(free)

    assert node is snapshot.by_id[node.id]
    assert page.evaluate("[gone, bought]") == [1, 0]
    assert made.run.tab.loads == 0


def test_a_consent_vendors_frame_goes_by_the_button_that_declines(bot_for: MakeBot) -> None:
    site = OwnPages([], signed_in=True)
    site.files["/consent"] = """<p>We value your privacy and use cookies.</p>
<button onclick='parent.bad++'>Accept all</button>
<button onclick='parent.n++; parent.box.remove()'>Reject all</button>"""
    site.inside = f"""{OVERVIEW}<button onclick="document.title = 'pressed'">Cancel plan</button>
<iframe id=box src=/consent style="position:fixed;inset:0;width:100%;height:100%"></iframe>
<script>n = bad = 0</script>"""
    made = bot_for(site)
    made.through()

    made.run.clicker.press(only(controls(made.run.tab.read().root, CANCEL_PLAN), "“Cancel plan”"))

    assert made.run.tab.page.evaluate("[n, bad, document.title]") == [1, 0, "pressed"]


@pytest.fixture
def popping(serve: Serve) -> Sandbox:
    """Every popup there is, and no second factor; without telemetry, so that every write is a press."""
    scenario = serve("popups").scenario
    simple = {"sign_in": serve("no-mfa").scenario.sign_in, "organizations": small().organizations}
    return serve(scenario.model_copy(update=simple).with_pages(telemetry=False))


@pytest.mark.soak
def test_a_dry_run_gets_past_all_of_them_and_writes_nothing(run: RunBot, popping: Sandbox) -> None:
    ran = run(popping, dry_run=True)

    assert ran.outcome == "would-cancel"
    assert popping.request_log.writes == []
    assert {blocked["url"].rsplit("/", 1)[-1] for blocked in ran.result.blocked} <= {"dismiss"}
    sent_away = [event["by"] for event in ran.events if event["event"] == "popup.sent_away"]
    assert set(sent_away) == {"Reject non-essential", "Okay", "I'll buy credits later"}


@pytest.mark.soak
def test_a_run_cancels_behind_them_and_buys_nothing(run: RunBot, popping: Sandbox) -> None:
    ran = run(popping)

    assert ran.outcome == "canceled"
    assert {write.act for write in popping.request_log.account_writes} == {"auto-recharge", "cancel"}
