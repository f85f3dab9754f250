"""What speaks against the end of a plan on a page that names none.

After a press that the site has said yes to, a page without a word about a plan means that there is none any more. Such
a word may be one that nobody foresaw. So every sentence of the page that is about a plan, or about canceling it, is a
word about a plan, unless it only offers one, explains how plans work, or says that all is done.
"""

import re
from itertools import groupby, pairwise

from cancelbot.page.query import controls, sentences, smallest
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.billing import plan_words
from openai_platform.billing.statements import is_apart
from openai_platform.sections import (
    ABOUT_ONE,
    DOUBTED,
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

_NONE = (
    r"(?!(?:none|no|not|free|off|never|n/a|cancell?ed|ended|expired|inactive|disabled|[\u2013\u2014-]+|\$?0[.,]00)"
    r"(?:\W|$))"
)
_EACH = r"(?:(?:/|per |an? |each |every )(?:month|mo|year|yr)|monthly|yearly|annually)\b"
_PAYMENT = r"(?:billing|payment|bill|charge|renewal|invoice)"
_STATUS = words.say(r"^(?:status|state):? active\b|^active since\b")
LIVES = words.say(
    plan_words.RENEWS.pattern,
    rf"\b{lex.ANY_PLAN}(?: status)?:? (?:(?:is|remains|stays|was|has been|status) ){{0,2}}(?:still |currently )?"
    r"(?:active|live|running|enabled|kept|in effect|in place|in good standing|valid|unchanged|not changed)\b",
    rf"\b{lex.ANY_PLAN} (?:will )?(?:continues?|goes on|resumed|reactivated|restored)\b",
    rf"\b{lex.ANY_PLAN} (?:did|has|is|was)(?:n't| not)(?: yet| been){{0,2}} (?:{lex.END}|{lex.ENDED})\b",
    r"\b(?:your|have an|is an) active (?:plan|subscription)"
    r"|(?<!no )(?<!an )(?<!requires )(?<!without )(?<!for )\bactive (?:plan|subscription)[.!]?$",
    _STATUS.pattern,
    r"\b(?:still|currently|are|you're) (?:subscribed|paying)\b(?! to (?!(?-i:[A-Z])))|\bsubscribed since\b",
    r"^(?:you )?(?:subscribed?|enrolled) (?:to|in) (?-i:[A-Z])",
    rf"\b(?:will renew|renews|renewing|renewal(?: date)?):? (?:on )?{lex.DATE}|\brenews in \d",
    r"\bauto-?(?:renews|renew(?:al)?:? (?:is )?(?:on|active|enabled)\b)",
    rf"\b(?:next|upcoming) {_PAYMENT}\b[^.!?]{{0,40}}(?:{lex.DATE}|(?!\W{{0,2}}0[.,]00){words.MONEY.pattern})",
    rf"\b(?:will be (?:charged|billed)|(?:we'll|we will) charge|(?:payment|charge) scheduled)\b(?:[^.!?]|\.\d){{0,40}}"
    rf"\b{lex.DATE}",
    r"\b(?:continue|continues|keep) (?:to be )?(?:billed|billing|charged|charging)\b",
    rf"\b(?:downgrade|plan change|switching to)\b[^.!?]{{0,40}}(?:\bscheduled\b|{lex.DATE})",
    r"(?:not|n't|never)(?: yet| been| be){0,2} cancell?ed\b",
    r"\byou're staying\b|\bthanks for staying\b|\bkept your\b|\b(?:chosen to keep|keeping) your\b",
)
"""a plan goes on: also beside a grayed "Cancel plan" """
OF_CANCELING = words.say(
    r"\b(?:cancell?ation|cancell?ing)\b",
    r"\b(?:to|will|we) cancel\b|\bcancel(?:lation)? request\b",
    r"\b(?:contact|write to|call|ask) [^.!?]{0,40}\bcancel(?!ed|led|lations)",
)
"""likewise, its cancellation may still need something"""
ALL_DONE = words.say(
    r"(?<!not )(?<!be )(?<!% )\b(?:completed?|confirmed|successful|processed|finished|final|finali[sz]ed|effective)"
    rf"[.!]?(?: (?:on |by ){{0,2}}(?:{lex.DATE}|e-?mail))?[.!]?$|\bwe did\b|\bwent through\b",
    r"\bconfirmation of\b|\bprocessed your cancell?ation\b|\bhas been processed\b",
    r"\bcancell?ation (?:confirmation (?:#|sent|e-?mailed)|number|id\b|#|reason|date|survey|feedback)",
)
"""in such a sentence, where nothing takes it back: it needs no more"""
EXPLAINS = words.say(
    r"\?$",
    r"\b(?:policy|policies|how|help|about (?!your cancel)|questions?|refunds?|faq|learn|terms|fees?|any ?time"
    r"|history|easy|instantly)\b",
    r"\b(?:does not|doesn't|do not|don't|won't|will not|never) (?:affect|delete|change|remove|touch|end)\b",
    r"\bno (?:further |more )?(?:action|approval|confirmation|cancell?ation)\b",
    r"\bcancell?ing [^.!?]{1,40} (?:stops?|does|doesn't|will|won't|means|ends?)\b",
)
"""or tells how it works"""
NOT_DONE = words.say(
    r"^(?:your |the |this )?request (?:(?:is|was|has been) )?(?:still )?"
    r"(?:submitted|received|pending|waiting|awaiting|under review|declined|denied|rejected)\b",
    r"\b(?:awaiting|waiting for|pending|needs?|requires?) (?:(?:your|an?|the|owner|admin)(?:'s)? ){0,2}"
    r"(?:approval|confirmation)\b",
    r"\bconfirmation link\b|\b(?:link|code) to confirm\b|\blink in the e-?mail\b|\bresend (?:the )?confirmation\b",
    r"\bconfirm (?:(?:it|this|your request) )?(?:by|via|in the) e-?mail\b|\bconfirm your request\b",
    r"\b(?:check|open) (?:your|the) (?:inbox|e-?mail)\b(?![^.!?]{0,60}\b(?:receipts?|invoices?|bills?)\b)",
    r"\b(?:almost done|not done yet|one more step)\b|\b(?:nothing was|nothing has|no changes were) (?:changed|made)\b",
    r"\b(?:before|then),? we (?:can )?cancel\b|\bwithdraw (?:(?:the|your) )?request\b",
    r"\bcould(?:n't| not) complete your request\b",
)
"""what was asked for is not done, whatever it was"""
OF_A_PLAN = words.say(
    r"\b(?:your|my|this|current) (?:(?!previous|former|last|old|past|new|next)[\w+&-]{2,20} )?"
    r"(?:plan|subscription|membership)\b(?! history)",
    r"^(?:monthly|annual|paid) (?:plan|subscription|membership)(?:[.]|$| \W)",
    r"\byou(?:'re| are) (?:now |still |currently )?on (?!the free\b)[\w-]{2,20}|\bplan is yours\b",
    rf"^(?:plan|subscription|membership)(?: type| name| status)?(?:: ?| [\u2013\u2014-] ){_NONE}\S",
    r"^plan [\w-]{2,20}$",
)
"""a plan of this account"""
PRICE = words.say(
    rf"(?:{words.MONEY.pattern}) ?{_EACH}|\bbilled:? (?:{words.MONEY.pattern} )?{_EACH}",
    r"\b(?:monthly|annual|yearly) fee\b|\bbilling (?:cycle|interval): (?:monthly|yearly|annual)",
)
"""what a plan costs"""
OFFERS = words.say(
    r"\b(?:choose|select|compare|pick|find|view|see|explore|upgrade|subscribe|start|try|get|buy|switch|restart"
    r"|re-?activate|resume|need|want|without|learn|depends?|any ?time|because|since|now that|final|renew your)\b|\?$",
    r"^your (?:credits|data|keys|limits|balance)\b",
)
"""in a sentence that offers one, or explains plans"""
IS_OVER = words.say(
    rf"(?:your|this|the) {lex.PLAN} (?:is|was|has been|has)(?: now| already)? {lex.ENDED}(?: by [\w@.+-]{{1,60}})?[.!]?"
)
"""it says that it is over"""
OTHER_COST = words.say(
    r"\b(?:budgets?|limits?|quotas?|tokens?|tiers?|up to|from|allows?|discounts?|save|costs?|remaining|unbilled|usage"
    r"|outstanding|final|last|previous|former|not|no longer|won't|credits?|grants?)\b"
)
"""in a sentence about money or a day: not those of a plan"""
LABEL = words.say(
    r"(?:(?:your|my|current) )?(?:plan|subscription|membership)(?: name| type| status)?:?",
    r"(?:status|state|billed|billing cycle|cancell?ation(?: status)?|renews|renewal(?: date)?|auto-?renew(?:al)?):?",
    rf"next {_PAYMENT}(?: date)?:?",
)
"""the name of a fact of a plan, beside its value"""
VALUE = words.say(
    "not (?:yet )?(?:complete|completed|confirmed|approved|done|finished|final)",
    rf"(?!price|status|state|amount|date|renews|seats|limit|overview|history|credit)(?:(?:the )?{_NONE}"
    rf"[\w$.,+&-]{{2,20}}(?: [\w$.,+&-]{{1,20}}){{0,3}})",
)
"""such a value, but for none"""
OFFERED_UNDER = words.say(r"\b(?:plans|pricing|prices|available|offers?)\b")
"""a heading over a price list"""
WHAT_NEXT = words.say(r"what(?:'s| is| happens| comes| to do| do i do)? (?:next|now)\?")
"""a heading over what has to be done, although it is a question"""
ANSWERED = words.say(r"\?$|\b(?:how|help|faq|learn|questions?|what|why)\b")
"""over an answer that unfolds"""
_OWN_LABEL = words.say(r"(?:your|my|current) (?:plan|subscription|membership)")
_OF_MESSAGES = words.say(r"\b(?:e-?mails?|inbox|notifications?|alerts?|messages|updates|support needed)\b")
_TAKEN_BACK = words.say(DOUBTED.pattern, r"\bnot\b|n't\b|\byet\b")
_ONLY_OFFERED = words.say(r"\brenew your\b|\?$|\bfinal\b")


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
    return [*((run, text) for run, text in told if not LABEL.fullmatch(text) or _OWN_LABEL.fullmatch(text)), *labeled]


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
    return bool(text[-1] == "?" or (is_of_another and not _OF_MESSAGES.search(text)))


def _is_of_another(run: Node) -> bool:
    """Whether it is about another product: that is named over it, or before it in the box."""
    if not is_of_another_product(run) or any(map(OTHER_HEADING.search, headings_over(run))):
        return is_of_another_product(run)
    boxes = [at for at in run.up() if len(at.text) <= ABOUT_ONE and words.OTHER_PRODUCT.search(at.text)]
    return any(one.order < run.order and words.OTHER_PRODUCT.search(one.text) for one in plain_runs(boxes[0]))


def _lives_on(run: Node, said: str) -> bool:
    if NOT_DONE.search(said) and not said.endswith("?"):
        return True
    is_done = ALL_DONE.search(said) and not _TAKEN_BACK.search(said)
    if _states(said, OF_CANCELING) and not (EXPLAINS.search(said) or is_done):
        return True
    if not _states(said, LIVES) or _ONLY_OFFERED.search(said):
        return False
    if plan_words.OF_ITS_PLAN.search(said):
        return True
    is_status = _STATUS.search(said) and is_titled_otherwise(run)
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
    box = smallest(price, lambda at: any(one.is_control for one in at.walk()))
    if box is None or len(box.text) > ABOUT_ONE or words.CREDIT_BALANCE.search(box.text):
        return False
    chosen = [*controls(box, words.BUY), *controls(box, plan_words.CHOOSE_PLAN)]
    return len({*chosen}) >= len([run for run in plain_runs(box) if words.MONEY.search(run.text)])


def _asked(snapshot: Snapshot) -> str:
    """A question that still stands over the page, whether to cancel."""
    asked = (block_of(run).text for run in plain_runs(snapshot.root) if is_over_page(run))
    return next((text for text in asked if words.CANCEL_QUESTION.search(text) and not words.SURVEY.search(text)), "")


def _states(said: str, pattern: re.Pattern[str]) -> bool:
    return any(not SUPPOSED.search(said[: hit.start()]) for hit in pattern.finditer(said))
