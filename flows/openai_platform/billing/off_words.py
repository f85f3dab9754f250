"""What limits an "off" of auto-recharge: to a while, or to a part of the account.

A word that limits it counts wherever it stands in a sentence, unless something else was named before it there, such as
requests, the plan or a card. A short clause counts as a whole.
"""

import re
from itertools import pairwise

from cancelbot.page.query import sentences
from cancelbot.page.snapshot import Node
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.sections import STATEMENT, plain_runs

COMES_BACK = words.say(
    r"\b(?:will|is going to|scheduled to|set to) (?:be )?(?:turned|turn|switched|come|go) (?:back )?on\b",
    r"\b(?:turns?|switch(?:es)?|comes?) back on\b|\bon again\b|\bresumes\b",
    r"\b(?:will|to) (?:be )?(?:re-?enabled|reactivated|resumed?)\b(?! (?:auto|by|it))",
)
"""behind "off": it is on again later"""
LIMITED = words.say(
    rf"(?:(?:only|just|for|on|in|at|during|over|until|till|through|from|every|each|this|the|next|all) ){{0,3}}"
    rf"{lex.A_WHILE}(?: (?:only|from|until|to|at|and|through|left|remaining)\b.{{0,60}})?",
    r"(?:mon|tue|wed|thu|fri|sat|sun)\b.{0,40}",
    r"(?:below|under|outside|between|for the time being|applies to|limited to)\b.{0,80}",
    rf"(?:(?:only|for|in|of|the|this|my) ){{0,3}}{lex.PART_OF}:? (?!(?:budget|limit|setting|key|member|usage)s?\b)"
    r"[\w-]{1,30}(?: [\w-]{1,30})?",
    rf"(?:(?:\d{{1,4}}|of|some|other|only|two|three) ){{1,4}}{lex.PART_OF}s?",
    rf"(?:in )?(?!(?:all|any|every|each|your|the|manage|view|choose|select)\b)[\w-]{{1,30}} {lex.PART_OF}(?: only)?",
    r"(?:(?:in|for) )?(?:production|staging|development|sandbox|(?:test|live)(?: mode)?)(?: only)?",
    lex.PART_OF,
)
"""a clause beside "off": it is so for a while, or for a part of the account"""
_STATES, _CAP = r"(?!.*\b(?:when|if|once|until)\b)", "(?:cap|limit|maximum)"
IS_HELD = words.say(
    rf"(?:(?:it|{lex.AUTO_RECHARGE}|is|was|has|been|currently|now|automatically)(?: |'s ?)){{0,4}}"
    rf"{lex.ON_HOLD}\b.{{0,80}}",
    r"(?:(?:end|cancel|stop|clear|edit) )?(?:the )?(?:snooze|pause)\b(?! (?:plan|billing|subscription)).{0,80}",
    r"(?:resume|unpause|restart|wake up)(?: (?:now|it))?",
    rf"(?:it|{lex.AUTO_RECHARGE}) (?:continues|resumes|restarts|reactivates)\b.{{0,80}}",
    rf"(?:{lex.AT_WORK}|saving|updating|applying|verifying)\b.{{0,30}}|draft|preview",
    r".{0,40}\bunsaved\b.{0,40}",
    rf"{_STATES}.{{0,40}}\b(?:{lex.FILL}|monthly|weekly|daily) {_CAP}\b.{{0,40}}\b(?:reached|hit|exceeded)\b.{{0,40}}",
    rf"{_STATES}.{{0,40}}\b(?:reached|hit|exceeded)\b.{{0,40}}\b{lex.FILL} {_CAP}\b.{{0,40}}",
    r".{0,40}\b(?:tr(?:y|ies)|attempts?) (?:it )?again\b.{0,40}|.{0,40}\bretr(?:y|ies|ied|ying)\b.{0,40}",
)
"""a clause, or a control, in the box about it: it goes on by itself, or was on and is held"""
OF_ANY_TIME = words.say(
    rf"(?:^|(?<=[.!?] ))(?:(?:until|unless) you\b[^.!?,]{{0,80}},|below {lex.WORTH},?"
    r"|if (?:an?|any|the|your) (?:payment|charge|card)\b[^.!?,]{0,40}\b(?:fails?|is declined),)"
    r" (?:you|your|we|the|api|requests?)\b[^.!?]{0,120}[.!?]?",
    r"(?:^|(?<=[.!?] ))(?:a )?failed payments? (?:is|are) retried\b[^.!?]{0,60}[.!?]?",
    rf"\bbetween {lex.WORTH} and {lex.WORTH}",
    r"\bapplies to (?:all|every|(?:the|your|this)(?: whole| entire)? organi[sz]ation|api|prepaid|credits?)\b.{0,60}",
    rf"(?:next|upcoming|scheduled) (?:automatic )?{lex.FILL}s?:? (?:none|never|not scheduled|-|\u2013|\u2014)\.?",
    r"we(?:'ll| will) (?:send|e-?mail|notify|remind|tell|inform|invoice)\b[^.!?]{0,100}[.!?]?",
    r"^\d{1,3} days (?:left|remaining) in (?:this|your|the) (?:current )?(?:billing|usage) (?:period|cycle|month)\.?$",
)
"""what is said of how it works in general, or of nothing that is to come"""
_OF_ANOTHER_FACT = words.say(
    r"(?:(?:current|billing|usage|invoice|weekly|daily|monthly|this) ){1,3}(?:period|cycle|month|usage|summary)"
    r"|(?:data|tax) (?:sharing|collection|retention)|(?:current )?plan"
    r"|(?:last|latest|previous) .{1,30}|(?:last )?(?:updated|changed|saved|created)(?: on| at)?"
)
"""the name of another fact of the page, beside its value"""
_CLAUSE_END = re.compile(r"[.!?;:,] | [-|\u00b7\u2013\u2014] |[()]")
TO_TURN_ON = words.say(r"(?:turn|switch)(?: it)? (?:on again|back on)")
"""the name of a control with which a person may turn it on, which says nothing of what happens by itself"""
MAY_TURN_ON = words.say(
    r"(?:\byou (?:can|could|may)(?: always)? |(?<!will )(?<!to )\b(?=\w{1,6} (?:it|this) ))(?:turn|switch) [^.!?]{0,40}"
    r"\b(?:on again|back on)\b"
    r"(?! (?:on|in|from|after|at(?! any)) )"
)
"""likewise, in a sentence"""
_DAY = lex.one(
    rf"\b{lex.MONTH} \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of )?{lex.MONTH}",
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b",
)
_GOES_ON_LATER = words.say(
    r"\b(?:resum|restart|re-?activat|re-?enabl|unpaus|revert|snooz|sleep|temporar|await|suspend|postpon|defer)\w{0,7}\b",
    r"\b(?:on|back|active|live|enabled|charged?|begins?|starts?|added) again\b"
    r"|\bagain (?:on|from|in|after|at|next|this|every|each|later|tomorrow)\b",
    r"\b(?:back on|paused|on hold|held|skip(?:s|ped)|waiting for|for now|(?:not |un)saved|continues"
    r"|next (?:charge|attempt|try|run)|soon|exclud(?:es|ing)|not for)\b",
    r"\b(?:to|be|then|default:?|is|are) on\.?$|\boverrid\w{1,4}\b",
    r"\b(?:off|disabled|stopped|inactive) (?:for )?(?:the rest of |all )?"
    r"(?-i:this|today|the (?:day|week|month))\b(?! (?:organi|account))",
    r"\b(?:(?:turns|turning|switches|switching)(?: itself| back)? on|(?:will|to) be (?:enabled|turned on|switched on"
    rf"|active|back|on))\b(?! {lex.AUTO_RECHARGE})|\bnext {lex.FILL}",
    rf"\bwe(?:'ll| will) (?:re-?)?(?:charge|add|buy|top|fill)\b[^.!?]{{0,60}} (?:{_DAY}|{lex.A_WHILE})\b",
    r"\b(?:(?:vacation|holiday|test|maintenance|live|sandbox) mode|grace period|cool-?down|maintenance)\b",
    rf"\b(?:for|in|during|over|after|within|on|at|only)(?: (?:the|this|next|only)){{0,2}} {lex.A_WHILE}\b",
    r"^(?:off |disabled )?(?:while|during) (?![^,]{0,80}\byou\b)[^,]{1,80}$",
    r"\bonly (?:to|for|on|in|at|during|if|when|while|below|above|until)\b",
    rf"(?:only|for) (?:this|that|one) (?:{lex.PART_OF}|card)\b|^only (?-i:[A-Z])[\w-]{{1,40}}\.?$"
    rf"|\b{lex.PART_OF}s: (?-i:[A-Z])",
    r"(?<![\w-])(?!(?:manual(?:ly)?|top-ups?|payments|purchases|owners|admin\w{0,10}s|members|view|prepaid|usage)\b)"
    r"[\w-]{1,30} only\.?$",
)
"""it goes on by itself, or only a part or a time is off"""
_NOT_YET = words.say(r"\bscheduled\b|\bpending\b(?! (?:charge|invoice|payment|usage|credit|balance))")
_UP_TO = words.say(r"\b(?:un(?:til|less)|till|thr(?:ough|u)|except(?: for)?|as long as)\b")
_ON_A_DAY = words.say(
    rf"{_DAY}|\bin \d{{1,3}} min",
    r"\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?)? ?(?:to|and|-|\u2013) ?\d{1,2}(?::\d\d| ?[ap]\.?m)",
)
_OF_USE = (
    r"\b(?:requests?|calls?|api|access|usage|service|apps?|integrations?|keys|plan|subscription|products?|you|support"
    r"|help|data|answer|refunds?|changes (?:take|may|are|will))\b"
)
_OF_MONEY = (
    r"\b(?:cards?|visa|mastercard|credits?|balance|invoices?|bill(?:s|ing)?|payments?|budget|limit|period|cycle|month"
    r"|promotion|e-?mails?|terms|discount|tax|amount|trial|prices?|rates?|hours)\b"
)
_OF_THE_PAST = (
    r"\b(?:last|latest|previous(?:ly)?|updated|changed|since|created|charged|recharged|purchased|added"
    r"|(?:turned|switched) off|disabled|set|saved|was|were|(?<!on )as of|ago|joined|member)\b"
)
_LIMITING = (
    (_GOES_ON_LATER, words.say(_OF_USE)),
    (_NOT_YET, words.say(_OF_USE, r"\b(?:no|not|nothing|none)\b")),
    (_UP_TO, words.say(_OF_USE, _OF_MONEY)),
    (_ON_A_DAY, words.say(_OF_USE, _OF_MONEY, _OF_THE_PAST)),
)
"""what limits "off" in a sentence that is said with it, and what makes it one of another thing if it stands before"""
CHOOSING = frozenset({"label", "option", "row", "contentinfo", "navigation"})
"""Roles in and around which "On" is a choice, or is about something else."""


def limits_it(text: str) -> bool:
    """Whether a sentence of ``text`` limits what is off, and names nothing else before."""
    said = [(MAY_TURN_ON.sub("", one), limit, other) for one in sentences(text) for limit, other in _LIMITING]
    return any(not other.search(one[: hit.start()]) for one, limit, other in said for hit in limit.finditer(one))


def told_in(box: Node) -> list[str]:
    """What a box says without its controls and choices, and other facts of the page, a text each."""
    told = [run.text for run in plain_runs(box) if not run.is_inside_roles(CHOOSING - {"row"})]
    said = [OF_ANY_TIME.sub("", text) for name, text in pairwise(["", *told]) if not _is_of_another_fact(name, text)]
    return [text for text in said if len(text) <= STATEMENT]


def clauses_of(text: str) -> list[str]:
    """A text, and if it has several clauses, each of these."""
    parted = [text, *_CLAUSE_END.split(text)] if _CLAUSE_END.search(text) else [text]
    return [clause.strip(" .!;:") for clause in parted]


def _is_of_another_fact(name: str, text: str) -> bool:
    before, _, now = text.rpartition(": ") if ": " in text else (name, "", text)
    return bool(_OF_ANOTHER_FACT.fullmatch(before.rstrip(":"))) and not IS_HELD.fullmatch(now)
