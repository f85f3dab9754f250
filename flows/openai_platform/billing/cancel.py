"""Settings > Billing > Overview, acted on: auto-recharge off (guide step 2), the plan cancelled (steps 4 and 5)."""

from __future__ import annotations

from cancelbot.errors import ControlNotFound, PageNotRecognised
from cancelbot.page.confirmation import Confirmation
from cancelbot.page.query import confirm_dialog, holds, mentions, named, only, smallest
from cancelbot.page.snapshot import Node, Snapshot
from cancelbot.page.tab import PageGone
from openai_platform import words
from openai_platform.billing import overview
from openai_platform.billing.auto_recharge import Recharge
from openai_platform.billing.overview import Overview, Plan
from openai_platform.billing.pressed import ClickOutcome
from openai_platform.lists.typed_confirmation import TypedConfirmation
from openai_platform.navigation import OVERVIEW, Site
from openai_platform.teachable import CANCEL_PLAN, CONFIRM_CANCEL


class Billing:
    """The Overview page: looking returns facts, acting returns nothing."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.run = site.run
        self.seen: Overview | None = None
        """the last look"""
        self.pressed: ClickOutcome | None = None
        """this run's press for good, once it was made"""

    # -- looking

    def look(self) -> Overview:
        """The Overview, freshly loaded since the last act and shown in the tab."""
        seen = self.run.fresh(OVERVIEW.path, self.reload)
        self.seen = seen if self._is_shown(seen) else self.reload()
        return self.seen

    def _is_shown(self, seen: Overview) -> bool:
        """Whether the tab shows what was ``seen``: another look may have left it, or it has only just been loaded."""
        try:
            shown = overview.read(self.run.tab.read())
        except PageGone:
            return False
        return shown is not None and shown.fact == seen

    def reload(self) -> Overview:
        """The Overview, loaded anew."""
        return self.site.visit(OVERVIEW, overview.read)

    def auto_recharge_is_off(self) -> bool:
        """Whether it is off, as a fresh page says; without a plan there is nothing to recharge."""
        seen = self.look()
        if seen.auto_recharge is None and self._is_over(seen):
            return True
        if seen.auto_recharge is None:
            raise PageNotRecognised("The Overview does not say whether auto-recharge is on or off.")
        return not seen.auto_recharge

    def plan_is_canceled(self) -> bool:
        """Whether the plan is positively no longer active, as a fresh page says."""
        seen = self.look()
        if seen.plan is Plan.ACTIVE:
            return False
        if self._is_over(seen):
            return True
        if seen.plan is Plan.UNCLEAR:
            cancel_control(self.run.tab.read())  # a plan is named: if nothing cancels it, that is what is missing
        raise PageNotRecognised("The Overview does not say clearly whether the plan is still active.")

    def _is_over(self, seen: Overview) -> bool:
        """Whether the page says so; a greyed "Cancel plan" says it only to who knows what greyed it."""
        explained = self.run.canceled_before() or (self.pressed is not None and self.pressed.explains(seen))
        return seen.plan_is_over or (seen.plan is Plan.GREYED and explained)

    # -- acting

    def cancel_plan(self, statement: str) -> None:
        """Press "Cancel plan", then the red "Cancel plan" of the question that comes up."""
        before = self.look()
        confirmation = self._ask()
        self.run.result.said["dialog"] = _without_buttons(confirmation)
        self.run.picture("dialog", *confirmation.outlined)
        if confirmation.kind == "native" and not words.CANCEL_QUESTION.search(confirmation.words):
            raise PageNotRecognised(f"The browser asked something else than expected: “{confirmation.words}”")
        self.pressed = ClickOutcome(before)
        answer = self.run.clicker.click_once(
            "cancel-plan",
            statement,
            cancel_control if confirmation.kind == "native" else confirmation.still,
            accepts=lambda message: message == confirmation.words,
            back=confirmation.back,
        )
        banner = [text for text in answer.heard if words.CANCELED_BANNER.search(text)]
        self.run.result.banner_seen = bool(banner)
        self.pressed = ClickOutcome(before, answer, banner=bool(banner))
        if banner:
            self.run.result.said["banner"] = min(banner, key=len)
        self.run.picture("banner")
        answer.raise_if_refused("cancel the plan")

    def _ask(self) -> Confirmation:
        """The question that "Cancel plan" brings up. Raises ControlNotFound if only what agrees to it is missing."""
        try:
            return self._typed().open_confirmation(cancel_control, _cancel_question)
        except PageNotRecognised:
            if _asks_without_agreement(self.run.tab.read()):
                raise ControlNotFound(
                    "The question has come up, but nothing in it says “Cancel plan”.", need=CONFIRM_CANCEL
                ) from None
            raise

    def _typed(self) -> TypedConfirmation:
        """What may have to be typed: the organisation's name, besides the words for it."""
        ours = frozenset(filter(None, [self.run.result.account.organization]))
        return TypedConfirmation(
            self.run, words.CANCEL_QUESTION, words.CANCEL_PLAN, words.TYPED_TO_CANCEL, lambda _before: ours
        )

    def turn_auto_recharge_off(self, statement: str) -> None:
        """Whatever way the page offers: a toggle, "Turn off", or "Modify" with a form behind it."""
        self.look()
        Recharge(self.run, self.reload).turn_off(statement)


def cancel_control(snapshot: Snapshot) -> Node:
    """The "Cancel plan" that opens the question."""
    return only([node for node in overview.cancel_controls(snapshot) if node.enabled], "“Cancel plan”", CANCEL_PLAN)


def _without_buttons(confirmation: Confirmation) -> str:
    """What a question says, without the names of its buttons at the end."""
    said, names = (
        confirmation.words,
        [node.name for node in (confirmation.control, confirmation.back) if node is not None and node.name],
    )
    while confirmation.kind == "page" and (last := next((name for name in names if said.endswith(name)), None)):
        said = said.removesuffix(last).rstrip()
    return said or confirmation.words


def _asks_without_agreement(snapshot: Snapshot) -> bool:
    """Whether the question is there with its way back, and only what agrees to it is called otherwise."""
    asking = [smallest(mention, holds(words.NEVERMIND)) for mention in mentions(snapshot.root, words.CANCEL_QUESTION)]
    return any(box is not None and not named(box, words.CANCEL_PLAN) for box in asking)


def _cancel_question(now: Snapshot, before: Snapshot, _opener: Node) -> Confirmation | None:
    confirmation = confirm_dialog(now, words.CANCEL_QUESTION, words.CANCEL_PLAN, words.NEVERMIND, since=before)
    return Confirmation.by(confirmation, now.document) if confirmation else None
