"""What speaks against the end of a plan on a page that names none.

After a press that the site has said yes to, a page without a word about a plan means that there is none any more. Such
a word may be one that nobody foresaw. So every sentence of the page that is about a plan, or about canceling it, is a
word about a plan, unless it only offers one, explains how plans work, or says that all is done.
"""

import re
from itertools import groupby, pairwise

from cancelbot.page.query import controls, sentences
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words
from openai_platform.billing import plan_words
from openai_platform.billing.doubt_words import (
    ALL_DONE,
    ANSWERED,
    EXPLAINS,
    IS_OVER,
    LABEL,
    LIVES,
    NOT_DONE,
    OF_A_PLAN,
    OF_CANCELING,
    OF_MESSAGES,
    OFFERED_UNDER,
    OFFERS,
    ONLY_OFFERED,
    OTHER_COST,
    OWN_LABEL,
    PRICE,
    STATUS,
    STILL_OPEN,
    VALUE,
    WHAT_NEXT,
)
from openai_platform.billing.statements import is_apart, offer_around
from openai_platform.sections import (
    ABOUT_ONE,
    OTHER_HEADING,
    PAST_HEADING,
    SUPPOSED,
    block_of,
    headings_over,
    is_of_another_product,
    is_over_page,
    is_past_or_quoted,
    is_table_of_facts,
    is_titled_otherwise,
    plain_runs,
)


def doubts(snapshot: Snapshot) -> tuple[str, str]:
    """The first sentence that speaks for a plan which goes on, and the first that is about a plan at all, or empty."""
    said = [(run, one) for run, text in _texts(snapshot) for one in sentences(text)]
    lives = _asked(snapshot) or next((one for run, one in said if _lives_on(run, one) and _is_said(run, one)), "")
    told = ((run, one) for run, one in said if _is_of_a_plan(run, one) and _is_said(run, one))
    return lives, lives or next((one for _, one in told), "")


def _texts(snapshot: Snapshot) -> list[tuple[Node, str]]:
    """The texts of the page, each with where it begins; "Plan" and "Growth" beside it are one as well."""
    runs = [run for run in snapshot.root.walk() if run.is_text and run.visible and run.text]
    parts = [list(part) for _, part in groupby(runs, lambda run: (block_of(run), _control(run)))]
    told = [(part[0], " ".join(run.text for run in part)) for part in parts]
    labeled = [
        (value, f"{label.text.rstrip(':')}: {value.text}")
        for label, value in [*pairwise(runs), *_columns(snapshot)]
        if LABEL.fullmatch(label.text) and VALUE.fullmatch(value.text) and label.parent is not value.parent
        if _control(value) is None and not OFFERS.search(value.text)
    ]
    return [*((run, text) for run, text in told if not LABEL.fullmatch(text) or OWN_LABEL.fullmatch(text)), *labeled]


def _columns(snapshot: Snapshot) -> list[tuple[Node, Node]]:
    """The heads of tables that have one row, each with what stands below."""
    tables = [at for at in snapshot.nodes if at.role in {"table", "grid"} and is_table_of_facts(at)]
    rows = [[plain_runs(row) for row in table.walk() if row.role == "row" and plain_runs(row)] for table in tables]
    return [pair for pair_of_rows in rows if len(pair_of_rows) == 2 for pair in zip(*pair_of_rows, strict=False)]


def _control(run: Node) -> Node | None:
    return next((at for at in run.up() if at.is_control), None)


def _is_said(run: Node, said: str) -> bool:
    """Whether the page says it itself, of this product and of now."""
    row = next((at for at in run.up() if at.role == "row"), None)
    folds = [next(iter(at.kids), at) for at in run.up() if at.tag == "details"]
    is_listed = is_apart(run) if row is None else not is_table_of_facts(row)
    if is_listed or any(ANSWERED.search(fold.text) for fold in folds) or words.OTHER_PRODUCT.search(said):
        return False
    heads = [text for text in headings_over(run) if not WHAT_NEXT.fullmatch(text)]
    if NOT_DONE.search(said) or OF_CANCELING.search(said) or len(heads) < len(headings_over(run)):
        return not any(_is_other_head(text) for text in heads)
    return not (is_past_or_quoted(block_of(run)) or _is_of_another(run))


def _is_other_head(text: str) -> bool:
    """Whether a heading is over another thing or an answer; a message may be about what was just asked for."""
    is_of_another = OTHER_HEADING.search(text) or PAST_HEADING.search(text)
    return bool(text[-1] == "?" or (is_of_another and not OF_MESSAGES.search(text)))


def _is_of_another(run: Node) -> bool:
    """Whether it is about another product: that is named over it, or before it in the box."""
    if not is_of_another_product(run) or any(map(OTHER_HEADING.search, headings_over(run))):
        return is_of_another_product(run)
    boxes = [at for at in run.up() if len(at.text) <= ABOUT_ONE and words.OTHER_PRODUCT.search(at.text)]
    return any(one.order < run.order and words.OTHER_PRODUCT.search(one.text) for one in plain_runs(boxes[0]))


def _lives_on(run: Node, said: str) -> bool:
    if NOT_DONE.search(said) and not said.endswith("?"):
        return True
    is_done = ALL_DONE.search(said) and not STILL_OPEN.search(said)
    if _states(said, OF_CANCELING) and not (EXPLAINS.search(said) or is_done):
        return True
    if not _states(said, LIVES) or ONLY_OFFERED.search(said):
        return False
    if plan_words.OF_ITS_PLAN.search(said):
        return True
    is_status = STATUS.search(said) and is_titled_otherwise(run)
    return not (is_status or OTHER_COST.search(said) or _is_headed(run, OTHER_COST))


def _is_of_a_plan(run: Node, said: str) -> bool:
    if OFFERS.search(said) or IS_OVER.fullmatch(said) or _control(run) is not None:
        return False
    if _states(said, OF_A_PLAN):
        return True
    is_price = _states(said, PRICE) and not OTHER_COST.search(said) and len(words.MONEY.findall(said)) < 2
    return is_price and not (_is_sold(run) or _is_headed(run, OTHER_COST) or _is_headed(run, OFFERED_UNDER))


def _is_headed(run: Node, pattern: re.Pattern[str]) -> bool:
    return any(map(pattern.search, headings_over(run)[:1]))


def _is_sold(price: Node) -> bool:
    """Whether it stands in a price list, where each plan has what chooses it."""
    box = offer_around(price)
    if box is None:
        return False
    chosen = [*controls(box, words.BUY), *controls(box, plan_words.CHOOSE_PLAN)]
    return len({*chosen}) >= len([run for run in plain_runs(box) if words.MONEY.search(run.text)])


def _asked(snapshot: Snapshot) -> str:
    """A question that still stands over the page, whether to cancel."""
    asked = (block_of(run).text for run in plain_runs(snapshot.root) if is_over_page(run))
    return next((text for text in asked if words.CANCEL_QUESTION.search(text) and not words.SURVEY.search(text)), "")


def _states(said: str, pattern: re.Pattern[str]) -> bool:
    return any(not SUPPOSED.search(said[: hit.start()]) for hit in pattern.finditer(said))
