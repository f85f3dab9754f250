"""Settings > Billing > Overview, read: the plan, the balance, auto-recharge.

That something costs money is believed at once. That something is over is believed only if the page says so: a page that
does not mention a plan has not said that there is none.
"""

import re
from dataclasses import dataclass
from enum import Enum

from cancelbot.page.query import DIALOGS, NOT, controls, holds, mentions, sentences, smallest, texts
from cancelbot.page.snapshot import Node, Observation, Snapshot
from openai_platform import words
from openai_platform.billing import plan_words
from openai_platform.billing.amounts import amount_due, balance_labels, balance_of
from openai_platform.billing.doubts import doubts
from openai_platform.billing.known_plan import NOTHING, KnownPlan, known_plan
from openai_platform.billing.recharge_state import is_named, recharge_state
from openai_platform.billing.statements import (
    claim,
    claiming,
    first_own,
    is_apart,
    is_elsewhere,
    is_fact_of_plan,
    is_in_box_of_plan,
    is_of_messages,
    offer_around,
    statement,
    statement_of,
    telling,
)
from openai_platform.sections import (
    ABOUT_ONE,
    OTHER_HEADING,
    STATEMENT,
    block_of,
    is_claimed,
    is_past,
    is_past_or_quoted,
    is_titled_otherwise,
    label_of,
    told_with,
)
from openai_platform.sign_in.fields import path_of

PASSING = frozenset({"alert", "status", "dialog", "alertdialog"})
"""Roles of messages that come and go."""
OUR_ADDRESSES = ("/billing", "/billing/overview")


class Plan(Enum):
    """What the page says about the plan."""

    ACTIVE = "active"
    """it can be canceled"""
    CANCELED = "canceled"
    """the page says so, and has no control that cancels"""
    REPORTED = "reported"
    """the page says so in what may be a passing banner, and has no control that cancels"""
    ENDING = "ending"
    """its end is set; it is canceled as far as that is possible"""
    NONE = "none"
    """the page says that there is none: a free trial, "no active plan" """
    PAUSED = "paused"
    """and no control cancels it meanwhile"""
    ENTERPRISE = "enterprise"
    """a contract that is not ended on this page"""
    GRAYED = "grayed"
    """the control that cancels is there, but disabled"""
    GONE = "gone"
    """the page does not mention a plan, which alone proves nothing"""
    UNCLEAR = "unclear"
    """a plan is named without a control that cancels it, the page contradicts itself, or its data did not come"""


@dataclass(frozen=True)
class Overview:
    """The facts of the page. ``auto_recharge`` is None if the page does not say."""

    plan: Plan
    label: str | None
    balance: str | None
    auto_recharge: bool | None
    said: str = ""
    """the page's own words about the state of the plan, or why it cannot be canceled"""
    trouble: str = ""
    """what the page says about a failure of its own"""
    names_recharge: bool = False
    """whether the page mentions auto-recharge itself, not only e-mails and the like about it"""

    @property
    def plan_is_over(self) -> bool:
        """Whether the page alone says so, without knowledge of an earlier state."""
        return self.plan in {Plan.CANCELED, Plan.ENDING, Plan.NONE}


def read_overview(snapshot: Snapshot, was: KnownPlan = NOTHING) -> Observation[Overview] | None:
    """The Overview; None while the page is not positively that one. ``was`` is the plan that was pressed to cancel.

    Only what costs money is certain at once. "Off" and "no plan" may be a default before the data of the page has come.
    """
    if not is_billing(snapshot):
        return None
    balance = balance_of(snapshot)
    troubles = [statement_of(node) for node in telling(snapshot, words.TROUBLED)]
    trouble = first_own(told for told in troubles if not plan_words.is_of_lists(told))
    is_whole = bool(balance or amount_due(snapshot))
    if not (is_whole or _is_known_otherwise(snapshot, trouble)):
        return None
    named, on = _plan_shown(snapshot), recharge_state(snapshot)
    label = named.text if named is not None else None
    plan, said = _plan(snapshot, label or "", trouble, was)
    if plan in {Plan.GONE, Plan.GRAYED}:  # where the page says nothing of the plan, any trouble may be why
        trouble = first_own(troubles)
    overview = Overview(plan, label, balance, on, said, trouble, is_named(snapshot))
    return Observation(overview, certain=is_whole and plan is Plan.ACTIVE and on is True)


def plan_on(snapshot: Snapshot, organization: str = "") -> KnownPlan:
    """What names the plan of an ``organization`` that can be canceled on this page, and what it costs."""
    named = _plan_shown(snapshot)
    cancels = cancel_controls(snapshot) or manage_controls(snapshot)
    return known_plan(snapshot, cancels, named.text if named is not None else "", organization)


def is_billing(snapshot: Snapshot) -> bool:
    """A heading "Billing", or the tabs of Billing side by side."""
    heads = [n for n in snapshot.nodes if n.role == "heading" and n.visible and words.BILLING_HEADING.search(n.text)]
    tabs = (words.PAYMENT_METHODS_TAB, words.BILLING_HISTORY)
    return bool(heads) or all(controls(snapshot.root, tab) for tab in tabs) or bool(texts(snapshot.root, words.BILLING))


def _is_known_otherwise(snapshot: Snapshot, trouble: str) -> bool:
    """Whether the Overview, without a balance, shows trouble, what can be canceled, another kind of plan, or none."""
    at_tab = any(node.selected for node in controls(snapshot.root, words.OVERVIEW_TAB))
    if not (at_tab or path_of(snapshot.url).endswith(OUR_ADDRESSES)):
        return False
    said = (words.ENTERPRISE, words.NO_PLAN, words.PAUSED)
    plan = cancel_controls(snapshot) or any(statement(snapshot, pattern, whole=True) for pattern in said)
    return bool(trouble or plan or _covered(snapshot))


# -- the plan


def _plan(snapshot: Snapshot, label: str, trouble: str, was: KnownPlan) -> tuple[Plan, str]:
    """The state of the plan, and the page's words for it. Earlier cases here take precedence over later ones."""
    cancel = cancel_controls(snapshot)
    owed = statement(snapshot, words.PAST_DUE)
    why = (reason(cancel[0]) or owed or statement(snapshot, plan_words.NOT_NOW)) if cancel else ""
    is_why = words.CANCELED_BANNER.search(why) or words.CANCELED_BADGE.fullmatch(why)
    badge = _badge(snapshot, was)
    report = badge or _badge(snapshot, was, passing=True)
    ended, reported = badge.text if badge else why if is_why else "", report.text if report else ""
    paused = statement(snapshot, words.PAUSED)
    none = label if words.NO_PLAN.fullmatch(label) else ""
    invites, keeps = bool(controls(snapshot.root, words.ADD_PAYMENT_DETAILS)), controls(snapshot.root, words.KEEP)
    ends = _end(snapshot, label, was, kept=bool(keeps or controls(snapshot.root, plan_words.KEEP_BARE)))
    requested = first_own(map(statement_of, _of_its_end(snapshot, plan_words.REQUESTED, label, was)))
    over, covered = ended or ends or requested, _covered(snapshot)
    lives = claim(snapshot, plan_words.RENEWS) or (covered or _what_lives(snapshot) if none else "")
    lives = lives or (claim(snapshot, plan_words.STARTED_AGAIN) if ended or reported else "")
    around = told_with(report) if report else []
    lives = lives or next((text for text in around if plan_words.IS_BACK.search(text)), "")
    lives = lives or (_goes_on(report) if report and not badge else "")
    lapsed = owed if re.search("inactive|expired", ended, re.IGNORECASE) else ""
    free = bool(none and invites and not _closest_to_add(cancel))
    live = not free and any(node.enabled for node in cancel)
    lives_on, of_a_plan = ("", "") if live else doubts(snapshot, was)
    table: tuple[tuple[bool, Plan, str], ...] = (
        (live and bool(over or (keeps and not paused)), Plan.UNCLEAR, over or (keeps[0].name if keeps else "")),
        (live, Plan.ACTIVE, label),
        (bool(trouble), Plan.UNCLEAR, trouble),
        (bool(busy := statement(snapshot, words.BUSY)), Plan.UNCLEAR, busy),
        (bool(lives and (over or none or reported)), Plan.UNCLEAR, lives),
        (bool(lapsed), Plan.UNCLEAR, lapsed),
        (free, Plan.NONE, none),
        (bool(ended), Plan.CANCELED, ended),
        (bool(ends), Plan.ENDING, ends),
        (bool(requested), Plan.UNCLEAR, requested),
        (bool(paused), Plan.PAUSED, paused),
        (bool(none), Plan.NONE, none),
        (bool(cancel and not why and lives_on), Plan.UNCLEAR, lives_on),
        (bool(cancel), Plan.GRAYED, why),
        (bool(label and manage_controls(snapshot)), Plan.ACTIVE, label),
        (bool(other := statement(snapshot, words.ENTERPRISE, whole=True) or covered), Plan.ENTERPRISE, other),
        (bool(reported and not owed), Plan.REPORTED, reported),
        (bool(owed or label or keeps or invites), Plan.UNCLEAR, owed or label),
        (bool(titled := statement(snapshot, words.CANCEL_PLAN, whole=True)), Plan.UNCLEAR, titled),
        (bool(to_come := statement(snapshot, plan_words.TO_COME)), Plan.UNCLEAR, to_come),
        (bool(of_a_plan), Plan.UNCLEAR, of_a_plan),
    )
    return next(((plan, said) for holds_true, plan, said in table if holds_true), (Plan.GONE, ""))


def _plan_shown(snapshot: Snapshot) -> Node | None:
    """The plan as the page names it: of several such names, the one closest to the credit balance."""
    none = [node for node in _labels_of(snapshot, words.NO_PLAN) if _is_of_plan(node)]
    none = [node for node in none if not _is_offered(node, plan_words.OFFERS_FREE)]
    known = [*_labels_of(snapshot, words.PAY_AS_YOU_GO), *none]
    named_plans = known or [node for node in _labels_of(snapshot, plan_words.ANY_NAMED_PLAN) if not _is_offered(node)]
    credit = balance_labels(snapshot)
    at = credit[0].order if credit else 0
    return min(named_plans, key=lambda node: abs(node.order - at)) if named_plans else None


def _labels_of(snapshot: Snapshot, pattern: re.Pattern[str]) -> list[Node]:
    """Where the page names a plan: not one of another product or of the past."""
    return [node for node in telling(snapshot, pattern) if pattern.fullmatch(node.text) and not is_past(node)]


def _is_of_plan(node: Node) -> bool:
    """Whether a state ("None", "Canceled", "No plan") is the plan's: what stands right before it names nothing else."""
    box, label = label_of(node)
    if label is None or label.order > node.order:
        return True
    heads = [at.text for at in box.walk() if at.role == "heading" and at.visible and at.order < node.order]
    is_page = bool(words.CREDIT_BALANCE.search(box.text))
    names_nothing = label.text[-1] in ".!?" or words.MONEY.search(label.text)
    over = [label.text, *([] if is_page else heads[-1:])]
    if any(plan_words.OF_ANOTHER.search(text) for text in over):
        return False
    named = over if names_nothing else over[:1]
    if any(map(plan_words.OF_PLAN.search, named)) or any(map(words.PAY_AS_YOU_GO.fullmatch, named)):
        return True
    if any(map(plan_words.ANY_NAMED_PLAN.fullmatch, named)):
        return not (words.NO_PLAN.fullmatch(node.text) or any(map(OTHER_HEADING.search, named)))
    if not plan_words.BARE_STATE.fullmatch(node.text):
        return is_page or bool(words.DAY.search(node.text))
    after_amount = words.MONEY.search(label.text) and words.NO_PLAN.fullmatch(node.text)
    return is_page and bool(node.is_inside_roles(frozenset({"heading"})) or after_amount or label.text[-1] in ".!?")


def _what_lives(snapshot: Snapshot) -> str:
    """What speaks for a plan on a page that says that there is none; what is for sale does not count."""
    if paid := first_own(statement_of(node) for node in telling(snapshot, plan_words.BECOMES_PAID) if _is_in_one(node)):
        return paid
    if trial := controls(snapshot.root, plan_words.CANCEL_TRIAL):
        return trial[0].name
    named_plans = _labels_of(snapshot, words.PAY_AS_YOU_GO)
    if manage_controls(snapshot):
        named_plans += _labels_of(snapshot, plan_words.ANY_NAMED_PLAN)
    return next((node.text for node in named_plans if not _is_offered(node)), "")


def _covered(snapshot: Snapshot) -> str:
    """What says that another plan than the page's own pays for this account, whatever that one is called."""
    told = mentions(snapshot.root, words.COVERED, longest=STATEMENT)
    own = [node for node in told if not (is_apart(node) or any(at.is_control for at in node.self_and_up()))]
    return next((statement_of(node) for node in own if is_claimed(block_of(node).text, words.COVERED)), "")


def _is_offered(plan: Node, *by: re.Pattern[str]) -> bool:
    """Whether a plan is named in a small box with what chooses or buys it, one of a price list or alone."""
    box = offer_around(plan)
    return box is not None and any(controls(box, offered) for offered in by or (words.BUY, plan_words.CHOOSE_PLAN))


def cancel_controls(snapshot: Snapshot) -> list[Node]:
    """What cancels this plan; of several, those closest to "Add to credit balance".

    They are controls, or plain boxes in one line with that button. Those in the footer, the sidebar, an unfolding
    answer or a box about another product do not count.
    """
    named = [node for node in controls(snapshot.root, words.CANCEL_PLAN) if not is_of_messages(node)]
    named += [node for node in controls(snapshot.root, words.CANCEL_BARE) if is_in_box_of_plan(node)]
    found = [node for node in named if not is_elsewhere(node)]
    plain_boxes = [node for node in texts(snapshot.root, words.CANCEL_PLAN) if not is_elsewhere(node)]
    return _closest_to_add(found) or found or _closest_to_add(plain_boxes)


def manage_controls(snapshot: Snapshot) -> list[Node]:
    """What may hide it in a menu or behind a further page: by its name, or the one menu beside the plan's."""
    found = [node for node in controls(snapshot.root, words.MANAGE_PLAN) if node.enabled and not is_elsewhere(node)]
    plan = _plan_shown(snapshot)
    box = smallest(plan, lambda at: bool(_menus(at))) if plan is not None and not found else None
    menus = _menus(box) if box is not None and len(box.text) <= ABOUT_ONE else []
    return found or (menus if len(menus) == 1 and not is_elsewhere(menus[0]) else [])


def _menus(box: Node) -> list[Node]:
    is_of_plan = len(box.text) <= STATEMENT and not words.CREDIT_BALANCE.search(box.text)
    silent = [node for node in box.walk() if opens_menu(node)] if len(box.text) <= STATEMENT else []
    own = [node for node in silent if plan_words.follows_plan(node)]
    found = [*controls(box, words.ROW_MENU), *own, *(controls(box, words.MANAGE) if is_of_plan else [])]
    return [node for node in found if node.enabled and not is_apart(node)]


def opens_menu(node: Node) -> bool:
    """Whether it is a button without words that says that it opens a menu."""
    is_silent = node.is_control and node.visible and node.role == "button" and not node.name
    return is_silent and node.popup in {"menu", "true"}


def _closest_to_add(found: list[Node]) -> list[Node]:
    """Those in one line with "Add to credit balance"; of several, those in the smallest box with it."""
    lines = {node: smallest(node, holds(words.ADD_TO_CREDIT)) for node in found}
    near = {node: box for node, box in lines.items() if box is not None and len(box.text) <= STATEMENT}
    return [n for n, box in near.items() if not any(o is not box and o.inside(box) for o in near.values())]


def reason(control: Node) -> str:
    """Why a control is disabled, in the page's words: its title or description, or a title around it."""
    alone = control.parent if control.parent is not None and control.parent.text == control.text else None
    said = (control.description, alone.label if alone is not None else "")
    return next((why for why in said if why and why != control.text and not words.CANCEL_PLAN.fullmatch(why)), "")


def _end(snapshot: Snapshot, label: str, was: KnownPlan, *, kept: bool) -> str:
    """What sets the end of this plan: it tells the day, or the plan can be ``kept``."""
    said = _of_its_end(snapshot, plan_words.RUNS_OUT if kept else plan_words.ENDS, label, was)

    def tells_when(node: Node) -> bool:
        told = plan_words.DAY_OF_REQUEST.sub("", block_of(node).text)
        return bool(words.DAY.search(told) or plan_words.WITHOUT_DAY.fullmatch(node.text))

    unrenewed = [node for node in telling(snapshot, plan_words.NOT_RENEWED) if plan_words.is_not_renewed(node)]
    return first_own(statement_of(node) for node in [*(node for node in said if kept or tells_when(node)), *unrenewed])


def _of_its_end(snapshot: Snapshot, pattern: re.Pattern[str], label: str, was: KnownPlan) -> list[Node]:
    """Where that is stated of the plan called ``label``, or that was known before."""
    found = [node for node in claiming(snapshot, pattern) if _is_of_known(node, was) or _is_of_plan(node)]
    names = " ".join([label, *was.names])
    return [node for node in found if plan_words.is_ours(block_of(node).text, pattern, names)]


def _is_of_known(state: Node, was: KnownPlan) -> bool:
    """Whether right before a state stands the name that the plan had."""
    label = label_of(state)[1]
    return label is not None and label.order < state.order and was.is_all_of(label.text)


def _goes_on(report: Node) -> str:
    """What the paragraph of a report that the plan is over says besides, where it speaks of a plan that goes on."""
    told = sentences(block_of(report).text)
    rest = (NOT.sub("", one) for one in told if not words.CANCELED_BANNER.search(one))
    return next((one for one in rest if plan_words.GOES_ON.search(one)), "")


def _is_in_one(node: Node) -> bool:
    """Whether its words are of one paragraph, not of several that only follow each other."""
    return not any(at.is_block and at.text and at is not node for at in node.walk())


def _badge(snapshot: Snapshot, was: KnownPlan, *, passing: bool = False) -> Node | None:
    """What says that the plan is canceled, not in a table; with ``passing``, also what may be a passing banner.

    What a banner may say too counts with a day, or as a heading of the page.
    """

    def lasts(node: Node) -> bool:
        is_title = node.is_inside_roles(frozenset({"heading"})) and not any(at.is_over for at in node.up())
        said = was.unnamed(node.text)
        return is_title or bool(not words.CANCELED_BANNER.search(said) or words.DAY.search(said))

    def is_whole(node: Node, pattern: re.Pattern[str]) -> bool:
        said = was.unnamed(node.text)
        return any(pattern.fullmatch(text.rstrip(" .!")) for text in (said, *sentences(said)))

    def is_stated_of_plan(node: Node) -> bool:
        is_told = plan_words.follows_plan(node) or not plan_words.BARE_STATE.fullmatch(node.text)
        return _is_of_plan(node) and not is_titled_otherwise(node) and is_told

    boxes = DIALOGS if passing else PASSING
    found = [
        node
        for pattern in (words.CANCELED_BADGE, words.CANCELED_BANNER)[: 1 + passing]
        for node in telling(snapshot, pattern)
        if is_whole(node, pattern)
        and not any(at.role in boxes or (at.role == "table" and not is_fact_of_plan(node)) for at in node.up())
        and not is_past_or_quoted(node)
        and (plan_words.OF_ITS_PLAN.search(node.text) if passing else lasts(node))
        and (_is_of_known(node, was) or is_stated_of_plan(node))
    ]
    return next(iter(found), None)
