"""Settings > Billing > Payment methods (guide step 6, site-facts 2.5)."""

from __future__ import annotations

from cancelbot.page.observation import Observation
from cancelbot.page.query import Row, controls
from cancelbot.page.snapshot import Snapshot
from cancelbot.result import Card
from openai_platform import words
from openai_platform.billing import overview
from openai_platform.billing.overview import is_billing
from openai_platform.lists.pages import Paginated
from openai_platform.lists.remove import Removal, RowHints
from openai_platform.lists.rows import CARD
from openai_platform.navigation import PAYMENT_METHODS, Site


class PaymentMethods:
    """The saved cards."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.run = site.run
        self.listing: Paginated[Card] = Paginated(site, PAYMENT_METHODS, read)
        self.hints = RowHints()

    def look(self) -> list[Card]:
        """The saved cards, on a page freshly loaded since the last act."""
        return self.listing.all()

    def is_gone(self, card: Card, others: list[Card]) -> bool:
        """Whether ``card`` is no longer listed before the first of the ``others``, which stand behind it."""
        sought = {each.card for each in (card, *others)}
        shown = self.listing.as_far_as(lambda cards: any(each.card in sought for each in cards))
        return card.card not in {each.card for each in shown}

    def delete(self, card: Card, statement: str) -> None:
        """Delete ``card``."""
        removal = Removal(self.run, CARD, card.card, lambda row: row.mark == card.card, self.listing.reach, self.hints)
        removal.remove(statement)


def read(snapshot: Snapshot) -> Observation[list[Card]] | None:
    """The cards, or None while the page is not positively that one."""
    if not is_billing(snapshot):
        return None
    rows = CARD.rows(snapshot)
    if not (rows or snapshot.has(words.NO_CARDS) or _invites(snapshot)):
        return None
    return Observation([_card(row) for row in rows], certain=False, partial=bool(rows))


def _invites(snapshot: Snapshot) -> bool:
    """Whether a card can be added here: on the Overview of an account without a plan, that says nothing of cards."""
    return bool(controls(snapshot.root, words.ADD_PAYMENT_METHOD)) and overview.read(snapshot) is None


def _card(row: Row) -> Card:
    inside = [node for node in row.box.walk() if node.is_text and node.visible]
    own = [node.text for node in inside if node.text and not any(at.is_control for at in node.up())]
    return Card(row.mark, " ".join(own) or row.box.text)
