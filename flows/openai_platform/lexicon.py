"""The vocabulary of the flow: verbs, things, small words between them, and what is never meant.

``words.py`` composes the names of controls, the questions and the states from it. Every repetition is bounded, so that
no text of a page makes a pattern slow.
"""


def one(*alternatives: str) -> str:
    return f"(?:{'|'.join(alternatives)})"


ITS_WORDS = (
    r"my|your|our|the|this|that|its|a|an|any|all|current(?:ly)?|active|paid|billing|api|platform|openai|monthly|prepaid"
    r"|entire|saved|default|usage[- ]based|metered|developer|account|organi[sz]ation(?:'s)?"
)
ITS = rf"(?:(?:{ITS_WORDS}) ){{0,4}}"
"""words before a thing that do not make it another one"""
MORE = r"(?: ?(?:\.{3}|[\u203a>\u2192\u00bb]))?"
NOW = "(?: (?:now|anyway|immediately|today|for good|permanently|right away))?"
YES = r"(?:(?:yes|ok(?:ay)?),? (?:please,? )?)?"

END = one("cancel", "end", "stop", "terminate", "discontinue", "deactivate", "quit", "leave", "drop", "opt out of")
ENDING = r"(?:cancell?|end|stopp|terminat|discontinu|deactivat|clos|leav|quitt)ing"
ENDED = one("cancell?ed", "ended", "stopped", "terminated", "discontinued", "deactivated", "closed")
BY_USE = r"pay[- ]as[- ]you[- ]go(?: (?:plan|billing|subscription))?"
PLAN = one(
    BY_USE,
    "billing (?:plan|subscription|account)|plan|subscription|membership",
    "paid (?:account|usage|access|service|tier)",
)
ANY_PLAN = one(PLAN, "billing")
ABOUT_A_PLAN = (
    r"(?:details|e?-?mails?|alerts?|history|changes?|upgrades?|downgrades?|switch|transfer|requests?|quote)\b"
)
"""behind "cancel plan": something about a plan"""
OFF = one("disable", "turn off", "switch off", "stop", "deactivate", "cancel", "end", "opt out of")
ON = one("enable", "turn on", "switch on", "set up", "activate", "start using", "use", "start", "add")
CHANGE = one("modify", "edit", "manage", "change", "adjust", "update", "configure", "customi[sz]e", "review")
_AUTO = r"\b(?:auto(?:mat(?:ic(?:ally)?|ed))?|recurring)"
FILL = one(
    r"re-?charg(?:e|es|ing)|re-?(?:load|fill)(?:s|ing)?|top(?:ping)?[- ]?ups?|replenish(?:ment|ing|es)?",
    r"(?:credit )?purchas(?:e|es|ing)|buy(?:ing)? credits?|add(?:ing)? (?:credits?|funds)",
)
FILLS_NO_MORE = (
    r"(?:stop|disable|turn off|switch off) (?:re-?(?:charg|load|fill)(?:e|s|es|ing)?|top[- ]?ups?|topping up)"
)
AUTO_RECHARGE = rf"{_AUTO}[- ]?{FILL}\b"
RECHARGE_THING = rf"{ITS}{AUTO_RECHARGE}(?: (?:of|for))?(?: {ITS}(?:credits?|balance|account))?"
CARD = one("(?:payment|billing) methods?", "(?:credit |debit |bank )?cards?", "payment details")
BRAND = r"(?:visa|master ?card|american express|amex|discover|diners(?: club)?|jcb|unionpay|maestro)"
KEY = "(?:(?:secret|api|admin|access) ){0,3}key"
KEYS = "(?:(?:secret|api) ){0,2}keys?"
INVOICE = one("invoices?", "billing history", "transactions?", "receipts?")
NOT_ALL = r"(?!.{0,20}\ball\b)"
FROM_HERE = "(?: from (?:(?:my|your|this|the) )?(?:account|organi[sz]ation|file))?"
REMOVE = one("delete", "remove", "detach", "unlink", "revoke", "destroy")

_OWNED = r"(?:(?<!billing )(?<!paid )(?:service )?accounts?|organi[sz]ation|projects?|data|files|workspace|members)"
REMOVES_SOME = rf"(?:{REMOVE}|disable|deactivate) (?!{ITS}{_OWNED}).{{1,60}}"
"""removes something that is not the account or the like"""
OTHER_ANSWER = (
    r"\b(?:instead|rather|pause|stay|discount|offer|(?:down|up)grade|purchase|your order|switch|discard|undo|resume)\b",
    r"\b(?:renew|reconsider)\b|% ?off\b",
    r"\b(?:don't|do not|not|won't|wait|free|unable|(?:can't|cannot)(?! be undone))\b",
    r"\bkeep(?!(?: \w{1,20}){1,4} (?:until|access))",
)
_ENDS_FOR_GOOD = r"(?:delet|eras|remov|clos|destroy|archiv)\w{1,4}"
_NOT_OWNED = r"(?!(?:'s)? (?:api|secret|admin|payment|billing|card|key|plan|subscription))"
ANOTHER_ACT = one(
    rf"\b{_ENDS_FOR_GOOD} (?:[\w' ]{{1,40}} (?:and|with) )?(?:(?:and|all|of|its) ){{0,3}}{ITS}{_OWNED}\b{_NOT_OWNED}",
    rf"\b{_OWNED}\b[^.!?]{{0,60}} (?:be|are|is) (?:permanently )?{_ENDS_FOR_GOOD}\b(?! from)",
    r"(?<!no )(?<!no early )(?<!without )(?<!without a )(?<!any )\b(?:termination|cancell?ation|exit) fees?\b",
    r"(?<!no )\bfees? of \S{0,4}\d",
    rf"\bto {END} [^.!?,]{{0,40}},? (?:please )?(?:contact|call|write|e-?mail|talk)\b",
)
"""ends something that was not meant, or costs money"""
OTHER_LOSS = one(
    rf"\b(?:keys?|cards?|payment methods?)\b[^.!?]{{0,40}} (?:be|are|is) (?:permanently |also )?"
    rf"(?:revok\w{{1,4}}|{_ENDS_FOR_GOOD})\b",
    rf"\b(?:will|we'll|also|and) (?:also )?(?:revok\w{{1,4}}|{_ENDS_FOR_GOOD}) (?:all |of ){{0,2}}{ITS}"
    r"(?:keys?|cards?|payment methods?)\b",
)
"""what the end of a plan or of auto-recharge does not bring with it"""
SURE = (
    r"\bare you (?:(?:really|absolutely|quite|very|still|100%) ){0,2}sure\b"
    r"(?! (that )?(you )?(want|wish|would like) to (?!delete|remove|revoke|turn|disable|proceed|continue|do this))"
)
"""A question that names nothing: it counts only for a control that does, and never names another act."""


SURE_TOO = one(
    r"\b(?:last|final|one more) (?:step|chance|confirmation|thing)\b|\b(?:please|just to) confirm\b",
    r"\breally\?|\bcannot be undone\b|\b(?:sorry to see|before) you (?:go|leave)\b",
    rf"\b(?:if|once|when) you {END}\b|\b(?:ready|want|wish|like) to {END}\?",
)
"""on the way to something that was asked for"""

# -- That a list is empty.

_SAVED = r"(?:(?:saved|stored|existing|linked|api|billing|openai|platform) ){0,2}"
_ADDED = "(?:added|created|saved|set up|stored|generated|received|linked|made|provided)"
INVITES = (
    r"(?:[.!]|(?:[,;:]| ?[\u2013\u2014-]|,? (?:so|and|but))"
    r" (?:please |you can |to |click |press |use |add |create |get started|start |they )[^.!?]{0,160}[.!]?)?"
)


def none_of(thing: str) -> str:
    """How a page says that it has no such ``thing``."""
    return one(
        rf"\bno {_SAVED}{thing}\b",
        rf"\b(?:do not|don't|does not|doesn't|did not|didn't) (?:currently |yet )?have (?:any |an? )?{_SAVED}{thing}\b",
        rf"\b(?:are not|aren't|is not|isn't) (?:any|an?) {_SAVED}{thing}\b",
        rf"\b(?:have not|haven't|has not|hasn't) (?:yet )?{_ADDED} (?:any |an? )?{_SAVED}{thing}\b",
        rf"\b(?:don't|doesn't) (?:have|show|list) any {_SAVED}{thing}\b",
    )


def says_that(scope: str) -> str:
    """What may stand before such a sentence if it is about all things of this ``scope``."""
    return (
        r"(?:(?:currently|at the moment|right now|so far|sorry|(?:it )?(?:looks like|seems(?: that)?|appears(?: that)?)"
        r"|there (?:is|are|were)|there's|you|you have|you've|you've got|we (?:found|have)|has|have|is|are"
        rf"|(?:this|your) (?:{scope}))(?: currently)?,? ){{0,3}}"
    )


def on_file(scope: str) -> str:
    """What may follow in that sentence if it is still about all of them: those of this ``scope``."""
    return (
        rf"(?: (?:yet|here|(?:(?:is|are|was|were|has been|have been) )?(?:found|on file|available|{_ADDED})"
        r"|at the moment|right now|currently|at this time|so far|to (?:show|display|list|see|manage)"
        rf"|(?:in|on|for|to|with|under) (?:this |your |the )?(?:billing )?(?:{scope})))"
        r"{0,4}"
    )


# -- Amounts and days, in any region's form.

MINUS = r"(?:[-\u2212\u2013]\s?)?"
NUMBER = (
    r"(?:\d{1,3}(?:[.,' ]\d{3}(?!\d)){1,5}(?:[.,]\d{1,2})?(?!\d)|\d{1,3}(?:,\d{2}){1,4},\d{3}(?:\.\d{1,2})?"
    r"|\d{1,15}(?:[.,]\d{1,4})?)"
)
_SIGN = r"[$\u20ac\u00a3\u00a5\u20b9\u20a9\u20bd\u20ba\u20ab\u20aa\u20b4\u20a6\u0e3f\u20b1\u20a1\u20b8]"
_CODE = (
    r"(?:USD|EUR|GBP|CAD|AUD|NZD|CHF|JPY|CNY|HKD|SGD|INR|BRL|MXN|SEK|NOK|DKK|PLN|CZK|HUF|RON|ILS|TRY|ZAR|KRW|THB|TWD"
    r"|AED|SAR|PHP|IDR|MYR|VND|UAH|COP|CLP|ARS|PEN|NGN|KES|EGP|kr|z\u0142|K\u010d|Ft|lei|Rs|Rp|RM)"
)
_MARK = rf"(?:(?-i:\b[A-Z]{{1,3}})\s?)?{_SIGN}"
BEFORE = rf"{MINUS}(?:{_MARK}|\b{_CODE}(?![a-z]))\s?{MINUS}{NUMBER}"
AFTER = rf"{MINUS}(?<![\d.,]){NUMBER}\s?(?:(?:[A-Z]{{1,3}}\s?)?{_SIGN}(?:\s?[A-Z]{{2,3}}\b)?(?!\s?\d)|{_CODE}\b)"
WORTH = one(rf"(?:{BEFORE})(?:\s?{_CODE}\b)?", rf"\((?:{BEFORE})\)", AFTER)
LEFT = "(?: (?:remaining|left|available|credits?|in credits?|due))?"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
DATE = one(
    rf"{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?",
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of)? (?:{MONTH}(?:,? \d{{4}})?|[^\W\d_]{{3,12}}\.?,? \d{{4}}\b)",
    r"\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}",
    r"the end of (?:the|your|this)(?: current)? (?:billing )?(?:period|month|cycle|year)",
)

# -- Parts of statements about the plan and auto-recharge, and of what is to be typed.

LIVE_PLAN = "(?:(?:active|current|paid|billing) ){0,2}(?:plan|subscription|membership)"
PLAN_IS = r"(?:(?:your |the )?(?:current )?(?:billing )?(?:plan|subscription)(?: is| type| name)?:? ?)?"
NO_NAME = r"(?!(?:none|not?|free|trial|n/a|paused|on hold|suspended|expired|inactive|ended|cancell?ed)\b)"
"""not before the name of a plan, but before how there is none"""
ON_PLAN = (
    r"(?:you are|you're|your organi[sz]ation is|this organi[sz]ation is|currently) (?:currently )?on (?:the |a |an )?"
)
APART = r" ?[:(\u00b7\u2013\u2014|-]? ?"
"""between a name and its state"""
SINCE = (
    rf"\)?(?:(?:,? (?:on|at|since|effective) |{APART}){DATE}(?:,? (?:at )?\d{{1,2}}[:.]\d\d.{{0,12}})?"
    r"(?: by [\w@. ]{1,40})?)?\)?[.!]?"
)
IS = (
    r"(?: is| are| has been| have been|:| ?[-\u2013\u2014\u00b7|])?(?: status:?)?(?: (?:currently|now):?)? \(?"
    r"(?:turned |switched )?"
)
STATED = (
    r"(?:^|(?<=[.!?;|\u00b7] ))(?:(?:your|the|currently|note:?|you have|(?:status|billing|credits?|payments?):) ){0,2}"
    rf"{RECHARGE_THING}"
)
A_WHILE = one(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|week(?:end|day)s?|nights?|tonight|today|tomorrow",
    r"(?:business|office|working) hours|\d{1,3} (?:minutes?|hours?|days?|weeks?|months?)|an? (?:hour|day|week|month)",
)
NOT_ALWAYS = (
    r"(?! (?:(?:weekend|weekday)s|by default|if|when|while|unless|until|once|before|after|from|starting|during|fail"
    r"|in (?!(?:this|your) organi)|on|for (?!(?:this|your|the|my) (?:organi|account|balance|api|workspace))))"
)
ON_HOLD = "(?:paused|snoozed|suspended|on hold|postponed|deferred|scheduled|skipped|asleep)"
"""it goes on by itself later"""
PART_OF = "(?:project|team|workspace|environment|department)"
_LIMITS = (
    rf"{ON_HOLD}|until|till|unless|except|only|between|some|soon|temporar(?:y|ily)|below|{A_WHILE}"
    rf"|(?<!this )(?<!your )(?<!the )(?<!my ){PART_OF}"
)
_GOES_ON = (
    r"(?:(?:and|so|but|because|since) )?(?:you|your|we|it|requests?|usage|(?:the )?api|credits?|turn|enable|switch)\b"
)
AND_STAYS = (
    rf"(?![^.!?]{{0,80}}\b(?:{_LIMITS}|will (?:be )?(?:turn|switch|resum|restart)))"
    rf"(?=\)?(?:$|[.!](?:\s|$)|(?:[,;:]|\s?[\u2013\u2014|\u00b7(-])\s{_GOES_ON}|\s(?-i:[A-Z])"
    r"|\s(?:now|currently|again|and|so|because)"
    r"\b|\s(?:since|for|in|on) (?:this|your|the|my) (?:organi|account|balance|api|workspace)))"
)
"""after a state: nothing that limits it follows"""
OWN = rf"{ITS_WORDS}|credits?|balance|cards?|payment method"
_BESIDE = "for|with|from|of|is|on|off|enabled|disabled|status|settings?|feature|option|toggle|switch"
OF_RECHARGE = rf"(?: (?:{OWN}|{_BESIDE}):?){{0,10}}"
WHENEVER = r"(?:,? (?:when|whenever|if|once|as soon as|after|before|to keep|so)\b.{0,300})?[.:]?"
WANT = rf"(?:(?:yes|enable|use|turn on|allow|activate|set up),? ){{0,2}}{ITS}"
I_UNDERSTAND = (
    r"(?:yes,? )?(?:i (?:(?:fully|also|do|hereby|have read and) ){0,2}"
    r"(?:understand|acknowledge|reali[sz]e|accept|agree|confirm|am aware|know)|understood)\b.{0,300}"
)
MORE_THAN_THAT = (
    r"\b(?:delet|eras|remov|destroy|transfer|shar(?:e|ing)|sell|upgrad|renew|re-?subscrib|purchas|buy|paying|pay "
    r"|fees?\b|penalt|contact|receiv|sign(?:ing)? up|clos(?:e|ing)|marketing|offers?\b|discount|promotion|survey)"
)
"""what a box to tick may have beside it that is another matter"""
TYPE = r"\b(?:re-?)?(?:type|enter|write)(?: in)?(?: the (?:words?|text|phrase|name|following))?:? "
BELOW = r"(?: (?:below|here|in(?:to)? the (?:text )?(?:box|field|input)(?: below)?))?"
GO_ON = r"to (?:confirm|continue|proceed|delete|revoke|remove|cancel)\b"

# -- What a page says of itself while its data cannot be trusted.

AT_WORK = (
    r"(?:(?:re)?loading|processing|fetching|retrieving|getting (?:the|your)|syncing|refreshing|reconnecting"
    r"|please wait|(?:one|just a) moment|hang (?:on|tight)|working on it)"
)
_DATA = "(?:plan|billing|account|subscription|balance|payment|card|key|invoice)"
IN_TROUBLE = (
    r"\b(went|gone|goes) wrong\b|\b(unexpected|unknown|internal|server|network|connection) error\b",
    r"\b(try again|retry|reload (the|this) page|refresh (the|this) page)\b",
    (
        r"\b(could not|couldn't|cannot|can't|unable to|failed to) (be )?"
        r"(load|fetch|retriev|display|process|cancel|reach|complet|connect|updat|refresh|sync|found|verif|determin)"
    ),
    r"\b(error|trouble|problems?|issues?) (loading|fetching|retrieving|getting|while|connecting|reaching)\b",
    r"\btoo many (requests|tries|attempts)\b|\b(temporarily|currently) unavailable\b",
    r"\b(isn't|is not|aren't|are not|not) available (right now|at the moment|at this time)\b",
    (
        rf"\b{_DATA}s? (?:information |info |data |details |status )?(?:(?:is|are) )?"
        r"(?:unavailable|not available|out of date)\b"
    ),
    r"\b(?:hit|ran into) an? (?:snag|problem|error|issue)\b|\b(?:did not|didn't) (?:work|load)\b",
    r"\b(bad request|timed out|no connection|you(r connection)?(?:'re| are| is)(?: currently| now)? offline)\b",
    r"\bshowing (?:cached|saved|stale|older|outdated|what we last|the last)\b",
    r"\berror (?:(?:has )?(?:occurred|happened)|code|\d{3})\b|\boutage\b",
    r"\b(?:some|plan|billing) (?:information|data|details) (?:is|are) missing\b",
    r"\b(?:working (?:on|to)|trying to) (?:get|bring|restor|recover|fix)\w{0,4}\b",
    r"\btaking longer than (?:usual|expected)\b|\bsession (?:has |is )?(?:expired|timed out|ended)\b",
    r"\b(?:may|might) be (?:out of date|outdated|stale)\b",
    r"\b(?:once|when|as soon as|after|until) [^.!?]{0,40}\b(?:loaded|loading|fetched|retrieved|synced)\b(?! with)",
)
_SORRY = r"(?:(?:oops|sorry)\W{1,3})?"
NO_PAGE = (
    r"(error:? )?404\b.*",
    rf"{_SORRY}((the|this|that) )?(page|url|address)\b.{{0,40}} (not|cannot|can't|couldn't) (be )?(found|exist)\b.*",
    rf"{_SORRY}((the|this|that) )?(page|url|address)\b.{{0,40}} (does not|doesn't|no longer) exists?\b.*",
    rf"{_SORRY}(we )?(could not|couldn't|cannot|can't) find (this|that|the) page\b.*",
    r"no such page\b.*|not found\b.*",
)
