"""What else the Overview may say of a plan: that its end is set, that it renews, becomes paid or is for sale.

It is held against what the page seems to state. The wordings that a run needs are in ``openai_platform.words``.
"""

import re

from cancelbot.page.query import sentences
from cancelbot.page.snapshot import Node
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.sections import PLAN_LABEL, block_of, is_claimed, is_past_or_quoted, plain_runs
from openai_platform.words import say

_ONE = r"(?<!\ba )(?<!\bany )(?<!\beach )(?<!\bevery )(?<!\blegacy )\b"
"""before a plan: it is the one of the page, not a kind of plans"""
_OVER = lex.one(lex.ENDED, lex.END, "expire", "close", "lapse")
_AT_A_TIME = (
    rf"(?:,? (?:(?:on|at|by|as of|effective) )?{lex.DATE}|,? (?:in )?\d{{1,3}} (?:days?|weeks?|months?)\b"
    r"|,? (?:today|tomorrow|soon)\b)"
)
_FULL_STOP = r"(?=[.!](?:\s|$)|$)"
_TO_END = lex.one(
    "(?:will be|set to(?: be)?|scheduled (?:to(?: be)?|for)) (?:cancel(?:led|ed|lation)?|end(?:ed)?)",
    "cancels|ends|cancell?ing|ending",
)
ENDS = say(
    rf"{_ONE}{lex.ANY_PLAN} (?:will (?:be )?|is going to (?:be )?)(?:automatically )?"
    rf"{_OVER}(?:{_AT_A_TIME}|{_FULL_STOP})",
    rf"{_ONE}{lex.ANY_PLAN} (?:ends|cancels|expires|stops|terminates){_AT_A_TIME}",
    rf"\b{lex.ANY_PLAN} is (?:scheduled|set) (?:for cancell?ation\b|to (?:be )?(?:automatically )?{_OVER}\b)",
    rf"(?:^|\b{lex.ANY_PLAN} ?[:(\u00b7\u2013\u2014|-] ?){_TO_END} (?:on |at )?{lex.DATE}",
    rf"\bcancell?ation (?:date:?|effective|(?:takes|becomes) effect(?:ive)?)(?: on| at)? {lex.DATE}",
    rf"\b{lex.ANY_PLAN} (?:will not|won't|does not|doesn't) (?:auto-?|automatically )?renew\b(?! until)",
    rf"\buntil {lex.DATE},? (?:and )?then (?:it )?(?:will be |will |is )?{_OVER}\b",
    rf"\bcancell?ation (?:is |has been )?(?:scheduled|pending|requested|in progress)"
    rf"(?:{_FULL_STOP}|[,:;]| (?:for|on|at|by|as of|effective|until)\b)",
    r"\b(?:pending|scheduled)(?: for)? cancell?ation\b(?! requests?)",
    rf"\b{lex.ANY_PLAN} (?:(?:is|was|has been) )?{lex.ENDED} ?[,;\u2013\u2014-]?(?: and| but)? (?:it )?"
    r"(?:will|ends?|stays?|remains?|(?:is )?(?:active|available|valid) until)\b",
    rf"\byou(?:'ll| will)? (?:keep|have|retain) (?:your )?access until {lex.DATE}",
)
"""the end of a plan is set, and has not come"""
RUNS_OUT = say(ENDS.pattern, rf"\b(?:active|access|valid|ends|expires)(?: ends| expires)? (?:until |on )?{lex.DATE}")
"""the end of a plan is set, where it is also offered to keep the plan"""
_UNRENEWED = (
    r"(?:will not|won't|does not|doesn't|is not|isn't|not) (?:be )?(?:auto-?|automatically )?renew(?:ed|ing)?\b"
    r"(?: automatically)?"
)
NOT_RENEWED = say(
    rf"^(?:active|access|ends|expires)(?: until| through| ends| expires)?(?: on)? {lex.DATE}"
    rf" ?(?:[.,;(\u00b7\u2013\u2014-] ?){{0,2}}(?:(?:and|but|it|this) ){{0,2}}{_UNRENEWED}[.)!]{{0,2}}$",
    rf"^(?:(?:it|this) )?{_UNRENEWED} ?[.,;(\u00b7\u2013\u2014-]? ?(?:active|access|ends|expires|after|on)"
    rf"(?: until| through)?(?: on)? {lex.DATE}[.)!]{{0,2}}$",
)
"""likewise, right behind its name, and nothing that limits it follows"""
RENEWS = say(
    rf"(?:\b{lex.ANY_PLAN}\b[^.!?]{{0,60}}|^(?:auto-?(?=renews))?)(?<!not )(?<!n't )(?<!longer )"
    r"renews?(?= (?:on|at|automatically|each|every|in|for)\b|[.!]?$)"
)
"""a plan that is not over"""
STARTED_AGAIN = say(
    rf"\b(?:{lex.ANY_PLAN}|it) (?:was |has been |is )?"
    r"(?:(?:re-?)?(?:started|activated|instated)|resumed|restored|renewed)\b",
    r"\b(?:started|active) again\b|\breinstated\b|\b(?:a|the|your) new plan (?:start|beg|is active)",
)
"""what was canceled has not stayed so"""
IS_BACK = say(
    r"\bwelcome back\b|\b(?:good|great|glad|happy|nice) to (?:have|see) you (?:back|again)\b|\byou(?:'re| are) back\b"
)
"""likewise, where it stands beside that"""
GOES_ON = say(
    r"\b(?:resum|continu|reactivat|renew|upgrad|start|beg[ia]n|mov|switch|chang)\w{0,4}\b",
    r"\b(?:still|undo|current|active|enabled|new|now|(?<!come )back|pay as you go)\b|\b(?:charge|bill)(?:s|d|ed)?\b",
)
"""beside a message that a plan is over: one is not"""
OF_ITS_PLAN = say(rf"\b{lex.ANY_PLAN}\b")
"""what a message must name to be about a plan at all"""
KEEP_BARE = say("(?:resume|renew|restore|restart|undo)(?: it)?")
"""brings a plan back where its end is set"""
BECOMES_PAID = say(
    r"\bupgrad\w+ (?:to .{1,30} )?(?:is )?(?:being processed|pending|scheduled|in progress)\b",
    rf"\buntil {lex.DATE},? then\b",
    r"\btrial\b[^.!?]{0,80}\b(?:charged|billed|converts?|becomes?|renews?|continues? as|then)\b",
    rf"\bthen (?:{lex.BEFORE}|{lex.AFTER})",
)
"""a trial that ends in a plan"""
CANCEL_TRIAL = say(rf"{lex.END} {lex.ITS}(?:free )?trial{lex.NOW}{lex.MORE}")
ANY_NAMED_PLAN = say(
    r"(?!(?:your|my|no|free|the|this|a|current|compare|choose|select|change|cancel|manage|end|stop|pause|resume"
    r"|keep|(?:up|down)grade|switch|view|price|pricing|trial|new|paid|billing|any|each|edit|renew)\b)[\w+&-]{2,20} plan"
)
"""a plan by a name that is not known; it counts only beside a control that manages it"""
CHOOSE_PLAN = say(r"(?:choose|select|get|switch to|move to|try|start(?: with)?|compare)(?: .{1,40})?", "get started")
BARE_STATE = say(
    r"(?:the )?free\b.*|none|(?:ends|ending|expires|(?:active|access) until)\b.*",
    rf"(?!.*\b{lex.ANY_PLAN}\b).*cancell?ed.*",
)
"""a state that does not say of what"""
NOT_NOW = say(
    r"\b(?:can(?:not|'t)?|able to) (?:only )?cancel(?![^.!?]{0,40}\b(?:any ?time|any moment|whenever)\b)",
    words.NOT_ALLOWED.pattern,
)
"""why a grayed control that cancels is so"""
_ITSELF = r"(?: (?:status|state|type|name|details|overview|settings|(?:&|and) .{1,20}))?[:.)]?$"
OF_PLAN = say(rf"^{lex.ITS}(?:{lex.ANY_PLAN}|prepaid|usage[- ]based|post-?paid|plans|overview|status|current){_ITSELF}")
"""right before such a state: it is the plan's"""
NAMES_PLAN = say(words.PAY_AS_YOU_GO.pattern, ANY_NAMED_PLAN.pattern, rf"{lex.ITS}{lex.PLAN}{_ITSELF}")
"""the name of the plan, or its label"""
OF_PRICE = say(
    r"(?:price|cost|billed|status|state|current(?:ly)?):?|\W{0,3}",
    rf"(?:{lex.WORTH} ?)?(?:/|per|an?|each|every|billed)? ?(?:month(?:ly)?|year(?:ly)?|mo|yr|annual(?:ly)?)\b",
    r"(?:you )?(?:only )?pay (?:only )?(?:for what you use|as you go)\b.{0,40}",
)
"""what may stand between the name of a plan and its state"""
OF_TIME = say(r"(?:since|started|start date|active since|created|(?:usage )?tier|(?:billing )?(?:cycle|period)):?")
"""the label of a fact about the plan itself, which may stand there with its value"""
OF_ANOTHER = say(r"\b(?:next|upcoming|new|old|other|past|previous|former|last|invit\w+|orders?)\b")
"""likewise: it is not"""
OWN_WORDS = say(
    lex.ITS_WORDS,
    r"annual|yearly|usage|pay-as-you-go|status|plan|subscription|and|so|but|because|as|it|is|be|will|stays?|remains?|you|keep"
    r"|have|full|then",
)
"""a word right before "plan ends" with which it is the plan of the page; so is a word of its name"""
OFFERS_FREE = say(r"(?:choose|select|switch|downgrade|move|get)(?: to)?(?: (?:the )?free(?: \w+)?)?")
"""beside a free plan: it is not the current one"""
WITHOUT_DAY = say(
    r"(?:(?:your|the) )?(?:plan |subscription )?cancell?ation (?:is |has been )?scheduled[.!]?",
    r"(?:(?:your|the|this) (?:plan|subscription) is )?scheduled (?:for cancell?ation|to be cancell?ed)[.!]?",
    r"scheduled cancell?ation[.!]?",
)
"""an end that is set, although no day is told"""
REQUESTED = say(
    r"\bcancell?ation (?:request )?(?:(?:is|was|has been) )?"
    r"(?:pending|requested|received|submitted|under review|(?:in|being) (?:progress|processed|reviewed))\b"
    r"(?! (?:by an?|before|for|and (?:processed|completed?|confirmed))\b)"
    rf"(?: (?:on |at )?{lex.DATE})?",
    rf"\bpending cancell?ation\b(?! requests?)|\b{lex.ANY_PLAN} is being cancell?ed\b",
    rf"^cancell?ing(?: {lex.ITS}{lex.ANY_PLAN})?[.\u2026]{{0,3}}$",
    r"\b(?:we(?:'re|'ve| are| have)? )?(?:received|processing|reviewing) (?:your|the) "
    r"(?:request to cancel|cancell?ation)\b",
)
"""it is asked for, which may still be refused, unless the day of the end is told as well"""
TO_COME = say(rf"\b{lex.ANY_PLAN} (?:will|may|could|is (?:about|going) to|is set to) (?:be )?{_OVER}")
"""it may end, which is not over"""
DAY_OF_REQUEST = say(rf"\brequested (?:on |at )?{lex.DATE}")
"""the day on which it was asked for, not the one on which it ends"""
SAYS_PLAN = say(rf"\bplan\b|\bbilling\b|{lex.BY_USE}", words.MONEY.pattern)
"""in the name of a control, or beside it: it is about the plan"""
LABELS_PLAN = say(r"(?:(?:your|my|current|active|billing) ){0,3}plan(?: (?:name|type))?:?")
"""the label of its name"""
ENDS_MESSAGES = say(
    r"\b(?:newsletters?|e-?mails?|notifications?|alerts?|reminders?|sms|announcements?|tips|marketing|communications?"
    r"|(?<!plan )updates|digests?|mailing|promotions?|webinars?|messages|news|stories|blog|surveys?)\b|@",
)
"""beside "Unsubscribe": it ends messages"""


_LISTS = say(rf"\b(?:{lex.CARD}|{lex.INVOICE}|{lex.KEYS}|charges|usage)\b")
_REST = say(r"\b(?:plan|billing|subscription|balance|credits?|account|page|details|data|everything|some)\b")


def is_of_lists(trouble: str) -> bool:
    """Whether it is only that cards, invoices or the like did not come, which says nothing of the plan."""
    rest = _LISTS.sub("", trouble)
    return rest != trouble and not _REST.search(rest)


def is_ours(text: str, pattern: re.Pattern[str], label: str) -> bool:
    """Whether what is said is said of the plan called ``label``, not of "Kim's plan" or "the support plan".

    What does not name a plan must be said of nothing else in its whole sentence.
    """

    def is_own(sentence: str, hit: re.Match[str]) -> bool:
        before = re.findall(r"[\w'-]+", sentence[: hit.start()])
        if not re.search(lex.ANY_PLAN, hit.group(), re.IGNORECASE):
            if re.match(r" (?:to|for|of|on)\b", sentence[hit.end() :]):
                return False
        else:
            before = before[-1:] if sentence[: hit.start()].endswith(" ") else []
        return all(OWN_WORDS.fullmatch(word) or word.lower() in label.lower() for word in before)

    return all(is_own(sentence, hit) for sentence in sentences(text) for hit in pattern.finditer(sentence))


def is_not_renewed(node: Node) -> bool:
    """Whether it is stated, perhaps in two sentences, that the plan right before it runs out."""
    said = block_of(node).text.replace(". ", ", ")
    runs = plain_runs([*node.self_and_up()][-1])
    known = [run.order for run in runs if words.PAY_AS_YOU_GO.fullmatch(run.text)]
    is_of_other = bool(known) and min(known) > node.order
    is_claim = is_claimed(said, NOT_RENEWED) and not is_past_or_quoted(node)
    return is_claim and follows_plan(node) and not is_of_other


def follows_plan(state: Node) -> bool:
    """Whether nothing but what a plan has, such as its price, stands between its name and a ``state``.

    Behind "Last payment" or a card, "Canceled" is the state of that; behind the name of a second plan, of that one.
    """
    runs = [run for run in plain_runs([*state.self_and_up()][-1]) if not run.inside(state)]
    before = [run.text for run in runs if run.order < state.order]
    at = len(before) - 1
    while at >= 0:
        text, label = before[at], before[at - 1] if at else ""
        if NAMES_PLAN.fullmatch(text) or PLAN_LABEL.fullmatch(label):
            return not _is_second(text, before[:at])
        if not (OF_PRICE.fullmatch(text) or OF_TIME.fullmatch(label)):
            break
        at -= 1 if OF_PRICE.fullmatch(text) else 2
    return _stands_before(state)


def _is_second(named: str, before: list[str]) -> bool:
    """Whether another plan is named before, of which the page tells as well."""
    return bool(ANY_NAMED_PLAN.fullmatch(named)) and any(map(words.PAY_AS_YOU_GO.fullmatch, before))


def _stands_before(state: Node) -> bool:
    """Whether a ``state`` begins a box of which the next words are the name of the plan."""
    box = next((at for at in state.up() if at.text != state.text), None)
    said = [run.text for run in plain_runs(box)] if box is not None else []
    return said[:1] == [state.text] and any(map(words.PAY_AS_YOU_GO.fullmatch, said[1:2]))
