"""What speaks against the end of a plan on a page that names none.

After a press that the site has said yes to, a page without a word about a plan means that there is none any more. Such
a word may be one that nobody foresaw. So every sentence of the page that is about a plan, or about canceling it, is a
word about a plan, unless it only offers one or explains how plans work.
"""

import re

from cancelbot.page.query import sentences
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.billing.plan_words import RENEWS
from openai_platform.billing.statements import is_elsewhere
from openai_platform.sections import ABOUT_ONE, SUPPOSED, block_of, is_past_or_quoted, plain_runs

LIVES = words.say(
    RENEWS.pattern,
    rf"\b{lex.ANY_PLAN}(?: status)?:? (?:(?:is|remains|stays|was|has been|status) ){{0,2}}(?:still |currently )?"
    r"(?:active|live|running|enabled|kept|in effect|unchanged|not changed)\b",
    r"(?<!no )(?<!not an )(?<!longer an )\bactive (?:plan|subscription)|^(?:status|state):? active\b",
    r"\b(?:still|currently|are|you're) (?:subscribed|paying)\b|\bsubscribed since\b",
    rf"\brenews (?:on )?{lex.DATE}",
    rf"\bnext (?:billing|payment|bill|charge|renewal)\b[^.!?]{{0,40}}(?:{lex.DATE}|{words.MONEY.pattern})",
    rf"\bwill be (?:charged|billed)\b[^.!?]{{0,40}}\b{lex.DATE}",
    r"\bcancell?(?:ation|ing)\b[^.!?]{0,30}\b(?:fail|not|never|incomplete|declin|reject|denied|need|requir|await|wait"
    r"|approv|confirm(?!ed)|finish)",
    r"\b(?:confirm|complete|finish|finali[sz]e|approve|contact|ask(?:ed)?|write to|call)\b[^.!?]{0,60}"
    r"\bcancel(?!ed|led)",
    r"\bcancel(?!ed|led)\w{0,6}\b[^.!?]{0,60}\b(?:confirm|contact|write to|call|ask)\b",
    r"(?:not|n't|never)(?: yet| been| be){0,2} cancell?ed\b",
    r"\byou're staying\b|\bthanks for staying\b|\bkept your\b",
)
"""a plan goes on, or its cancellation still needs something: also beside a grayed "Cancel plan" """
OF_A_PLAN = words.say(
    r"\b(?:your|my|this|current|monthly|annual|paid) (?:billing )?(?:plan|subscription|membership)\b",
    r"\byou(?:'re| are) (?:now |still |currently )?on (?!the free\b)[\w-]{2,20}",
    r"\b(?:plan|subscription): ?\S|^plan [\w-]{2,20}$",
    rf"(?:{words.MONEY.pattern}) ?(?:/|per |an? |each )(?:month|mo|year|yr)\b",
)
"""a plan of this account"""
OFFERS = words.say(
    r"\b(?:choose|select|compare|pick|find|view|see|explore|upgrade|subscribe|start|try|get|buy|switch|restart"
    r"|re-?activate|resume|need|want|without|learn|depends?|any ?time)\b"
)
"""in a sentence that offers one, or explains plans"""


def doubts(snapshot: Snapshot) -> tuple[str, str]:
    """The first sentence that speaks for a plan which goes on, and the first that is about a plan at all, or empty."""
    said = _sentences(snapshot)
    lives = next((one for one in said if _states(one, LIVES)), "")
    return lives, lives or next((one for one in said if not OFFERS.search(one) and _states(one, OF_A_PLAN)), "")


def _states(said: str, pattern: re.Pattern[str]) -> bool:
    return any(not SUPPOSED.search(said[: hit.start()]) for hit in pattern.finditer(said))


def _sentences(snapshot: Snapshot) -> list[str]:
    """What the page itself says in running text, of this product and of now."""
    blocks: dict[Node, None] = dict.fromkeys(block_of(run) for run in plain_runs(snapshot.root))
    own = [block for block in blocks if len(block.text) <= ABOUT_ONE and not is_elsewhere(block)]
    told = [" ".join(run.text for run in plain_runs(block)) for block in own if not is_past_or_quoted(block)]
    said = [one for text in told for one in sentences(text)]
    return [one for one in said if not words.OTHER_PRODUCT.search(one)]
