"""Settings > Billing > Payment methods (guide step 6, site-facts 2.5)."""

from cancelbot.page.query import Row, controls
from cancelbot.page.snapshot import Observation, Snapshot
from cancelbot.result import Card
from openai_platform import words
from openai_platform.billing import overview
from openai_platform.billing.overview import is_billing
from openai_platform.lists.absence import Unseen
from openai_platform.lists.pages import Paginated
from openai_platform.lists.remove import Removal, RowHints, Target
from openai_platform.lists.rows import CARD_ROWS
from openai_platform.navigation import PAYMENT_METHODS, Site
from openai_platform.sections import is_over_page, plain_runs


class PaymentMethods:
    """The saved cards."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.run = site.run
        self.listing: Paginated[Card] = Paginated(site, PAYMENT_METHODS, read_cards)
        self.hints = RowHints()

    def look(self) -> list[Card]:
        """The saved cards, on a page loaded since the last act."""
        return self.listing.all()

    def is_gone(self, card: Card, left: list[Card]) -> bool:
        """Whether the page lists no more cards like ``card`` than ``left`` has. It is read no further than needed."""
        alike = [each.card for each in left].count(card.card)
        sought = {card.card, *(each.card for each in left)}
        shown, _ = self.listing.read_until(lambda cards: not alike and any(each.card in sought for each in cards))
        return [each.card for each in shown].count(card.card) <= alike

    def delete(self, card: Card, statement: str) -> None:
        target = Target(CARD_ROWS, card.card, lambda row: row.mark == card.card)
        Removal(self.run, target, self.listing.reach, self.hints).remove(statement)


def read_cards(snapshot: Snapshot) -> Observation[list[Card] | Unseen] | None:
    """The cards; None while the page is not positively the one of cards; Unseen if its empty list is not believed."""
    if not is_billing(snapshot):
        return None
    if rows := CARD_ROWS.rows(snapshot):
        return Observation([_card(row) for row in rows], certain=False, partial=True)
    # Besides the page of cards, only the Overview of an account without a plan lets one add a card.
    adds = [n for n in controls(snapshot.root, words.ADD_PAYMENT_METHOD) if n.enabled and not is_over_page(n)]
    invites = bool(adds) and overview.read_overview(snapshot) is None
    return CARD_ROWS.none.read(snapshot, PAYMENT_METHODS.path, known=invites)


def _card(row: Row) -> Card:
    own = " ".join(run.text for run in plain_runs(row.box))
    return Card(row.mark, own or row.anchor.label or row.box.text)
