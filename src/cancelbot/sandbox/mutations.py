"""What the acts change, by the rules of the site: each raises RefusalError where the site would refuse."""

from dataclasses import dataclass
from decimal import Decimal

from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.faults import Act, Kind
from cancelbot.sandbox.refusals import KEPT_KEY, NEEDS_NO_PLAN, NOT_SAVED, PAST_DUE_REFUSAL, SERVICE_ACCOUNT, UNPAID
from cancelbot.sandbox.replies import RefusalError
from cancelbot.sandbox.state import GOING_ON, FakeCard, FakeKey, Organization

LEAST_THRESHOLD = 5
LEAST_TARGET = 10


@dataclass(frozen=True)
class RechargeChange:
    """What the dialog "Auto recharge settings" saves; amounts in dollars, None leaves one as it is."""

    enabled: bool
    threshold: Decimal | None = None
    target: Decimal | None = None
    limit: Decimal | None = None


class Mutations:
    """The four acts and a few more, on one organization."""

    def __init__(self, backend: Backend, organization: Organization) -> None:
        self._backend = backend
        self._organization = organization

    def cancel_plan(self) -> None:
        """The plan ends; the balance stays (guide, step 5)."""
        mine = self._organization
        if mine.plan not in GOING_ON:
            raise RefusalError(400, "no_active_plan", "There is no active billing plan to cancel.")
        if mine.plan == "past-due" or self._backend.faults.refuses(Act.CANCEL, ""):
            raise RefusalError(400, "past_due", PAST_DUE_REFUSAL)
        mine.plan = mine.when_canceled
        self._backend.plan_canceled()

    def save_auto_recharge(self, wanted: RechargeChange) -> None:
        mine = self._organization
        if self._backend.faults.refuses(Act.AUTO_RECHARGE, ""):
            raise RefusalError(400, "payment_pending", NOT_SAVED)
        threshold = wanted.threshold if wanted.threshold is not None else mine.recharge_threshold
        target = wanted.target if wanted.target is not None else mine.recharge_target
        if wanted.enabled and (threshold < LEAST_THRESHOLD or target < LEAST_TARGET):
            raise RefusalError(400, "invalid_amount", f"Enter an amount between ${LEAST_THRESHOLD} and $199995")
        mine.auto_recharge = wanted.enabled
        mine.recharge_threshold, mine.recharge_target, mine.recharge_limit = threshold, target, wanted.limit

    def check_card(self, card_id: str) -> FakeCard:
        """The card, if the site lets it go."""
        card = next((each for each in self._organization.cards if each.id == card_id), None)
        if card is None:
            raise RefusalError(404, "not_found", "No such payment method.")
        if self._organization.cards_need_no_plan and self._organization.plan in GOING_ON:
            raise RefusalError(400, "payment_method_in_use", NEEDS_NO_PLAN)
        refusal = card.refusal or self._refused(Act.CARD, card.last4, UNPAID)
        if refusal:
            raise RefusalError(400, "payment_method_in_use", refusal)
        return card

    def delete_card(self, card_id: str) -> None:
        """The card goes; the next one becomes the default."""
        card = self.check_card(card_id)
        self._organization.cards.remove(card)
        if card.is_default and self._organization.cards:
            self._organization.cards[0].is_default = True

    def make_default(self, card_id: str) -> None:
        if all(each.id != card_id for each in self._organization.cards):
            raise RefusalError(404, "not_found", "No such payment method.")
        for each in self._organization.cards:
            each.is_default = each.id == card_id

    def delete_key(self, key_id: str, keys: list[FakeKey]) -> None:
        key = next((each for each in keys if each.id == key_id and each.status == "Active"), None)
        if key is None:
            raise RefusalError(404, "not_found", "No such API key.")
        refusal = key.refusal or self._refused(Act.KEY, key.name, SERVICE_ACCOUNT) or self._kept()
        if refusal:
            raise RefusalError(400, "key_cannot_be_deleted", refusal)
        keys.remove(key)
        self._backend.key_deleted(self._organization)

    def list_of(self, key_id: str) -> list[FakeKey]:
        """The list that holds this key, wherever in the organization; 404 where none does."""
        lists = [self._organization.legacy_keys, *(project.keys for project in self._organization.projects)]
        for keys in lists:
            if any(each.id == key_id for each in keys):
                return keys
        raise RefusalError(404, "not_found", "No such API key.")

    def _kept(self) -> str | None:
        mine = self._organization
        keeping = mine.keep_last_key or self._backend.faults.names(Kind.LAST_KEY)
        return KEPT_KEY if keeping and len(mine.keys()) + len(mine.legacy_keys) == 1 else None

    def _refused(self, act: Act, name: str, words: str) -> str | None:
        return words if self._backend.faults.refuses(act, name) else None
