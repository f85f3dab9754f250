"""The platform's own words, as patterns: the one file to mend when the site changes its wording.

Sources are the sections of the project's notes on the site: the guide's quotations (0), sign-in (1), billing (2),
keys (3). Names of controls and labels are matched from end to end, questions and marks anywhere; case and odd spaces
never matter, because both sides are made plain first.
"""

from __future__ import annotations

import re


def say(*alternatives: str) -> re.Pattern[str]:
    """Any of the ``alternatives``, in any case."""
    return re.compile("|".join(f"(?:{one})" for one in alternatives), re.IGNORECASE)


SURE = (
    r"\bare you sure\b"
    r"(?! (that )?(you )?(want|wish|would like) to (?!delete|remove|revoke|turn|disable|proceed|continue|do this))"
)
"""A question that names nothing: it counts only for a control that does, and never names another act."""

# The Overview of Billing: 0, 2.1, 2.2.
BILLING = say(r"billing( settings)?")
OVERVIEW = say("overview")
PAYMENT_METHODS = say("payment methods?")
BILLING_HISTORY = say("billing history", "invoices")
CREDIT_BALANCE = say(r"\b(api )?credit (balance|remaining)\b")
_MINUS, _NUMBER = r"(?:[-\u2212\u2013]\s?)?", r"\d+(?:[,.]\d+)*"
MONEY = say(rf"{_MINUS}(?:USD?\s?)?[$\u20ac\u00a3]\s?{_MINUS}{_NUMBER}", rf"\bUSD\s?{_MINUS}{_NUMBER}")
"""An amount in a text."""
AMOUNT = say(
    rf"(?:{MONEY.pattern})(?:\s?USD)?",
    rf"\((?:US)?[$\u20ac\u00a3]{_NUMBER}\)",
    rf"{_MINUS}{_NUMBER}\s?(?:USD|EUR|GBP|[$\u20ac\u00a3])",
)
"""An amount that stands by itself."""
_PLAN_IS = "((your )?(current )?(billing )?plan( is)?:? ?)?"
PAY_AS_YOU_GO = say(
    f"{_PLAN_IS}pay[- ]as[- ]you[- ]go( plan)?[.!]?",
    r"(you are|you're|your organi[sz]ation is|currently) (currently )?on (the |a )?pay[- ]as[- ]you[- ]go( plan)?[.!]?",
)
NO_PLAN = say(f"{_PLAN_IS}(the )?free( trial| tier| plan)?", "no (active |current )?(plan|subscription)")
OTHER_PRODUCT = say(
    r"\bchatgpt\b", r"\bfine[- ]?tuning\b", r"\b(plus|pro|team|business|enterprise|codex|sora) (plan|subscription)\b"
)
ADD_TO_CREDIT = say("add to credit balance", "add (to )?(api )?credits?( balance)?", "buy credits")
ADD_PAYMENT_DETAILS = say("add payment details")
CANCELED_BADGE = say(
    r"((your |the )?((billing )?plan|subscription)[: ]*)?((is|was|has been|status:?) )?cancell?ed"
    r"( (on|at|since)\b.*)?\.?"
)
DAY = say(r"\b(on|at|since)\b.*\d")
"""What a lasting statement has and a passing banner has not."""
TROUBLED = say(
    r"\b(something|it) went wrong\b",
    r"\btry again\b",
    r"\b(could not|couldn't|cannot|can't|unable to|failed to) (be )?(load|process|cancel|reach|complete|connect)",
    r"\btoo many (requests|tries|attempts)\b",
    r"\b(temporarily|currently) unavailable\b",
    r"\b(loading|processing|please wait|one moment|working on it)\b",
)
"""What a page says of itself while nothing that is greyed on it can be trusted."""
NOT_ALLOWED = say(
    r"(do not|don't) have (the )?(permission|access|rights?)",
    r"(cannot|can't) (see or change|view or manage|manage) (the )?billing",
    r"only (organization )?owners can",
)

_SORRY = r"((oops|sorry)\W+)?"
NO_SUCH_PAGE = say(
    r"(error:? )?404\b.*",
    rf"{_SORRY}((the|this|that) )?(page|url|address)\b.{{0,40}} (not|cannot|can't|couldn't) (be )?(found|exist)\b.*",
    rf"{_SORRY}((the|this|that) )?(page|url|address)\b.{{0,40}} (does not|doesn't|no longer) exists?\b.*",
    rf"{_SORRY}(we )?(could not|couldn't|cannot|can't) find (this|that|the) page\b.*",
    r"no such page\b.*",
    r"not found\b.*",
)
"""A heading or title that says so of the whole page."""

# Moving about: 0, 1.5, 2.2.
SETTINGS = say("settings", "account settings", "organization settings")
PROFILE = say("your profile", "profile", "user settings")
MENU = say("(open |toggle |main )?(navigation )?menu", "(open|toggle|show) (sidebar|navigation)")

# Cancel plan: 0, 2.4.
CANCEL_PLAN = say("cancel (my )?(billing )?plan")
CANCEL_QUESTION = say(
    r"are you sure you want to cancel your billing plan\b",
    r"are you sure you want to cancel your plan\b(?=.*\b(credits?|api|billing)\b)",
)
NEVERMIND = say(
    "never ?mind", "(no, )?keep .*", "(no, )?go back", "cancel", "back", "no", "close", "dismiss", "not now"
)
CANCELED_BANNER = say(r"\byour (subscription|plan) (was|has been|is) cancell?ed\b")

# Auto-recharge: 0, 2.3.
RECHARGE = say(r"\bauto(matic(ally)?)?[- ]?recharg(e|ing)\b")
RECHARGE_NAME = say(r"auto(matic)?[- ]?recharge( status)?:?")
RECHARGE_IS_ON = say(r"\bauto(matic)?[- ]?recharge( is|:)? (currently )?(turned )?(on|enabled|active)\b")
RECHARGE_IS_OFF = say(
    r"\bauto(matic)?[- ]?recharge( is|:)? (currently )?(turned )?(off|disabled|inactive|not enabled)\b"
)
RECHARGE_ENABLE = say(r"(enable|turn on|set up|activate) auto(matic)?[- ]?recharge")
RECHARGE_DISABLE = say(r"(disable|turn off|stop|deactivate) auto(matic)?[- ]?recharge", "turn off", "disable")
RECHARGE_MODIFY = say(
    r"(modify|edit|change|manage|settings|configure)( (auto(matic)?[- ]?recharge|settings))?",
    r"auto(matic)?[- ]?recharge settings",
)
RECHARGE_TOGGLE = say(r".*\bauto(matic(ally)?)?[- ]?recharge\b.*")
RECHARGE_QUESTION = say(
    r"\bauto(matic(ally)?)?[- ]?recharge\b", r"\b(turn|switch) (it|this) off\b", r"\bdisable (it|this)\b", SURE
)
RECHARGE_DISABLE_FULL = say(r"(disable|turn off|stop|deactivate) auto(matic)?[- ]?recharge")
ON_CHOICE = say(r"(yes|on|always|enabled?|active|automatic(ally)?)\b.*")
OFF_CHOICE = say(r"(no|off|never|disabled?|manual(ly)?)\b.*", r".*\b(don't|do not)\b.*")
SAVE_SETTINGS = say("save( settings?| changes?)?")
SAVE = say(r"save( settings?| changes?)?", "apply", "update( settings?)?")
CONFIRM_OFF = say(
    "turn( it)? off",
    "disable",
    "confirm",
    "yes.*",
    "ok(ay)?",
    "continue",
    r"(turn off|disable) auto(matic)?[- ]?recharge",
    r"save( settings?| changes?)?",
)

# Payment methods: 2.5.
CARD_MARK = say(
    r"(?:[\u2022\u00b7\u25cf\u2217*.xX]{2,}[\s-]*)+(?P<a>\d{4})\b",
    r"\b(?:ending|ends) (?:in|with) (?P<b>\d{4})\b",
    r"\blast (?:4|four)(?: digits)?:? (?P<c>\d{4})\b",
)
ADD_PAYMENT_METHOD = say(r"\+? ?add (a )?(payment method|card|payment details)")
NO_CARDS = say(
    r"\bno (saved )?(payment methods?|cards?)\b",
    r"(do not|don't) have any (saved )?(payment methods?|cards?)",
    r"\bno payment method on file\b",
)
REMOVES = say(r"(yes,? )?(delete|remove|revoke|trash)\b")
DELETE = say(r"(delete|remove)( (this )?(card|payment method))?", "(trash|bin)( icon)?", "delete icon")
DELETE_CARD_QUESTION = say(
    r"\b(delete|remove|detach)\b.*\b(card|payment method|ending)\b",
    r"\b(card|payment method)\b.*\b(deleted?|removed?)\b",
    SURE,
)
DELETE_CARD = say(r"(yes,? )?(delete|remove)( it| (this |the )?(card|payment method))?", "yes", "ok(ay)?", "confirm")

# Billing history: 2.6.
VIEW = say(
    r"(view|see|show|get|download)(( the| this)? (invoice|pdf|file))*( [#A-Z0-9_-]*\d{3,})?( \(pdf\))?",
    "(invoice )?pdf",
    "open (the )?(invoice|pdf)",
)
INVOICE_NUMBER = say(
    r"(?<![\w/-])(?=[A-Z]{0,40}\d)[A-Z0-9]{4,40}-\d{3,20}(?:[-/][A-Z0-9]{1,20}){0,4}(?![\w-])",
    r"\binv(?:oice)?[-_ ]?(?:no\.? ?)?#?[A-Z0-9-]{0,40}\d{3,20}(?:[-/][A-Z0-9]{1,20}){0,4}(?![\w-])",
    r"\bin_[A-Z0-9]{8,}\b",
)
DOWNLOAD_INVOICE = say(r"(download|save)( the)?( invoice)?( as)?( pdf)?( \(pdf\))?", "invoice pdf")
NO_INVOICES = say(r"\bno (invoices|billing history|transactions)\b")
INVOICES_NOTE = say(r"showing invoices")

# API keys: 3.1.
API_KEYS = say(r"api keys")
KEY_MARK = say(r"\bsk-[\w-]*(?:\.{2,}|\u2026|[*\u2022\u00b7]{2,})[\w-]{2,}")
CREATE_KEY = say(r"\+? ?create (new )?(secret |api )?key")
NO_KEYS = say(
    r"\bcreate an api key to access\b", r"\bno (api|secret) keys\b", r"(do not|don't) have any (api|secret) keys"
)
KEYS_NOTE = say(r"\bdo not share your api key\b", r"\bview and manage all api keys\b", r"\bsecret keys?\b")
REVOKE = say(r"(revoke|delete|remove)( (this |the )?(secret |api )*key)?", "(trash|bin)( icon)?", "delete icon")
REMOVAL_VERB = say(r"(revoke|delete|remove)( (this |the )?((secret |api )*key|card|payment method))?(:| ending in)? ")
REMOVED_THING = say(r" ((secret |api )*key|card)$")
ROW_MENU = say(r"(more|actions?|options|menu|open menu|more (actions|options)|\u2026|\.\.\.|\u22ee|\u22ef).*")
REVOKE_QUESTION = say(
    r"\brevoke (this )?(secret|api) key\b",
    r"\b(revoke|delete|remove)\b.*\bkey\b",
    r"\bkey\b.*\b(disabled|revoked|deleted)\b",
    SURE,
)
REVOKE_KEY = say(r"(yes,? )?(revoke|delete|remove)( it| (this |the )?(secret |api )*key)?", "yes", "ok(ay)?", "confirm")
IN_PROJECT = say(r"\bapi keys in this project\b")
IN_ORGANIZATION = say(r"\bapi keys in this organi[sz]ation\b")
OF_USER = say(r"\bmanage your user api keys\b", r"\bhave replaced user api keys\b")
NAME_HEADING = say("name")
PROJECT_HEADING = say("project")
LAST_USED_HEADING = say("last used")
CREATED_BY_HEADING = say("created by", "owner")
LOAD_MORE = say(r"(load|show|view|see) more( api| secret)?( keys| invoices| rows| results)?")
ARROW = "[\u203a>\u2192\u27e9\u276f]"
NEXT_PAGE = say(
    rf"(go to )?(the )?next( page| item)?( ({ARROW}|\u00bb))?",
    ARROW,
    "older",
    "chevron_right|navigate_next|keyboard_arrow_right",  # an icon is a word of its font in some front-ends
    LOAD_MORE.pattern,
)
DOUBLE_ARROW = say("\u00bb", ">>")
LAST_PAGE = say(r"(go to )?(the )?last( page| item)?( (\u00bb|>>))?", "last_page")


def page_number(number: int) -> re.Pattern[str]:
    """What leads to the page ``number`` of a list, or stands for it."""
    return say(rf"((go to )?page )?{number}")


# What the site says when it refuses: 2.5, 6.
REFUSAL = say(
    r"\b(cannot|can't|could not|couldn't|unable|not allowed|must|denied|failed|error)\b",
    r"\b(outstanding|unpaid|past[- ]due|permission|try again)\b",
)

# What a question wants typed before it can be agreed to; not in the notes.
_TYPE = r"\b(?:re-?)?(?:type|enter|write)(?: in)?(?: the (?:words?|text|phrase|name|following))?:? "
_BELOW = r"(?: (?:below|here|in(?:to)? the (?:text )?(?:box|field|input)(?: below)?))?"
_GO_ON = r"to (?:confirm|continue|proceed|delete|revoke|remove|cancel)\b"
TYPE_THIS = say(
    rf"{_TYPE}(?P<before>[^,.;]{{2,60}}?){_BELOW} {_GO_ON}",
    rf"{_GO_ON}[^.;]{{0,40}}, (?:please )?{_TYPE}(?P<after>[^,;]{{2,60}}?){_BELOW}[.:]?$",
)
TYPED_TO_CANCEL = say(r"yes|confirm|cancel( (my |the |this )?(billing )?(plan|subscription))?")
TYPED_TO_REMOVE = say(
    r"yes|confirm|(delete|revoke|remove)( (my |the |this )?((api |secret )*key|card|payment method))?"
)
