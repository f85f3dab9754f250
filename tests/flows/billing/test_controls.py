"""What turns auto-recharge off, and what agrees to a question: the thing itself, in any words, or nothing."""

import pytest
from tests.flows.conftest import Read

from cancelbot.errors import Ambiguous, ControlNotFound
from cancelbot.page.query import dialog_of
from openai_platform.agreement import leads_elsewhere
from openai_platform.billing.auto_recharge import TURNS_OFF, next_press
from openai_platform.billing.cancel import CANCELS, cancel_control, is_of_another_section

PAGE = "<main><h1>Billing</h1><h2>Pay as you go</h2><p>Credit balance</p><p>$4.34</p>{}</main>"
EMAILS = "<label><input type=checkbox checked> Send me auto-recharge emails</label>"


@pytest.mark.parametrize(
    ("shown", "pressed"),
    [
        (f"<div><p>Auto recharge is on</p><button>Modify</button></div>{EMAILS}", "Modify"),
        (f"<div><h3>Auto-reload credits</h3><span>On</span><button>Manage auto-reload</button></div>{EMAILS}",
         "Manage auto-reload"),
        ("<div role=dialog><h2>Auto-reload credits</h2><button>Turn off</button><button disabled>Save</button></div>",
         "Turn off"),
        (("<button>Manage auto-reload</button><div role=dialog><h2>Manage auto-reload</h2>"
         "<button>Turn auto-reload off</button><button>Save</button></div>"), "Turn auto-reload off"),
        (("<div><h3>Automatic top-ups</h3><button>Edit</button></div><div><h3>Auto-recharge history</h3>"
         "<button>Edit</button></div>"), "Edit"),
        ("<section><p>Auto-reload<b>: on</b></p><button>Edit</button></section>", "Edit"),
        ("<label><input type=checkbox checked> Automatically refill my balance</label>" + EMAILS,
         "Automatically refill my balance"),
        (("<section><h3>Auto-reload</h3><div><span>Weekly summary</span><button role=switch aria-checked=true></button>"
         "</div><button>Manage auto-reload</button></section>"), "Manage auto-reload"),
        (("<div><h3>Auto recharge</h3><p>When your credit balance reaches $10.00, your card is charged.</p><b>On</b>"
         "<button>Turn off</button></div>"), "Turn off"),
        ("<nav aria-label=Auto-reload><h1>Auto-reload</h1><p>It is on</p><button>Edit</button></nav>", "Edit"),
        ("</main><button>Settings</button><h1>Billing</h1><button aria-expanded=false>Auto-reload credits On</button>",
         "Auto-reload credits On"),
        (("<p>Auto-refill is on</p><p>E-mail alerts for auto-refill <button>Edit</button></p>"
         "<button>Switch off auto-refill</button>"), "Switch off auto-refill"),
    ],
)  # fmt: skip
def test_what_changes_auto_recharge_is_pressed_and_nothing_beside_it(read: Read, shown: str, pressed: str) -> None:
    assert next_press(read(PAGE.format(shown))).name == pressed


@pytest.mark.parametrize(
    "shown",
    [
        EMAILS,
        "<p>E-mail alerts for auto-refill <button>Edit</button></p>",
        "<div><h3>Auto-recharge limit</h3><button>Edit</button></div>",
        "<div role=dialog><h2>Auto-reload credits</h2><button>Turn on</button><button>Save</button></div>",
        "<a href=/history>Auto-recharge history</a><a href=/docs>Learn about auto-recharge</a>",
        "<p>Auto recharge is on</p><button>Buy credits</button>",
        "<button role=switch aria-checked=true>Auto-reload alerts</button>",
        (
            "<div role=dialog><h2>Auto-reload</h2><p>Auto-reload is on</p><div><p>Low balance e-mails are on</p>"
            "<button>Turn off</button></div><button>Save</button></div>"
        ),
        "<div role=dialog><h2>Auto-reload</h2><div><p>Spend limit</p><button>Turn off</button></div></div>",
        "<section><h3>Codex credits</h3><p>Auto top-up is on</p><button>Turn off auto top-up</button></section>",
        "</main><button>Settings</button><main><h1>Billing</h1><p>Auto recharge is on</p>",
        "</main><button>Settings</button><div role=tablist><button role=tab>Overview</button></div><p>Auto-reload</p>",
        "</main><nav><a href=/s>Settings</a></nav><div><p>Auto recharge is on</p></div>",
        "<p>Auto recharge is on</p><nav><a href=/s>Settings</a></nav>",
        "<div><b>Your plan</b><b>Credit balance</b><p>Auto recharge is on</p><button>Edit</button></div>",
        "<div><p>Auto recharge is on</p><p>Old key <button>Disable</button></p></div>",
    ],
)
def test_where_nothing_is_the_switch_nothing_is_pressed(read: Read, shown: str) -> None:
    with pytest.raises(ControlNotFound):
        next_press(read(PAGE.format(shown)))


def test_a_choice_that_is_off_for_a_while_only_is_not_made(read: Read) -> None:
    shown = "<h3>Auto-reload</h3>{}<label><input type=radio name=a>{}</label>"
    on = "<label><input type=radio name=a checked>On</label>"

    assert next_press(read(PAGE.format(f"<section>{shown.format(on, 'Off')}</section>"))).name == "Off"
    for_a_while = PAGE.format(f"<section>{shown.format(on, 'Off until Monday')}</section>")
    with pytest.raises(ControlNotFound, match="Off until Monday"):
        next_press(read(for_a_while))


CANCEL_BOXES = [
    ("Want to cancel your billing plan?", "<button>Nevermind</button><button>Cancel plan</button>", "Cancel plan"),
    ("End your subscription?", "<button>Keep subscription</button><button>End it now</button>", "End it now"),
    ("You are about to terminate your API plan.", "<button>Go back</button><button>Confirm</button>", "Confirm"),
    ("Do you want to stop billing?", "<button>No, keep it</button><button>Yes</button>", "Yes"),
    ("Cancel plan", "<button>Cancel</button><button>Confirm cancellation</button>", "Confirm cancellation"),
    ("Your plan will be canceled today.", "<button>Cancel plan</button>", "Cancel plan"),
    ("Are you sure?", "<button>Keep plan</button><button>Cancel subscription</button>", "Cancel subscription"),
    ("Are you really sure?", "<button>Keep my plan</button><button>Yes, cancel plan</button>", "Yes, cancel plan"),
    ("One last step", "<button>Stay</button><button>End my plan</button>", "End my plan"),
    ("Cancel your plan?", "<button>Don't cancel</button><button>Continue</button>", "Continue"),
    ("Opt out of pay as you go?", "<button>Stay opted in</button><button>Opt out</button>", "Opt out"),
    ("Leave the prepaid plan?", "<button>Stay</button><button>Leave plan</button>", "Leave plan"),
    ("If you cancel, requests will fail.", "<button>Back</button><button>Confirm and cancel</button>",
     "Confirm and cancel"),
    ("Cancel your plan? Your organization is not deleted.", "<button>Back</button><button>Yes</button>", "Yes"),
    ("Cancel your plan?", "<button>Abort</button><button>Proceed</button>", "Proceed"),
    ("Cancel your plan?</h2><p>You keep access until May 3.</p><h2>", "<button>No</button><button>Yes</button>", "Yes"),
    ("Request cancellation</h2><p>Your plan will be canceled.</p><h2>",
     "<button>Leave it as is</button><button>Agree and cancel</button>", "Agree and cancel"),
    ("Your plan will be canceled", "<button>Not yet</button><button>Cancel plan for good</button>",
     "Cancel plan for good"),
    ("Turn off billing? Your plan will end.", "<button>Keep billing</button><button>Turn off billing</button>",
     "Turn off billing"),
    ("Ready to cancel?</h2><p>Your plan ends at once.</p><h2>", "<button>Back</button><button>Yes, cancel</button>",
     "Yes, cancel"),
    ("Turn off pay as you go", "<button>Cancel</button><button>Turn off pay as you go</button>",
     "Turn off pay as you go"),
    *(
        (f"Cancel your plan?</h2><p>{said}</p><h2>", "<button>Back</button><button>Continue</button>", "Continue")
        for said in (
            "Choose Continue to cancel your plan.",
            "Click Continue to confirm. You can not undo this.",
            "If you continue, your requests will not be answered.",
            "You keep access until May 3. Press “Continue” to go on.",
            "Your credits stay. Select Continue to end your plan.",
        )
    ),
    ("Cancel your plan</h2><p>Step 1 of 2</p><h2>", "<button>Keep plan</button><button>Next</button>", "Next"),
    ("Your plan will end on May 3.", "<button>Back</button><button>Schedule cancellation</button>",
     "Schedule cancellation"),
]  # fmt: skip


@pytest.mark.parametrize(("asks", "buttons", "agrees"), CANCEL_BOXES)
def test_a_question_about_the_plan_is_agreed_to_by_its_own_control(
    read: Read, asks: str, buttons: str, agrees: str
) -> None:
    found = dialog_of(read(PAGE.format(f"<div role=dialog><h2>{asks}</h2>{buttons}</div>")), CANCELS)

    assert found is not None
    assert (found.agree.name, found.is_disabled) == (agrees, False)


@pytest.mark.parametrize(
    ("asks", "buttons"),
    [
        ("Are you sure?", "<button>No</button><button>Yes</button>"),
        ("Cancel your plan?", "<button>Cancel</button><button>Close</button>"),
        ("Cancel your plan?", "<button>Go back</button><button>Switch to annual</button><button>Continue</button>"),
        ("Cancel your ChatGPT subscription?", "<button>No</button><button>Yes</button>"),
        ("Delete this organization?", "<button>Cancel</button><button>Delete</button>"),
        ("Upgrade your plan", "<button>Not now</button><button>Confirm</button>"),
        ("Your plan will be canceled today.", "<button>Confirm</button>"),
        ("Cancel your plan change?", "<button>No</button><button>Yes</button>"),
        ("Keep your plan and get 20% off", "<button>No thanks</button><button>Accept offer</button>"),
        ("Get 3 months free</h2><p>Instead of canceling your plan</p><h2>", "<button>Yes</button><button>No</button>"),
        ("Would you rather pause than cancel your plan?", "<button>Yes</button><button>No</button>"),
        ("Are you sure you don't want to cancel your plan?", "<button>Yes</button><button>No</button>"),
        ("Keep your plan? If you leave, your plan will end today.", "<button>Yes</button><button>No</button>"),
        ("Don't cancel your plan yet", "<button>OK</button><button>No thanks</button>"),
        ("Discard the request to cancel your plan?", "<button>Confirm</button><button>Back</button>"),
        *(
            (f"Cancel your plan?</h2><p>{said}</p><h2>", "<button>Back</button><button>Continue</button>")
            for said in (
                "Choose Continue to stay on your plan.",
                "Choose <b>Continue</b> to stay on your plan",
                "Click “Continue” to keep your plan.",
                "By pressing Continue you keep your plan at 20% off.",
                "Changed your mind? Select Continue if you do not want to cancel.",
                "Continue to stay on your plan, or go back.",
                "Tap Continue to pause instead.",
                "Use the Continue button to stay, Back to leave.",
            )
        ),
        ("Cancel your plan?</h2><p>Choose Yes to stay.</p><h2>", "<button>No</button><button>Yes</button>"),
        ("Are you sure?", "<button>Back</button><button>Next</button>"),
        ("What's new", "<button>Close</button><button>Next</button>"),
        ("Cancel your plan?", "<button>Back</button><button>See offers</button><button>Next</button>"),
        ("Would you rather pause than cancel your plan?", "<button>Back</button><button>Next</button>"),
        ("Get 20% off instead of canceling your plan", "<button>Back</button><button>Next</button>"),
    ],
)
def test_what_asks_something_else_or_could_mean_two_things_is_not_agreed_to(
    read: Read, asks: str, buttons: str
) -> None:
    assert dialog_of(read(PAGE.format(f"<div role=dialog><h2>{asks}</h2>{buttons}</div>")), CANCELS) is None


@pytest.mark.parametrize(
    ("asks", "buttons"),
    [
        ("Cancel plan and delete organization?", "<button>Back</button><button>Confirm</button>"),
        (
            "Delete organization and cancel plan<p>This can not be undone.</p>",
            "<button>Back</button><button>Cancel plan</button>",
        ),
        ("Cancel plan? All your data will be permanently erased.", "<button>Back</button><button>Cancel plan</button>"),
        ("Cancel plan? All projects will be archived.", "<button>Back</button><button>Cancel plan</button>"),
        ("Cancel plan? We will delete your API keys too.", "<button>Back</button><button>Cancel plan</button>"),
        ("Cancel plan? Your card is removed as well.", "<button>Back</button><button>Cancel plan</button>"),
        ("Cancel plan? Early termination fee: $40", "<button>Back</button><button>Cancel plan</button>"),
        ("To cancel your plan, contact sales.", "<button>Back</button><button>Continue</button>"),
        ("Your plan will be canceled for a fee of $40", "<button>Back</button><button>Confirm</button>"),
        ("Cancel plan?", "<button>Keep</button><button>Cancel at period end</button><button>Cancel now</button>"),
    ],
)
def test_what_would_do_more_or_offers_a_choice_is_not_agreed_to(read: Read, asks: str, buttons: str) -> None:
    with pytest.raises(Ambiguous):
        dialog_of(read(PAGE.format(f"<div role=dialog><h2>{asks}</h2>{buttons}</div>")), CANCELS)


@pytest.mark.parametrize(
    "button", ["<button disabled>Cancel plan</button>", "<button disabled>Cancel plan (10)</button>"]
)
def test_a_control_that_sleeps_is_told_from_one_that_is_missing(read: Read, button: str) -> None:
    box = f"<div role=dialog><h2>Cancel your plan?</h2><button>Back</button>{button}</div>"
    found = dialog_of(read(PAGE.format(box)), CANCELS)

    assert found is not None
    assert found.is_disabled


@pytest.mark.parametrize(
    ("asks", "buttons", "agrees"),
    [
        ("Are you sure?", "<button>Keep it on</button><button>Turn off auto-reload</button>", "Turn off auto-reload"),
        ("Turn off auto-reload?", "<button>Cancel</button><button>Turn off</button>", "Turn off"),
        (
            "Turn off auto-reload? Your last reload of $20 stays, nothing is charged today.",
            "<button>Back</button><button>Turn off</button>",
            "Turn off",
        ),
        ("Disable automatic top-ups?", "<button>Never mind</button><button>OK</button>", "OK"),
        ("Stop automatic top-ups?", "<button>Not yet</button><button>Stop top-ups</button>", "Stop top-ups"),
        ("Auto-reload", "<button>Keep</button><button>Stop reloading</button>", "Stop reloading"),
    ],
)
def test_a_question_about_auto_recharge_is_agreed_to_by_its_own_control(
    read: Read, asks: str, buttons: str, agrees: str
) -> None:
    found = dialog_of(read(PAGE.format(f"<div role=dialog><h2>{asks}</h2>{buttons}</div>")), TURNS_OFF)

    assert found is not None
    assert found.agree.name == agrees


@pytest.mark.parametrize(
    ("asks", "buttons"),
    [
        ("Auto-reload credits", "<button>Cancel</button><button>Turn on</button>"),
        ("Auto-reload credits", "<button>Cancel</button><button>Save</button>"),
        ("Auto-reload settings", "<button>Close</button><button>Continue</button>"),
        ("Turn off auto-reload emails?", "<button>Cancel</button><button>Yes</button>"),
        (
            "Keep auto-reload on?</h2><p>Turning off auto-reload may hurt.</p><h2>",
            "<button>Yes</button><button>No</button>",
        ),
    ],
)
def test_saving_or_turning_on_is_never_an_agreement(read: Read, asks: str, buttons: str) -> None:
    assert dialog_of(read(PAGE.format(f"<div role=dialog><h2>{asks}</h2>{buttons}</div>")), TURNS_OFF) is None


@pytest.mark.parametrize(
    "asks",
    [
        "Turn off auto-reload emails?",
        "Turn off auto-reload for Codex?",
        "Turn off auto-reload for the project Staging?",
        "Turn off auto-reload and delete the card?",
        "Turn off auto-reload? One last reload of $20 is made now.",
        "Turn off auto-reload? Your card will be removed.",
    ],
)
def test_a_question_about_mails_or_another_product_is_not_agreed_to(read: Read, asks: str) -> None:
    with pytest.raises(Ambiguous):
        dialog_of(
            read(
                PAGE.format(f"<div role=dialog><h2>{asks}</h2><button>Cancel</button><button>Turn off</button></div>")
            ),
            TURNS_OFF,
        )


@pytest.mark.parametrize(
    ("message", "agrees"),
    [
        ("Are you sure you want to cancel your plan?", True),
        ("Keep your plan and get 20% off instead of canceling your plan?", False),
        ("Cancel your plan and delete your organization?", False),
        ("Discard your changes?", False),
    ],
)
def test_ok_is_pressed_only_where_the_browser_s_own_question_means_the_cancellation(message: str, agrees: bool) -> None:
    assert CANCELS.is_asked_by(message) is agrees


@pytest.mark.parametrize(
    ("control", "leads"),
    [("<a href='https://p.example/cancel?yes=1'>Cancel plan</a>", True), ("<button>Cancel plan</button>", False)],
)
def test_a_rehearsal_knows_a_link_that_would_cancel_by_its_address_alone(read: Read, control: str, leads: bool) -> None:
    found = cancel_control(read(PAGE.format(control)))

    assert leads_elsewhere(found, "https://p.example/billing") is leads


TWIN = "<button style='position:fixed;inset:0;width:100%;height:100%;color:transparent;background:none'>{}</button>"


def test_an_invisible_twin_over_the_window_is_not_pressed(read: Read) -> None:
    box = "<div role=dialog><h2>Cancel your plan?</h2><button>Back</button><button>Cancel plan</button></div>"

    with pytest.raises(Ambiguous):
        dialog_of(read(PAGE.format(box + TWIN.format("Cancel plan"))), CANCELS)
    with pytest.raises(Ambiguous):
        cancel_control(read(PAGE.format("<button>Cancel plan</button>" + TWIN.format("Cancel plan"))))


OF_PLAN = (
    "<section><h3>Growth plan</h3><p>$20 / month</p><button>Unsubscribe</button></section>",
    "<div><b>Current plan</b><i>Growth</i><button>Unsubscribe</button></div>",
    "<article><header>Growth plan</header><footer><button>Request cancellation</button></footer></article>",
    "<table><tr><th>Plan<td>Pay as you go<td><button>Unsubscribe</button></table>",
    "<div><p>Your plan: Growth</p><p>Next invoice: $20.00</p><a href=#>Start cancellation</a></div>",
    "<div><p>Growth newsletter</p><button>Cancel plan</button></div>",
    "<div><p>Next invoice on May 3</p><button>Cancel subscription</button></div>",
    "<div><p>We e-mail a receipt for each $20 payment.</p><button>Cancel subscription</button></div>",
    "<button>Unsubscribe from the paid plan</button>",
    "<section><h2>Plan & notifications</h2><button>Cancel plan</button></section>",
)
"""ends the plan: it says so, or stands in the plan's own box"""
OF_MESSAGES = (
    *(
        f"{about}<button>{name}</button></section>"
        for name in ("Unsubscribe", "Cancel subscription", "End membership", "Stop subscription")
        for about in (
            "<section><h3>Newsletter</h3><p>Once a month.</p>",
            "<section><p>You get our product updates.</p>",
            "<section><h4>E-mail notifications</h4>",
            "<section><p>Marketing</p><p>dana@acme.example</p>",
        )
    ),
    "<button>Unsubscribe</button>",
    "<section><h3>Batch 12</h3><p>In progress</p><button>Request cancellation</button></section>",
    "<section><h3>Order 4411</h3><button>Start cancellation</button></section>",
    "<section><h3>Weekly digest of your plan</h3><p>Your plan</p><button>Unsubscribe</button></section>",
    "<footer><p>Plan</p><button>Unsubscribe</button></footer>",
    "<button>Unsubscribe from all</button>",
    *(f"<section><h3>Growth plan</h3><button>{verb}</button></section>" for verb in ("Cancel", "End", "Stop", "Close")),
)
"""ends something else, or does not say what"""


@pytest.mark.parametrize("shown", OF_PLAN)
def test_a_verb_that_does_not_say_of_what_is_pressed_in_the_plan_s_own_box(read: Read, shown: str) -> None:
    assert cancel_control(read(PAGE.format(f"</section>{shown}"))).name.startswith(("Un", "Re", "St", "Cancel"))


@pytest.mark.parametrize("shown", OF_MESSAGES)
def test_what_ends_e_mails_or_says_nothing_of_a_plan_is_not_pressed(read: Read, shown: str) -> None:
    with pytest.raises(ControlNotFound):
        cancel_control(read(PAGE.format(f"</section>{shown}")))


@pytest.mark.parametrize(
    "asked",
    [
        "Unsubscribe from our newsletter?",
        "Do you want to unsubscribe from product updates?",
        "Unsubscribe?</h2><p>You will get no more e-mails.</p><h2>",
    ],
)
def test_a_question_about_e_mails_is_not_one_about_the_plan(read: Read, asked: str) -> None:
    box = f"<div role=dialog><h2>{asked}</h2><button>Back</button><button>Unsubscribe</button></div>"
    asks = dialog_of(read(PAGE.format(box)), CANCELS)

    assert asks is None or is_of_another_section(asks)
