"""What speaks against the end of a plan on a page that names none.

After a press that the site has said yes to, a page without a word about a plan means that there is none any more. Such
a word may be one that nobody foresaw. So every sentence of the page that is about a plan, or about canceling it, is a
word about a plan, unless it only offers one, explains how plans work, or says that all is done.
"""

import re
from itertools import chain

from cancelbot.page.query import controls, sentences
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words
from openai_platform.billing import plan_words
from openai_platform.billing.doubt_words import (
    ALL_DONE,
    ANSWERED,
    ENDED_STATE,
    EXPLAINS,
    IS_OVER,
    LIVES,
    MANAGES_ONE,
    NOT_DONE,
    OF_A_JOB,
    OF_A_PLAN,
    OF_CANCELING,
    OF_MESSAGES,
    OFFERED_UNDER,
    OFFERS,
    ONLY_OFFERED,
    OTHER_COST,
    PRICE,
    STATES_LIFE,
    STATUS,
    STILL_OPEN,
    WHAT_NEXT,
)
from openai_platform.billing.known_plan import KnownPlan, is_still_there
from openai_platform.billing.page_texts import control_around, page_texts
from openai_platform.billing.statements import is_apart, is_current, is_headed_by, is_sold
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


def doubts(snapshot: Snapshot, was: KnownPlan) -> tuple[str, str]:
    """The first sentence that speaks for a plan which goes on, and the first that is about a plan at all, or empty.

    ``was`` is the plan that this run has pressed to cancel.
    """
    said = [(run, one) for run, text in page_texts(snapshot) for one in sentences(text)]
    lives = _asked(snapshot) or next((one for run, one in said if _lives_on(run, one) and _is_said(run, one, was)), "")
    names = [run for run in plain_runs(snapshot.root) if was.is_all_of(run.text)]
    lives = lives or next((f"{run.text}: {_behind(run)}" for run in names if STATES_LIFE.fullmatch(_behind(run))), "")
    said += [(run, run.text) for run in names]
    told = ((run, one) for run, one in said if _is_of_a_plan(run, was.unnamed(one)) or is_still_there(run, one, was))
    goes_on = (one for run, one in told if _is_said(run, one, was) and not ENDED_STATE.fullmatch(_behind(run)))
    manages = (node.name for node in controls(snapshot.root, MANAGES_ONE) if not is_of_another_product(node))
    stays = (box.fact for box in [was.box] if box is not None and box.is_in(snapshot))
    return lives, lives or next(chain(goes_on, manages, stays), "")


def _behind(plan: Node) -> str:
    """The next words after the name of a plan that are not its price."""
    after = (run.text for run in plain_runs([*plan.up()][-1]) if run.order > plan.order)
    return next((text for text in after if not (plan_words.OF_PRICE.fullmatch(text) or words.MONEY.search(text))), "")


def _is_said(run: Node, said: str, was: KnownPlan) -> bool:
    """Whether the page says it itself, of this product and of now."""
    listed = next((at for at in run.up() if at.role in {"row", "option"}), None)
    is_listed = listed is not None and not (is_table_of_facts(listed) or (was.is_all_of(said) and is_current(listed)))
    folds = [next(iter(at.kids), at) for at in run.up() if at.tag == "details"]
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
    is_of_job = OF_A_JOB.search(said) and not plan_words.OF_ITS_PLAN.search(said)
    leads_away = control_around(run) is not None and is_apart(run)
    if _states(said, OF_CANCELING) and not (EXPLAINS.search(said) or is_done or is_of_job or leads_away):
        return True
    if not _states(said, LIVES) or ONLY_OFFERED.search(said):
        return False
    if plan_words.OF_ITS_PLAN.search(said):
        return True
    is_status = STATUS.search(said) and is_titled_otherwise(run)
    return not (is_status or OTHER_COST.search(said) or is_headed_by(run, OTHER_COST))


def _is_of_a_plan(run: Node, said: str) -> bool:
    if OFFERS.search(said) or IS_OVER.fullmatch(said) or control_around(run) is not None:
        return False
    if _states(said, OF_A_PLAN):
        return True
    is_price = _states(said, PRICE) and not OTHER_COST.search(said) and len(words.MONEY.findall(said)) < 2
    return is_price and not (is_sold(run) or is_headed_by(run, OTHER_COST) or is_headed_by(run, OFFERED_UNDER))


def _asked(snapshot: Snapshot) -> str:
    """A question that still stands over the page, whether to cancel."""
    asked = (block_of(run).text for run in plain_runs(snapshot.root) if is_over_page(run))
    return next((text for text in asked if words.CANCEL_QUESTION.search(text) and not words.SURVEY.search(text)), "")


def _states(said: str, pattern: re.Pattern[str]) -> bool:
    return any(not SUPPOSED.search(said[: hit.start()]) for hit in pattern.finditer(said))
