"""Settings > Billing > Overview, acted on: auto-recharge off (guide step 2), the plan canceled (steps 4 and 5).

What a run knows about its own press on "Cancel plan" explains a grayed one on a fresh page.
"""

from dataclasses import dataclass, field, replace

from cancelbot.errors import ControlNotFound, LookFailed, NotWhole, PageNotRecognized, RefusedBySite, StateUnclear
from cancelbot.guard import ActAnswer
from cancelbot.page.confirmation import Confirmation
from cancelbot.page.query import ConfirmDialog, holds, mentions, named, only, sentences, smallest
from cancelbot.page.snapshot import Node, Observation, Snapshot
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.agreement import Agreement, is_bare, question_kind, raise_if_other
from openai_platform.billing import overview, plan_words
from openai_platform.billing.auto_recharge import Recharge, change_control
from openai_platform.billing.known_plan import NOTHING, KnownPlan
from openai_platform.billing.overview import Overview, Plan
from openai_platform.billing.recharge_state import opened_state
from openai_platform.lists.typed_confirmation import TypedConfirmation
from openai_platform.navigation import OVERVIEW, OWNER, Site
from openai_platform.sections import headings_over, is_claimed
from openai_platform.teachable import CANCEL_PLAN, CONFIRM_CANCEL

CANCELS = question_kind(
    words.CANCEL_QUESTION,
    words.CONFIRM_CANCEL,
    never=words.say(lex.ANOTHER_ACT, lex.OTHER_LOSS),
    sure=words.SURE_QUESTION,
    it=words.CANCEL_IT,
    bare=words.say(words.AGREE.pattern, r"next(?: step)?"),
    rivals=words.CANCEL_OTHERWISE,
)
_WHOSE = words.say(
    rf"\b{lex.ANY_PLAN} (?:of|for) (?:the )?(?:organi[sz]ation )?[\"\u201c']?"
    r"(?!(?:api|openai|platform)\b)(?P<name>(?-i:[A-Z0-9])[^\"\u201d'?.!,;:]{1,60})"
)
"""in a question: whose plan it asks about"""
_OTHER_SECTION = words.say(
    r"(?!(?:what|after|when|once|if|how)\b).{0,60}\b(?:payments?|cards?|transfer|owner(?:ship)?|members?|invit\w{1,7}"
    r"|support|upgrade|address|tax|invoices?|verif\w{1,8}|identity|password|authentication|export|download|keys?|projects?"
    r"|referral|offers?|profile|account|organi[sz]ation|seats?|notifications?|preferences|e-?mails?|newsletter|refunds?"
    r"|data)\b.{0,60}"
)
"""a heading in a question, over a step of something else"""
_STEPS = 3
"""presses up to the question: a menu, an entry of it, a survey"""
_BY_HAND = {
    Plan.PAUSED: "Resume it on the page, then run the command again; or cancel it by hand, or ask the site's support.",
    Plan.ENTERPRISE: "A contract ends as it says: write to the account manager or to the site's sales or support.",
    Plan.GRAYED: "Settle what the page asks for, then run the command again.",
}
_LOOK_PLAN = "Open Settings > Billing > Overview yourself: if the plan still stands there, cancel it by hand."
_LOOK_RECHARGE = "Open Settings > Billing > Overview yourself, and turn auto-recharge off there if it is on."


@dataclass(frozen=True)
class ClickOutcome:
    """The press that cancels: what the page said ``on`` which it was made, and how the site answered."""

    on: Overview
    answer: ActAnswer = field(default_factory=ActAnswer)
    banner: bool = False
    """whether the page said that the plan was canceled"""
    plan: KnownPlan = NOTHING
    """what named the plan on that page"""

    def explains(self, seen: Overview) -> bool:
        """Whether what a fresh page shows means that this press has canceled the plan.

        If the site confirmed the press, by its answers or in words after a request was sent, a page that no longer
        mentions a plan, or a "Cancel plan" grayed without a reason, means that. If no answer was heard, a grayed
        control counts only if it was enabled before and the plan named beside it is no longer named. A page that
        reports trouble, or gives a reason for the grayed control, means nothing.
        """
        if seen.trouble or seen.said or seen.plan not in {Plan.GRAYED, Plan.GONE}:
            return False
        had_name_and_lost_it = self.on.label is not None and seen.label is None
        changed = self.on.plan is Plan.ACTIVE and seen.plan is Plan.GRAYED and had_name_and_lost_it
        # After an error, a control may be grayed for that reason.
        refused = any(status is not None and status >= 400 for status in self.answer.statuses)
        heard = bool(self.answer.replies) and not refused
        return self.answer.verdict == "answered" or (heard and (self.banner or changed))


class Billing:
    """The Overview page. Looks return facts, acts return nothing."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.run = site.run
        self.seen: Overview | None = None
        """the last look; None if it failed"""
        self.pressed: ClickOutcome | None = None
        """this run's press on the control that cancels, once it was made"""

    # -- looking

    def look(self) -> Overview:
        """The Overview, loaded since the last act and shown in the tab."""
        self.seen = None
        seen, shown = self.run.fresh(OVERVIEW.path, self.reload), self._shown()
        # Another look may have left the page since, or loaded it again.
        same = shown is not None and seen == replace(
            shown,
            auto_recharge=seen.auto_recharge if shown.auto_recharge is None else shown.auto_recharge,
            plan=seen.plan if shown.plan is Plan.REPORTED else shown.plan,
        )
        self.seen = seen if same else self.reload()
        return self.seen

    def _shown(self) -> Overview | None:
        """What the tab shows now, if that is the Overview."""
        try:
            shown = self._read(self.run.tab.read())
        except LookFailed:
            return None
        return shown.fact if shown is not None else None

    def _read(self, snapshot: Snapshot) -> Observation[Overview] | None:
        """What a page says, held against the plan that this run has pressed to cancel."""
        return overview.read_overview(snapshot, self.pressed.plan if self.pressed is not None else NOTHING)

    def reload(self) -> Overview:
        """The Overview, loaded again. Raises NotWhole, with the page's own words, if part of it did not come."""
        try:
            seen = self.site.visit(OVERVIEW, self._read)
            if seen.plan is Plan.REPORTED:  # once more: a banner that only passes is not there again
                before, seen = seen, self.site.visit(OVERVIEW, self._read)
                repeated = (seen.plan, seen.said) == (before.plan, before.said)
                seen = replace(seen, plan=Plan.CANCELED) if repeated else seen
            if seen.auto_recharge is None and seen.names_recharge and not seen.trouble:
                return replace(seen, auto_recharge=self._state_behind())
            return seen
        except LookFailed as failed:
            shown = self._shown()
            if shown is None or not shown.trouble:
                raise
            raise NotWhole(f"{str(failed).rstrip('.')}: “{shown.trouble}”", after=failed.after) from None

    def _state_behind(self) -> bool | None:
        """How auto-recharge stands by what its control brings up, guard shut, where the page alone does not say."""
        shown: list[Snapshot] = []

        def opened(now: Snapshot, before: Snapshot, pressed: Node) -> Confirmation | None:
            shown[:] = [before]
            told = opened_state(now, before) is not None
            return Confirmation("", "moved", pressed) if told else None

        def settled(now: Snapshot) -> Observation[bool] | None:
            state = opened_state(now, shown[0])
            return None if state is None else Observation(state, certain=state)

        try:
            self.run.clicker.open_confirmation(change_control, opened)
            return self.run.tab.maybe(settled)
        except PageNotRecognized:
            return None
        finally:
            self.run.picture("auto-recharge")
            self.site.visit(OVERVIEW, self._read)

    def auto_recharge_is_off(self) -> bool:
        """Whether a fresh page says that it is off. A page without a plan need not mention it."""
        seen = self.look()
        if seen.auto_recharge:
            return False
        _raise_if_not_whole(seen)
        if seen.auto_recharge is None and (seen.names_recharge or not self._is_over(seen) or seen.plan is Plan.ENDING):
            raise StateUnclear("The Overview does not say whether auto-recharge is on or off.", by_hand=_LOOK_RECHARGE)
        return True

    def plan_is_canceled(self) -> bool:
        """Whether a fresh page positively shows that the plan is no longer active."""
        seen = self.look()
        if seen.plan is Plan.ACTIVE:
            return False
        if self._is_over(seen):
            if seen.plan is Plan.NONE:
                self.run.tab.network.raise_if_waiting()  # what shows before the data is there may be a default
            return True
        quoted = f" It says: “{seen.said}”" if seen.said else ""
        if seen.plan is Plan.GRAYED and quoted:
            advice = OWNER if words.NOT_ALLOWED.search(seen.said) else _BY_HAND[Plan.GRAYED]
            raise RefusedBySite(f"The site does not let the plan be canceled: “{seen.said}”", advice=advice)
        is_only_named = seen.said == (seen.label or "") or words.CANCEL_PLAN.fullmatch(seen.said)
        if seen.plan is Plan.UNCLEAR and is_only_named and self.pressed is None:
            cancel_control(self.run.tab.read())  # what cancels it is missing
        if seen.plan in {Plan.PAUSED, Plan.ENTERPRISE}:
            raise PageNotRecognized(f"This plan cannot be canceled on this page.{quoted}", advice=_BY_HAND[seen.plan])
        said = f"The Overview does not say clearly whether the plan is still active.{quoted}"
        raise StateUnclear(said, by_hand=_LOOK_PLAN)

    def _is_over(self, seen: Overview) -> bool:
        """Whether the page says so. A grayed "Cancel plan", or no word of a plan, counts only if its cause is known."""
        if seen.plan_is_over:
            return True
        explained = self.pressed is not None and self.pressed.explains(seen)
        silent = seen.plan in {Plan.GRAYED, Plan.GONE} and not (seen.said or seen.trouble)
        return explained or (silent and self.run.canceled_before())

    # -- acting

    def agreement(self, statement: str) -> Agreement:
        """What agrees to the question about this plan, and to nothing else."""
        ours = self.run.result.account.organization or ""

        def is_of_ours(asks: ConfirmDialog, _pressed: Node) -> bool:
            return not (names_another(asks.box.text, ours) or is_of_another_section(asks))

        return Agreement(self.run, "cancel-plan", statement, CANCELS, self.reload, is_of_ours, in_steps=True)

    def cancel_plan(self, statement: str) -> None:
        """Press "Cancel plan", then the red "Cancel plan" of the question that comes up."""
        before = self.look()
        plan = overview.plan_on(self.run.tab.read(), self.run.result.account.organization or "")
        agreement = self.agreement(statement)
        confirmation = self._ask(agreement)
        self.run.result.said["dialog"] = _without_buttons(confirmation)
        self.run.picture("dialog", *confirmation.outlined)
        raise_if_other(confirmation, CANCELS, names_it=bool(words.CANCEL_QUESTION.search(confirmation.words)))
        self.pressed = ClickOutcome(before, plan=plan)
        answer = agreement.carry_out(confirmation, cancel_control if confirmation.kind == "native" else None)
        banner = [text for text in answer.heard if is_claimed(text, words.CANCELED_BANNER)]
        self.run.result.banner_seen = bool(banner)
        self.pressed = replace(self.pressed, answer=answer, banner=bool(banner))
        if banner:
            self.run.result.said["banner"] = min(banner, key=len)
        self.run.picture("banner")
        answer.raise_if_refused("cancel the plan")

    def _ask(self, agreement: Agreement) -> Confirmation:
        """The question that "Cancel plan" opens. Raises ControlNotFound if only the control that agrees is missing."""
        ours = self.run.result.account.organization or ""
        names = frozenset(filter(None, [ours]))  # may have to be typed, as the usual words may
        typed = TypedConfirmation(self.run, CANCELS, words.TYPED_TO_CANCEL, lambda _before: names, ours)

        def called(now: Snapshot, before: Snapshot, pressed: Node) -> Confirmation | None:
            """The question; or the way on, after a menu that was opened or a survey."""
            asks = agreement.question(now, before, pressed)
            names = (words.MANAGE_PLAN, words.MANAGE, words.ROW_MENU)
            if asks is None and (overview.opens_menu(pressed) or any(map(pressed.says, names))):
                found = [node for node in overview.cancel_controls(now) if now.is_new(node, before) and node.enabled]
                asks = Confirmation("", "moved", found[0]) if len(found) == 1 else None
            return asks

        opener = cancel_control
        try:
            for _ in range(_STEPS):
                confirmation = typed.open_confirmation(opener, called)
                if confirmation.dialog is not None or confirmation.kind not in {"page", "moved"}:
                    return confirmation
                opener = confirmation.still
        except PageNotRecognized:
            now = self.run.tab.read()
            asking = [smallest(told, holds(words.NEVERMIND)) for told in mentions(now.root, words.CANCEL_QUESTION)]
            if any(box is not None and not named(box, words.CANCEL_PLAN) for box in asking):
                raise ControlNotFound(
                    "The question has come up, but nothing in it says “Cancel plan”.", need=CONFIRM_CANCEL
                ) from None
            agreement.raise_if_survey(now)
            raise
        raise PageNotRecognized("One box after the other came up, and none of them asks whether to cancel the plan.")

    def turn_auto_recharge_off(self, statement: str) -> None:
        _raise_if_not_whole(self.look())  # on such a page nobody could confirm it afterwards
        Recharge(self.run, self.reload, statement).turn_off()


def names_another(question: str, organization: str) -> bool:
    """Whether a question names the plan of another organization than the one that is known."""
    asked = [sentence for sentence in sentences(question) if words.CANCEL_QUESTION.search(sentence)]
    whose = [hit["name"].strip().casefold() for sentence in asked for hit in _WHOSE.finditer(sentence)]
    ours = organization.casefold()
    return bool(ours) and any(ours not in name and name not in ours for name in whose)


def is_of_another_section(asks: ConfirmDialog) -> bool:
    """Whether a bare "Next" stands under a heading in the question that is about something else, such as a card.

    A question that names no plan, only "unsubscribe", may be about e-mails.
    """
    if plan_words.ENDS_MESSAGES.search(asks.words) and not plan_words.OF_ITS_PLAN.search(asks.words):
        return True
    own = {node.text for node in asks.box.walk() if node.role == "heading"}
    heads = [text for text in headings_over(asks.agree) if text in own and not words.CANCEL_QUESTION.search(text)]
    return is_bare(asks, CANCELS) and any(map(_OTHER_SECTION.fullmatch, heads))


def _raise_if_not_whole(seen: Overview) -> None:
    if seen.trouble:
        raise PageNotRecognized(f"The Overview did not come whole: “{seen.trouble}”")


def cancel_control(snapshot: Snapshot) -> Node:
    """The "Cancel plan" that opens the question; if there is none, the control whose menu may have it."""
    found = [node for node in overview.cancel_controls(snapshot) if node.enabled]
    return only(found or overview.manage_controls(snapshot), "“Cancel plan”", CANCEL_PLAN)


def _without_buttons(confirmation: Confirmation) -> str:
    """What a question says, without the names of its buttons at the end."""
    said = confirmation.words
    names = [node.name for node in (confirmation.control, confirmation.back) if node is not None and node.name]
    while confirmation.kind == "page" and (last := next((name for name in names if said.endswith(name)), None)):
        said = said.removesuffix(last).rstrip()
    return said or confirmation.words
