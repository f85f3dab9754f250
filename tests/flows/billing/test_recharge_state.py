"""How auto-recharge stands, in any words: what states it, what takes that back, and what is of another thing."""

import pytest
from tests.flows.billing.test_plan_states import BALANCE, CANCEL, NAMED, NEIGHBORS, seen
from tests.flows.conftest import Read

CARD = "<section><h3>Auto-reload credits</h3><p>Never run out of credits.</p>{}</section>"


RECHARGE: tuple[tuple[str, bool | None], ...] = (
    (CARD.format("<span>On</span><button>Manage auto-reload</button>"), True),
    (CARD.format("<span>Off</span><button>Set up auto-reload</button>"), False),
    (CARD.format("<button>Set up auto-reload</button>"), False),
    (CARD.format("<button>Turn off auto-reload</button>"), True),
    (CARD.format("<button>Manage auto-reload</button>"), None),
    (CARD.format("<span>On</span><button>Set up auto-reload</button>"), None),
    (CARD.format("<span>Off</span><input type=checkbox checked aria-label='Auto-reload'>"), None),
    ("<p>Automatic top-ups are enabled</p>", True),
    ("<p>Auto-refill: off</p>", False),
    ("<p>Auto-refill<!-- -->: on</p>", True),
    ("<label><input type=checkbox> Automatically top up my balance when it falls below $5</label>", False),
    ("<p>Auto recharge is off</p><button>Turn off auto recharge</button>", None),
    ("<p>Auto recharge is off</p><p>Auto recharge is on</p>", None),
    ("<h3>Auto-reload</h3><h3>E-mail alerts</h3><span>On</span>", None),
    ("<label><input type=checkbox checked> Send me auto-recharge emails</label>", None),
    ("<p>Auto recharge is off</p><label><input type=checkbox checked> Send me auto-recharge emails</label>", False),
    ("<p>Auto-recharge alerts <input type=checkbox checked></p>", None),
    ("<p>Get an alert when auto-reload is off</p>", None),
    ("<button role=switch aria-checked=true aria-label='Auto-recharge history'></button>", None),
    ("<p>Auto top-up · Off</p>", False),
    ("<p>Auto-reload has been turned off.</p>", False),
    ("<dl><dt>Auto-reload</dt><dd>On</dd><dt>Low balance alert</dt><dd>Off</dd></dl>", True),
    (
        CARD.format("<div><span>E-mail alerts</span> <span>Off</span></div><button>Manage auto-reload</button>"),
        None,
    ),
    ("<p>Auto-reload is off for project Staging.</p>", None),
    (CARD.format("<div><span>Weekly summary</span> <button role=switch aria-checked=false></button></div>"), None),
    (CARD.format("<div><span>Status</span> <button role=switch aria-checked=false></button></div>"), False),
    ("<p>Auto recharge is off in test mode.</p>", None),
    ("<section><h3>ChatGPT credits</h3><p>Auto top-up is off</p></section>", None),
    ("<section><h3>Codex credits</h3><button>Turn off auto top-up</button></section>", None),
    ("<p>Auto-reload is off between midnight and 6 am.</p>", None),
    ("<p>Auto-reload is off until your payment clears.</p>", None),
    ("<p>Auto-reload: off-limits for members</p>", None),
    ("<p>Auto-reload: Off-peak only</p>", None),
    ("<section><h3>Recent activity</h3><p>Auto-reload turned off</p><p>May 3</p></section>", None),
    ("<section><h3>Project Staging</h3><p>Auto-reload is off</p></section>", None),
    (CARD.format("<p>Monthly cap</p><p>Not set up</p><button>Manage auto-reload</button>"), None),
    ("<p>Auto-reload is off and your balance is not topped up.</p>", False),
    ("<p>Auto-reload is off for this organization.</p>", False),
    ("<p>Auto-reload off: $20, on: $5 (test values)</p>", None),
    ("<p>Auto-reload is off: your requests stop at $0.</p>", False),
    (CARD.format("<div>Auto-reload \u24d8</div> <span>Off</span><button>Set up</button>"), False),
    ("<table><tr><th>Auto-reload<td>On<td><button>Manage</button><tr><th>E-mails<td>Off</table>", True),
    ("<p>Auto-reload is off from January 1, 2027.</p>", None),
    ("<div><p>Subject: Auto-reload is off</p></div>", None),
    ("<blockquote>Auto-reload is off</blockquote>", None),
    ("<h3>Activity</h3><ul><li><span>Auto-reload is off</span> <span>May 3</span></ul>", None),
    ("<div>Auto-recharge | Taxes | Off</div>", None),
    ("<p>Alerts: Off · Auto-reload: On</p>", True),
    ("<p>Staging: auto-reload is off</p>", None),
    ("<p>Auto-reload is off. It will be turned on again on Jan 1, 2027.</p>", None),
    ("<p>Auto-reload: off</p><p>Scheduled to turn on on Dec 1</p>", None),
    (CARD.format("<span>Off</span><p>Turns back on on Dec 1.</p>"), None),
    (CARD.format("<button role=switch aria-checked=false></button><p>It will be turned on on Dec 1.</p>"), None),
    ("<p>Auto-reload: off</p><p>Starts again on Dec 1</p>", None),
    ("<p>Until Dec 1, 2026</p><p>Auto-reload: off</p>", None),
    (CARD.format("<span>Off</span><button>Turn on again</button>"), False),
    (CARD.format("<span>Off</span><p>Top-ups turn back on Dec 1</p><button>Turn back on</button>"), None),
    (CARD.format("<span>Off</span><p>You can turn it on again at any time.</p>"), False),
    (CARD.format("<span>Off</span><p>You can turn it on again on Dec 1.</p>"), None),
    ("<p>Auto-reload: off</p><p>E-mails are sent on Dec 1</p>", False),
    ("<p>Auto-reload: off</p><p>Your plan is active until Dec 31, 2026</p>", False),
    ("<p>Auto-reload: off</p><p>Your next billing cycle begins on Dec 1</p>", False),
    ("<h4>What if auto-reload is off?</h4><p>Auto-reload is off: requests stop at $0.</p>", None),
    ("<div><span>Nov 1</span> <span>Auto-reload off</span></div>", None),
    (CARD.format("<p>Backup card</p><p>Off</p><button>Manage auto-reload</button>"), None),
    ("<section><h3>Team: auto-reload</h3><span>Off</span></section>", None),
    ("<h3>Members</h3><div>Kim Lee</div><div>Auto-reload: Off</div>", None),
    ("<h3>Staging</h3><p>Auto-reload: Off</p>", None),
    ("<h3>Billing preferences</h3><p>Auto-reload: Off</p>", False),
)


def test_auto_recharge_is_what_the_page_says_and_a_contradiction_says_nothing(read: Read) -> None:
    told = {shown: seen(read, NAMED + BALANCE + f"<div>{shown}</div>" + CANCEL).auto_recharge for shown, _ in RECHARGE}

    assert told == dict(RECHARGE)


@pytest.mark.parametrize(("shown", "named"), [(NEIGHBORS[3], False), (CARD.format(""), True), ("", False)])
def test_only_auto_recharge_itself_must_say_how_it_stands_where_there_is_no_plan(
    read: Read, shown: str, named: bool
) -> None:
    assert (
        seen(
            read, BALANCE + "<h2>Free trial</h2>" + shown + "<label>Send me auto-recharge emails</label>"
        ).names_recharge
        is named
    )


OFF = "<p>Auto-reload: off</p>{}"
OFF_FOR_A_WHILE_OR_A_PART = (
    *(
        f"<p>Auto-reload off{limit}</p>"
        for limit in (
            ": weekends",
            ": USD 5",
            ": USD 20; on: USD 5",
            ": Project A. On: Project B.",
            " - weekends",
            ", paused until Monday",
            " \u00b7 paused",
            "; scheduled",
            ". Resumes Monday.",
            ". Back on Monday.",
            ", scheduled for Monday",
            " | Project A",
            " <b>Project A</b>",
            "<br>Project A",
            "; Project B: On",
            " and scheduled to start on Monday",
            " because your card expired. It continues once you update it.",
            " \u00b7 Snooze ends Monday",
            " (auto-resumes in 3 h)",
            ": none",
        )
    ),
    *(
        OFF.format(beside)
        for beside in (
            "<p>Project B: on</p>",
            "<p>Project A only</p>",
            "<p>For project A only.</p>",
            "<p>Weekends</p>",
            "<button>End snooze</button>",
            "<p>Snooze ends Monday</p>",
            "<p>Auto-resumes in 3 h</p>",
            "<p>3 hours left</p>",
            "<p>Turns on Monday</p>",
            "<p>Next reload: Dec 1</p>",
            "<p>Next reload scheduled for Dec 1</p>",
            "<p>We will charge your card $20 on Dec 1.</p>",
            "<p>2 of 3 projects</p>",
            "<p>Applies to: Alpha</p>",
            "<p>Scope: project Alpha</p>",
        )
    ),
    "<p>Project: Alpha</p><p>Auto-reload: off</p>",
    "<div>Project <select><option>Alpha<option>Beta</select></div><p>Auto-reload: off</p>",
    *(
        CARD.format(f"<span>Off</span> {beside}")
        for beside in (
            "<span>Project A</span><span>On</span> <span>Project B</span>",
            "<p>on weekends</p>",
            "<p>Snoozed until Monday</p>",
            "<span>Paused</span>",
            "<p>until Monday</p>",
            "<p>Until you verify your card</p>",
            "<p>Applies to: Alpha</p>",
            "<p>Retrying the payment</p>",
            "<button>Resume</button>",
            "<p>We'll try again on Monday.</p>",
            "<p>for 7 days</p>",
            "<p>It was paused by Kim.</p>",
            "<p>Workspace Beta</p><span>On</span>",
            "<span>Sat and Sun</span>",
            "<small>Nov 27 - Dec 1</small>",
            "<small>between 10pm and 6am</small>",
            "<p>Automatically turns on tomorrow</p>",
            "<p>Vacation mode, ends Dec 1</p>",
            "<p>Reactivation: Dec 1</p>",
        )
    ),
    CARD.format("<div><div>Off</div><div>Production</div></div>"),
    CARD.format("<p>Off: weekends</p><button>Manage auto-reload</button>"),
    CARD.format("<button role=switch aria-checked=false aria-label=Auto-reload></button><p>Snoozed for 7 days</p>"),
    CARD.format("<button role=switch aria-checked=false aria-label=Auto-reload></button><p>Project Alpha</p>"),
    "<p>Auto-reload <select><option>On<option selected>Off until Monday</select></p>",
    CARD.format(
        "<label><input type=radio name=a>On</label><label><input type=radio name=a checked>Off until Monday</label>"
    ),
)
OFF_BESIDE_OTHER_THINGS = (
    *(
        OFF.format(beside)
        for beside in (
            "<p>Your projects stop when the balance is used up.</p>",
            "<p>When your credit balance reaches $0, your API requests will stop working.</p>",
            "<div><h3>Usage limits</h3><p>Set monthly spend limits by project</p></div>",
            "<div><h3>Projects</h3><p>Manage project budgets</p></div>",
            "<label>E-mail alerts</label> <span>On</span>",
            "<p>Today you used $0.20</p>",
            "<p>30-day usage: $12</p>",
            "<p>Last reload: May 3, 2026</p>",
            "<p>Billing period</p><p>Nov 1 - Nov 30</p>",
            "<p>Billing period: Nov 1 - Nov 30</p>",
            "<p>Your billing period ends on Dec 1.</p>",
            "<p>3 days left in this billing period</p>",
            "<p>Your card ending in 4242 expires Dec 1.</p>",
            "<p>Weekly summary: on</p>",
            "<p>Data sharing: Enabled</p>",
            "<p>Your monthly budget resets every month.</p>",
            "<p>We will send your invoice on Dec 1, 2026.</p>",
            "<p>Failed payments are retried automatically.</p>",
            "<p>Until you add credits, requests fail.</p>",
        )
    ),
    "<p>Auto-reload is off: requests will stop at zero.</p>",
    "<p>Auto-reload is off \u2014 turn it on to avoid interruptions.</p>",
    "<p>Auto-reload is off, so you will not be charged automatically.</p>",
    "<p>Auto-reload is off for your account. It was turned off on Nov 27.</p>",
    CARD.format("<span>Off</span><dl><dt>Threshold<dd>$5<dt>Reload to<dd>$20</dl><button>Manage auto-reload</button>"),
    CARD.format("<span>Off</span><p>Turn it on to keep your projects running.</p>"),
    CARD.format("<span>Off</span><p>Only owners can change this.</p>"),
    *(
        CARD.format(f"<span>Off</span><p>{said}</p>")
        for said in (
            "Until you turn it on, your requests stop at $0.",
            "Below $5, we top up your balance.",
            "If a payment fails, we try again.",
            "Amount: between $5 and $100",
            "Next reload: none",
            "Applies to all projects.",
        )
    ),
    CARD.format(
        "<label><input type=radio name=a>On</label><label><input type=radio name=a checked>Off - manual only</label>"
    ),
    CARD.format("<span>Off</span><div><span>E-mail alerts</span> <span>On</span></div>"),
    CARD.format("<label><input type=radio name=a>On</label><label><input type=radio name=a checked>Off</label>"),
)


def test_what_is_off_for_a_while_or_for_a_part_is_not_off(read: Read) -> None:
    def told(shown: str) -> bool | None:
        return seen(read, NAMED + BALANCE + f"<div>{shown}</div>" + CANCEL).auto_recharge

    assert [shown for shown in OFF_FOR_A_WHILE_OR_A_PART if told(shown) is not None] == []
    assert [shown for shown in OFF_BESIDE_OTHER_THINGS if told(shown) is not False] == []
