"""What else the Overview may say of a plan: that its end is set, that it renews, becomes paid or is for sale.

It is held against what the page seems to state. The wordings that a run needs are in ``openai_platform.words``.
"""

from __future__ import annotations

import re

from openai_platform import lexicon as lex
from openai_platform.words import say

_ONE = r"(?<!\ba )(?<!\bany )(?<!\beach )(?<!\bevery )(?<!\blegacy )\b"
"""before a plan: it is the one of the page, not a kind of plans"""
_OVER = lex.one(lex.ENDED, lex.END, "expire", "close", "lapse")
_AT_A_TIME = (
    rf"(?:,? (?:(?:on|at|by|as of|effective) )?{lex.DATE}|,? (?:in )?\d{{1,3}} (?:days?|weeks?|months?)\b"
    r"|,? (?:today|tomorrow|soon)\b)"
)
_FULL_STOP = r"(?=[.!](?:\s|$)|$)"
ENDS = say(
    rf"{_ONE}{lex.ANY_PLAN} (?:will (?:be )?|is going to (?:be )?)(?:automatically )?"
    rf"{_OVER}(?:{_AT_A_TIME}|{_FULL_STOP})",
    rf"{_ONE}{lex.ANY_PLAN} (?:ends|cancels|expires|stops|terminates){_AT_A_TIME}",
    rf"\b{lex.ANY_PLAN} is (?:scheduled|set) to (?:be )?(?:automatically )?"
    rf"{_OVER}\b",
    rf"^(?:cancels|ends|canceling|cancelling|ending|scheduled to (?:cancel|end)) (?:on|at) {lex.DATE}",
    rf"\bcancell?ation (?:is |has been )?(?:scheduled|pending|requested|in progress)"
    rf"(?:{_FULL_STOP}|[,:;]| (?:for|on|at|by|as of|effective|until)\b)",
    r"\b(?:pending|scheduled)(?: for)? cancell?ation\b(?! requests?)",
    rf"\b{lex.ANY_PLAN} (?:is|was|has been) {lex.ENDED},?(?: and| but)? (?:will|ends?|stays?|remains?)\b",
    rf"\byou(?:'ll| will)? (?:keep|have|retain) (?:your )?access until {lex.DATE}",
)
"""the end of a plan is set, and has not come"""
RUNS_OUT = say(
    rf"\b(?:active|access|valid|ends|expires)\b.{{0,20}} (?:until |on )?{lex.DATE}",
    rf"\b{lex.ANY_PLAN} (?:will not|won't|does not|doesn't) (?:auto-?|automatically )?renew\b",
)
"""the end of a plan is set, where it is also offered to keep the plan"""
RENEWS = say(
    rf"(?:\b{lex.ANY_PLAN}\b[^.!?]{{0,60}}|^(?:auto-?)?)(?<!not )(?<!n't )(?<!longer )"
    r"renews?(?= (?:on|at|automatically|each|every|in|for)\b|[.!]?$)"
)
"""a plan that is not over"""
BECOMES_PAID = say(
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
TIER = say(r"\b(?:usage|rate|service|support) ?(?:tier|limits?|level)\b")
"""beside "Free tier": what is limited, not what is paid for"""
BARE_STATE = say(
    r"(?:the )?free\b.*", "none", r"(?:ends|ending) (?:on|at)\b.*", rf"(?!.*\b{lex.ANY_PLAN}\b).*cancell?ed.*"
)
"""a state that does not say of what"""
OF_PLAN = say(
    rf"\b(?:{lex.ANY_PLAN}|billing|account|organi[sz]ation|overview|pay[- ]as[- ]you[- ]go|prepaid)\b",
    r"(?:current )?status:?$|^current:?$",
)
"""right before such a state: it is the plan's"""
OF_ANOTHER = say(r"\b(?:next|upcoming|new|old|other|past|previous|former|last|invit\w+|orders?)\b")
"""likewise: it is not"""
OWN_WORDS = say(
    r"my|your|our|the|this|that|an?|current|active|paid|billing|api|platform|openai|monthly|annual|yearly|prepaid"
    r"|developer|account|organi[sz]ation(?:'s)?|usage|usage-based|pay-as-you-go|plan|subscription|and|so|but|because|as"
)
"""a word right before "plan ends" with which it is the plan of the page; so is a word of its name"""
WITHOUT_DAY = say(
    r"(?:(?:your|the) )?(?:plan |subscription )?cancell?ation (?:is |has been )?(?:scheduled|pending|requested"
    r"|in progress)[.!]?",
    r"(?:pending|scheduled)(?: for)? cancell?ation[.!]?",
)
"""an end that is set, although no day is told"""


def is_ours(text: str, pattern: re.Pattern[str], label: str) -> bool:
    """Whether what is said is said of the plan called ``label``, not of "Kim's plan" or "the support plan"."""
    before = (re.search(r"([\w'-]+) $", text[: hit.start()]) for hit in pattern.finditer(text))
    return all(word is None or OWN_WORDS.fullmatch(word[1]) or word[1].lower() in label.lower() for word in before)
