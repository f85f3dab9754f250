"""The platform's words: names of controls, questions, states and marks, composed from the lexicon.

The one file to mend when the site calls something otherwise (a new verb or thing goes into ``lexicon.py``). Names of
controls are matched from end to end, so a name with any other word in it ("Send me auto-recharge emails") is something
else; questions and marks are matched anywhere. Case and odd spaces never matter.
"""

import re

from openai_platform import lexicon as lex


def say(*alternatives: str) -> re.Pattern[str]:
    """Any of the ``alternatives``, in any case."""
    return re.compile("|".join(f"(?:{one})" for one in alternatives), re.IGNORECASE)


# -- What is never pressed, whatever else it says.

BUY = say(
    r"(?:buy|purchase|get|add|order)(?: (?:more|some|to|your|my|the|api|prepaid)){0,3} (?:credits?|funds)(?: balance)?"
    rf"{lex.NOW}",
    r"(?:buy|purchase|pay|top[- ]?up|refill|reload|recharge|upgrade|subscribe|check ?out|place order)(?: .{1,40})?",
    rf"(?:add|update|change|set up) {lex.ITS}{lex.CARD}|(?:yes,? )?{lex.ON} {lex.RECHARGE_THING}.{{0,20}}",
    "(?:yes,? )?turn (?:it )?on",
)
"""spends money, or makes it spendable"""
KEEP = say(
    rf"(?:no,? )?(?:keep|resume|renew|restart|reactivate|restore|continue(?: with)?|stay on) {lex.ITS}{lex.ANY_PLAN}",
    r"(?:undo|stop|reverse|withdraw|cancel) (?:the |this |my )?(?:scheduled )?cancell?ation",
    r"(?:don't|do not) cancel(?: .{1,40})?|(?:un-?cancel|reactivate|resubscribe)(?: plan)?",
)
"""keeps a plan alive or brings it back; where it is offered, an end is scheduled"""
ABOUT = say(
    r"\b(?:e-?mails?|alerts?|notif(?:y|ied|ications?)|remind(?:er)?s?|history|logs?|activity|help|learn|faqs?|docs"
    r"|documentation|guides?|receipts?|invoices?|limits?|thresholds?|budgets?|reports?|newsletters?|sms|text messages?"
    r"|polic(?:y|ies)|terms|failures?|failed|announcements?|tips?)\b"
)
"""what makes a name one of something about the thing, not of the thing itself"""
OTHER_PRODUCT = say(
    r"\bchatgpt\b", r"\bfine[- ]?tuning\b", r"\b(plus|pro|team|business|enterprise|codex|sora) (plan|subscription)\b"
)

# -- Amounts and days, in any region's form.

MONEY = say(lex.BEFORE, lex.AFTER)
"""An amount in a text."""
AMOUNT = say(
    rf"{lex.WORTH}{lex.LEFT}(?: ?(?:/|of) ?{lex.WORTH})?{lex.LEFT}",
    rf"{lex.MINUS}{lex.NUMBER} (?:remaining|left|available)|{lex.MINUS}\d{{1,12}}[.,]\d{{2}}",
)
"""An amount that stands by itself, or the pair of what is left and what there was."""
DAY = say(
    r"\b(?:on|at|since|until|by|after|effective|for|from|ends?|cancels|expires|ended|cancell?ed|date|today|tomorrow)\b"
    rf"{lex.APART}(?P<day>{lex.DATE})"
)
"""What a lasting statement has and a passing banner has not."""

# -- The Overview of Billing: the guide, and screenshots and walks of 2024 to 2026.

BILLING = say(r"billing( settings)?")
BILLING_HEADING = say(
    r"\bbilling\b|^payments?( and .{1,20})?$|^(saved )?(payment methods?|cards)$|^(payment history|invoices)$",
    r"^(your )?(plans?|subscriptions?)( (&|and) .{1,20})?$",
)
OVERVIEW_TAB = say("overview")
PAYMENT_METHODS_TAB = say("payment methods?")
BILLING_HISTORY = say("billing history", "invoices")
CREDIT_BALANCE = say(
    r"\b(?:api |prepaid )?credits? (?:balance|remaining|available|left)\b",
    r"\b(?:remaining|available|prepaid|unused) (?:api )?(?:credits?|balance|funds)\b",
)
BALANCE = say(r"(?:(?:api|prepaid|current|account|total|organi[sz]ation|credit) ){0,3}(?:balance|credits|funds):?")
"""what the balance may be called in fewer words, where a label says nothing else"""
AMOUNT_DUE = say(
    r"(?:(?:total|current|your|estimated|unbilled|accrued) ){0,3}"
    r"(?:amount due|balance due|amount owed|outstanding balance|charges|usage charges|unbilled usage|invoice total)"
    r"(?: (?:this|so far this) (?:month|period|cycle))?:?"
)
"""what stands instead of a balance where usage is paid for afterwards"""
PAY_AS_YOU_GO = say(
    rf"{lex.PLAN_IS}(?:pay[- ]as[- ]you[- ]go|usage[- ]based|prepaid|post-?paid|metered)(?: (?:plan|billing))?[.!]?",
    rf"{lex.PLAN_IS}(?:pay[- ]as[- ]you[- ]go|usage[- ]based|prepaid|post-?paid|metered)(?: (?:plan|billing))?"
    r" \((?:billed |paid )?(?:monthly|annual|yearly|prepaid|post-?paid|usage)[\w -]{0,20}\)[.!]?",
    rf"{lex.ON_PLAN}(?:pay[- ]as[- ]you[- ]go|usage[- ]based|prepaid|post-?paid|paid)(?: (?:plan|billing))?[.!]?",
    rf"(?:your )?(?:current|active) (?:billing )?(?:plan|subscription):? {lex.NO_NAME}"
    r"[\w+&-]{2,20}(?: [\w+&-]{2,20})?",
)
"""a plan, as the page names it"""
_OURS = "account|organi[sz]ation"
NO_PLAN = say(
    rf"{lex.PLAN_IS}(?:the )?free(?: trial| tier| plan| account)?|{lex.ON_PLAN}free (?:trial|tier|plan)[.!]?",
    rf"{lex.PLAN_IS}(?:none[.!]?|{lex.says_that(_OURS)}{lex.none_of(lex.LIVE_PLAN)}(?: is (?:currently )?active)?"
    rf"{lex.on_file(_OURS)}{lex.INVITES})",
    r"(?:you are |you're )?(?:currently )?(?:not|no longer)(?: currently)?"
    rf" (?:subscribed(?: to (?:a|any) plan)?|on (?:a|any) {lex.LIVE_PLAN})[.!]?",
)
ENTERPRISE = say(
    rf"{lex.PLAN_IS}(?:enterprise|custom|committed[- ]use|scale)(?: (?:plan|agreement|contract|tier|pricing|account))?",
    rf"{lex.ON_PLAN}(?:enterprise|custom)(?: (?:plan|agreement|contract))?[.!]?",
)
COVERED = say(
    r"\b(?:(?:billed|charged|invoiced|managed|covered|funded|paid) (?:by|to|through|under|via|with)"
    r"|(?:also|now|still|is|are|you're) on|(?:part|member) of|belongs? to) (?:(?!chatgpt|codex)[^.!?]){0,60}"
    r"\b(?:agreement|contract|enterprise|parent|reseller|partner|sales"
    r"|account (?:manager|team|rep|representative|executive))\b"
)
"""an account that is paid for by another plan than the page's own"""
PAUSED = say(
    rf"{lex.ITS}{lex.ANY_PLAN}:? (?:is |has been |was )?(?:currently )?(?:paused|on hold|suspended)\b.{{0,80}}"
)
PAST_DUE = say(
    r"\b(?:past[- ]due|overdue|unpaid invoice|open invoice|outstanding (?:invoice|payment))\b",
    r"\b(?:last |recent )?payment (?:has |was )?(?:failed|declined)\b",
)
ADD_TO_CREDIT = say(
    "add to credit balance", r"(?:add|buy|purchase)(?: to| more)?(?: api| prepaid)? credits?(?: balance)?", "add funds"
)
ADD_PAYMENT_DETAILS = say("add payment details")
CANCELED_BADGE = say(
    rf"(?:{lex.ITS}{lex.ANY_PLAN}{lex.APART})?(?:(?:is|was|has been|status:?) )?cancell?ed{lex.SINCE}",
    rf"{lex.ITS}{lex.PLAN}{lex.APART}(?:(?:is|was|has been|has) )?"
    rf"(?:{lex.ENDED}|expired|(?:no longer |in)active){lex.SINCE}",
    rf"you(?:'ve| have)? {lex.ENDED} {lex.ITS}{lex.PLAN}{lex.SINCE}",
)
TROUBLED = say(*lex.IN_TROUBLE)
"""What a page says of itself while nothing that is missing or grayed on it can be trusted."""
BUSY = say(rf"^{lex.AT_WORK}\b.{{0,60}}", r"^(getting|updating|checking|preparing)\b[^.!?]{0,60}(\u2026|\.{3})$")
"""likewise, but it may pass by itself"""
NOT_ALLOWED = say(
    r"(do not|don't) have (the )?(permission|access|rights?)",
    r"(cannot|can't) (see or change|view or manage|manage) (the )?billing",
    r"only (organization |billing )?(owners|admins|administrators) can",
    r"(ask|contact) (an|your) (owner|admin|administrator)",
)

NO_SUCH_PAGE = say(*lex.NO_PAGE)
"""A heading or title that says so of the whole page."""

# -- Moving about.

SETTINGS = say("settings", "account settings", "organi[sz]ation settings")
PROFILE_LINK = say("your profile", "profile", "user settings")
MENU = say("((open|toggle|show|expand) )?(the )?((main|side|navigation) )?(menu|navigation|sidebar|drawer)")

# -- Cancel + plan.

SURE_QUESTION = say(lex.SURE, lex.SURE_TOO)
CANCEL_PLAN = say(
    rf"{lex.END} {lex.ITS}{lex.ANY_PLAN}{lex.NOW}{lex.MORE}",
    rf"close {lex.ITS}(?:plan|subscription|membership){lex.MORE}",
    rf"unsubscribe from {lex.ITS}{lex.ANY_PLAN}{lex.NOW}{lex.MORE}",
    rf"(?:turn off|switch off|disable) {lex.ITS}(?:billing|{lex.BY_USE}){lex.NOW}{lex.MORE}",
)
CANCEL_BARE = say(
    rf"(?:unsubscribe|(?:request|start|begin|initiate) {lex.ITS}cancell?ation){lex.NOW}{lex.MORE}",
)
"""likewise, but it does not say of what: only in the plan's own box"""
MANAGE_PLAN = say(
    rf"{lex.CHANGE} {lex.ITS}{lex.ANY_PLAN}{lex.MORE}",
    rf"{lex.PLAN} (?:options|settings|actions){lex.MORE}",
    "(?:the )?danger zone",
)
"""what may hide "Cancel plan" in a menu, a fold or a page of its own"""
MANAGE = say("(?:manage|modify|edit|change|adjust|configure|view)(?: details)?|(?:plan )?details")
"""likewise, right beside the name of the plan"""
_NOT_OTHER = r"(?! (?:\w{1,20} ){0,3}(?:chatgpt|plus|pro|team|sora|codex|trial|order|request|invitation)\b)"
CANCEL_QUESTION = say(
    rf"\b(?:{lex.END}|close|leave){_NOT_OTHER} {lex.ITS}{lex.ANY_PLAN}\b(?! (?:\w{{1,20}} )?{lex.ABOUT_A_PLAN})",
    rf"\b{lex.ENDING}{_NOT_OTHER} {lex.ITS}{lex.ANY_PLAN}\b(?! (?:\w{{1,20}} )?{lex.ABOUT_A_PLAN})",
    rf"\b{lex.ANY_PLAN} (?:will|is about to|is going to|would)(?: now| then)?(?: be)? (?:{lex.ENDED}|{lex.END})\b",
    rf"\b(?:confirm|about) {lex.ITS}cancell?ation\b",
    rf"\b{lex.PLAN} cancell?ation\b|\b(?:turn|switch)(?:ing)? off {lex.ITS}(?:billing|{lex.BY_USE})\b",
    rf"\bunsubscrib(?:e|ing)\b(?! (?:me |you )?(?:from|to) (?!{lex.ITS}(?:[\w+&-]{{2,20}} )?{lex.ANY_PLAN}\b))",
)
CONFIRM_CANCEL = say(
    rf"(?:{lex.YES}|no,? (?:thanks,? )?)(?:i (?:still )?want to )?(?:{CANCEL_PLAN.pattern}|{CANCEL_BARE.pattern})",
    rf"{lex.YES}(?:confirm|continue|proceed|complete|finish|schedule|submit|agree|accept|finali[sz]e)(?: \w{{2,4}})?"
    rf"(?: {lex.ITS}| )(?:plan |subscription )?(?:cancell?ation|cancel(?:ing|ling)?|cancel {lex.ITS}{lex.ANY_PLAN})",
)
"""agrees to it by name"""
CANCEL_OTHERWISE = say(rf"{lex.YES}(?:cancel|end|stop|terminate) .{{1,60}}")
OTHER_ACT = say(lex.ANOTHER_ACT)
OTHER_OFFER = say(*lex.OTHER_ANSWER)
"""makes "Yes" or "OK" an answer to something else: not to cancel, to pause, to take an offer"""
UNDERSTOOD = say(lex.I_UNDERSTAND)
"""the name of a box that has to be ticked before one can agree"""
CONSENTS = say(lex.MORE_THAN_THAT, ABOUT.pattern)
"""what makes such a box one of something else"""
CANCEL_IT = say(
    rf"(?:yes|ok(?:ay)?),? (?:please,? )?(?:{lex.END}|close)(?: (?:it|this))?{lex.NOW}",
    rf"(?:{lex.END}|close) (?:it|this){lex.NOW}|{lex.END} (?:now|anyway|immediately)",
    "(?:terminate|discontinue|deactivate|opt out)",
    rf"{lex.YES}i (?:still )?want to (?:cancel|leave)",
    "(?:go ahead and )cancel",
)
"""agrees to it, where the question names what "it" is; "Cancel" alone means one thing here and another there"""
AGREE = say(
    r"yes(?:,? i(?:'m| am) sure)?", r"i(?:'m| am) sure", "confirm", "continue", "proceed", "ok(?:ay)?", "i agree"
)
"""agrees to whatever is asked: only where the question names it, and nothing else in the box could be meant"""
NEVERMIND = say(
    r"never ?mind|(?:no,? )?(?:keep|stay|remain)\b.*|(?:no,? )?(?:(?:go|take me) )?back(?: to .{1,40})?",
    r"(?:no,? )?(?:don't|do not) .*|no,? thanks(?:,? (?:keep|i'll (?:keep|stay)).*)?",
    r"leave (?:(?:it|this|everything) )?(?:on|as (?:it )?is|alone|enabled|unchanged)|i'll (?:stay|keep) ?.*",
    "(?:abort|nope|do nothing|forget it|not (?:yet|today)|let me think.*)",
    r"i(?:'ve| have)? changed my mind|cancel|no|close|dismiss|not now|maybe later|exit|return(?: to .*)?",
)
CANCELED_BANNER = say(
    rf"\byour {lex.ITS}{lex.PLAN} (?:was|has been|is|has)(?: now| successfully)? {lex.ENDED}\b",
    rf"(?<!\ba )\b{lex.PLAN} (?:successfully )?cancell?ed\b(?!:)",
    r"\bcancell?ation (?:is )?(?:complete|confirmed|successful)(?=[.!]|$)",
    rf"\b(?:(?:you|we)(?:'ve| have)? (?:successfully )?|successfully ){lex.ENDED} {lex.ITS}{lex.PLAN}(?=[.!]|$)",
    r"\byou(?:'ve| have) (?:successfully )?unsubscribed(?=[.!]|$)",
)
SURVEY = say(
    r"\b(?:feedback|survey)\b|\bwhy (?:are|did|do) you\b|\bwhat (?:made|makes|led|brings)\b",
    r"\breasons? (?:for|why|you)\b|\b(?:tell|help) us\b|\bsorry to see you go\b",
    r"\bbefore you (?:go|leave)\b|\bhow likely\b",
)
"""asks for an opinion, not for an agreement"""
SKIP = say(
    r"skip(?: (?:this|the|for now|step|survey|question|feedback|and continue|(?:and|&) cancel)){0,3}",
    r"(?:continue|proceed|go on)(?: to| with)? cancel(?:lation|ling|ing)?(?: anyway)?",
    r"no,? thanks(?:,? (?:cancel|continue).{0,30})?|(?:continue|cancel|proceed) without .{1,40}",
    "prefer not to (?:say|answer)",
)
"""goes past such a question without an answer"""

# -- Turn off + auto-recharge.

RECHARGE = say(lex.AUTO_RECHARGE, rf"\b{lex.FILL}(?: [\w-]{{1,20}}){{0,4}} automatically\b")
RECHARGE_NAME = say(rf"{lex.RECHARGE_THING}(?: (?:status|settings?|options?))?:?")
RECHARGE_IS_ON = say(rf"{lex.STATED}{lex.IS}(?:on|enabled|active)\b{lex.NOT_ALWAYS}")
RECHARGE_IS_OFF = say(
    rf"{lex.STATED}{lex.IS}(?:off|disabled|inactive|not (?:enabled|active|on|set up|turned on))\b{lex.AND_STAYS}",
    rf"{lex.STATED} (?:isn't|hasn't been|has not been) (?:on|enabled|active|set up|turned on)\b{lex.AND_STAYS}",
)
ON_BADGE = say("on|enabled|active|turned on")
OFF_BADGE = say("off|disabled|inactive|not (?:enabled|active|set up)|turned off")
RECHARGE_ENABLE = say(
    rf"{lex.ON} {lex.RECHARGE_THING}{lex.MORE}", rf"(?:turn|switch) {lex.RECHARGE_THING} on{lex.MORE}"
)
RECHARGE_DISABLE_FULL = say(
    rf"{lex.YES}{lex.OFF} {lex.RECHARGE_THING}{lex.NOW}{lex.MORE}",
    rf"{lex.YES}(?:turn|switch) {lex.RECHARGE_THING} off{lex.NOW}{lex.MORE}",
)
RECHARGE_DISABLE = say(RECHARGE_DISABLE_FULL.pattern, "(?:turn|switch)(?: it)? off", "disable(?: it)?", "deactivate")
RECHARGE_TURN_ON = say(RECHARGE_ENABLE.pattern, "(?:turn|switch)(?: it)? on", "enable(?: it)?", "activate")
RECHARGE_CHANGE = say(
    rf"{lex.CHANGE} {lex.RECHARGE_THING}(?: settings?)?{lex.MORE}",
    rf"{lex.RECHARGE_THING} (?:settings|options|preferences){lex.MORE}",
)
RECHARGE_MODIFY = say(RECHARGE_CHANGE.pattern, "(?:modify|edit|change|manage|settings|configure|adjust)(?: settings)?")
RECHARGE_TOGGLE = say(
    rf"{lex.WANT}{lex.AUTO_RECHARGE}{lex.OF_RECHARGE}{lex.WHENEVER}",
    rf"{lex.WANT}{lex.FILL}{lex.OF_RECHARGE} automatically{lex.WHENEVER}",
    rf"{lex.WANT}{lex.AUTO_RECHARGE}(?: credits?)?[.:]? (?-i:(?=[A-Z]))(?!{ABOUT.pattern}).{{0,300}}",
)
"""a switch that is the thing: its main clause has no word that the thing has not"""
RECHARGE_TOGGLE_INSIDE = say(
    rf"{lex.WANT}(?:automatically )?(?:charge|keep|fund|add|buy|refill)"
    rf"(?: (?:automatically|topped|up|to|{lex.OWN})){{0,8}}"
    rf"{lex.WHENEVER}",
    r"toggle|switch|(?:(?:status|currently):? )?(?:on|off)|on ?/? ?off|off ?/? ?on|yes ?no|enabled?|active|status",
)
"""likewise, in a box that is headed by the thing"""
RECHARGE_QUESTION = say(
    rf"\b{lex.OFF} {lex.RECHARGE_THING}(?! {ABOUT.pattern})",
    rf"\b(?:turn|switch)(?:ing)? {lex.RECHARGE_THING} off\b",
    rf"\b(?:turning|switching) off {lex.RECHARGE_THING}(?! {ABOUT.pattern})",
    rf"\b(?:disabling|stopping|deactivating) {lex.RECHARGE_THING}(?! {ABOUT.pattern})",
    rf"\b{lex.AUTO_RECHARGE} (?:will|is about to|would)(?: be)? (?:turned off|switched off|disabled|stopped?|end)\b",
    r"\b(?:turn|switch) (?:it|this) off\b|\bdisable (?:it|this)\b",
)
RECHARGE_BOX = say(RECHARGE.pattern, SURE_QUESTION.pattern)
"""a box that is about it and asks nothing explicit"""
ON_CHOICE = say(r"(yes|on|always|enabled?|active|automatic(ally)?)\b.*")
OFF_CHOICE = say(r"(no|off|never|disabled?|manual(ly)?)\b.*", r".{0,200}\b(don't|do not)\b.{0,200}")
SAVE_SETTINGS = say("save( settings?| changes?)?")
SAVE = say(r"save( settings?| changes?)?", "apply", "update( settings?)?")
OFF_IT = say(
    rf"{lex.YES}(?:turn|switch)(?: it| this)? off{lex.NOW}",
    rf"{lex.YES}(?:disable|deactivate)(?: it| this)?{lex.NOW}",
    rf"{lex.YES}(?:stop (?:it|this)|{lex.FILLS_NO_MORE}){lex.NOW}",
)

# -- Remove + card.

CARD_MARK = say(
    r"[\u2022\u00b7\u25cf\u2217*.xX]{2}[\u2022\u00b7\u25cf\u2217*.xX\s-]{0,40}(?P<a>\d{4})(?!\d)",
    r"\b(?:ending|ends)(?: in| with)? (?P<b>\d{4})(?!\d)|\blast (?:4|four)(?: digits)?:? (?P<c>\d{4})(?!\d)",
    rf"\b{lex.BRAND}(?: (?:debit|credit|card))?[ ,:(#\u2013-]{{1,3}}\*?(?P<d>\d{{4}})(?![\d/])",
)
ADD_PAYMENT_METHOD = say(rf"\+? ?add (?:a |an |another |new )?{lex.CARD}")
NO_CARDS = say(lex.none_of(lex.CARD))
REMOVES = say(rf"{lex.YES}{lex.one(lex.REMOVE, 'trash')}\b")
DELETE = say(
    rf"{lex.NOT_ALL}{lex.REMOVE}(?: {lex.ITS}{lex.CARD})?(?:(?: {lex.BRAND})?.{{0,20}}\d{{4}})?{lex.FROM_HERE}",
    "(trash|bin)( icon)?|delete icon",
)
DELETE_CARD_QUESTION = say(
    rf"\b{lex.REMOVE}\b.{{0,120}}\b((card|payment method|ending)\b|\d{{4}}\?)",
    r"\b(card|payment method)\b.{0,120}\b(deleted?|removed?|detached)\b",
    lex.SURE,
)
DELETE_CARD = say(
    rf"{lex.NOT_ALL}{lex.YES}{lex.REMOVE}(?: it| {lex.ITS}{lex.CARD})?{lex.FROM_HERE}{lex.NOW}",
    "confirm (?:removal|deletion)",
)

# -- Billing history.

VIEW = say(
    r"(view|see|show|get|download)(( the| this)? (invoice|pdf|file)){0,3}( [#A-Z0-9_-]{0,40}\d{3,20})?( \(pdf\))?",
    "(invoice )?pdf|open (the )?(invoice|pdf)",
)
INVOICE_NUMBER = say(
    r"(?<![\w/-])(?=[A-Z]{0,40}\d)[A-Z0-9]{4,40}-\d{3,20}(?:[-/][A-Z0-9]{1,20}){0,4}(?![\w-])",
    r"\binv(?:oice)?[-_ ]?(?:no\.? ?)?#?[A-Z0-9-]{0,40}\d{3,20}(?:[-/][A-Z0-9]{1,20}){0,4}(?![\w-])",
    r"\bin_[A-Z0-9]{8,80}\b|(?<![\w&#])#\d{3,10}\b|\b(?:rcpt|receipt|bill)[-_ ]?#?\d{3,20}\b",
    r"\b[A-Z]{1,6}[-/ ]?20\d\d[-/]\d{2,8}\b",
)
CALLED_INVOICE = say("invoice", INVOICE_NUMBER.pattern)
INVOICE_HEADING = say(r"invoice(?: (?:number|no\.?|id))?", "number")
AMOUNT_HEADING, CREATED_HEADING = say("amount", "total"), say("(?:invoice |issue )?date", "created", "issued")
DOWNLOAD_INVOICE = say(r"(download|save)( the)?( invoice)?( as)?( pdf)?( \(pdf\))?", "invoice pdf")
NO_INVOICES = say(lex.none_of(rf"(?:past |previous )?{lex.INVOICE}"))
INVOICES_NOTE = say(r"showing invoices")

# -- Revoke + key.

API_KEYS = say(r"api keys")
USER_API_KEYS = say(API_KEYS.pattern, r"user api keys(?: ?[(\[]?legacy[)\]]?)?")
KEY_MARK = say(r"\bsk-[\w-]{0,80}(?:\.{2,40}|\u2026|[*\u2022\u00b7]{2,80})[\w-]{2,80}")
CREATE_KEY = say(rf"\+? ?create (?:a )?(?:new )?{lex.KEY}")
NO_KEYS = say(r"\bcreate an api key to access(?: the)?(?: openai)? api\b", lex.none_of(lex.KEYS))
KEYS_NOTE = say(r"\bdo not share your api key\b", r"\bview and manage all api keys\b", r"\bsecret keys?\b")
REVOKE = say(rf"{lex.REMOVE}(?: {lex.ITS}{lex.KEY})?", "(trash|bin)( icon)?", "delete icon")
REMOVAL_VERB = say(rf"{lex.REMOVE}(?: {lex.ITS}(?:{lex.KEY}|{lex.CARD}))?(?::| ending in)? ")
REMOVED_THING = say(r" ((secret |api ){0,2}key|card)$")
ROW_MENU = say(
    r"(more|actions?|options|menu|open menu|kebab|overflow|more (actions|options)|\u2026|\.\.\.|\u22ee|\u22ef).*"
)
ENTRY_MENU = say(ROW_MENU.pattern, rf"{lex.ITS}(?:{lex.KEY}|{lex.CARD}|row|item|entry) (?:actions|options|menu)")
"""likewise, in a row of a list: it may say of what"""
REVOKE_QUESTION = say(
    rf"\b{lex.REMOVE}\b.{{0,120}}\bkey\b",
    r"\bkey\b.{0,120}\b(disabled|revoked|deleted|removed|destroyed)\b",
    lex.SURE,
)
REVOKE_KEY = say(
    rf"{lex.YES}(?:confirm (?:revocation|deletion|removal)|{lex.REMOVE}(?: it| {lex.ITS}{lex.KEY})?{lex.NOW})"
)
IN_PROJECT, IN_ORGANIZATION = (say(rf"\bapi keys in this {where}\b") for where in ("project", "organi[sz]ation"))
OF_USER = say(r"\bmanage your user api keys\b", r"\bhave replaced user api keys\b")
NAME_HEADING, PROJECT_HEADING, STATUS_HEADING = say("name"), say("project"), say("status", "state")
LAST_USED_HEADING = say("last used")
CREATED_BY_HEADING = say("created by", "owner")
LOAD_MORE = say(
    r"(load|show|view|see)( the| more| all| older| earlier| remaining| next| other| \d{1,4}){1,3}"
    r"( api| secret)?( keys| invoices| cards| payment methods| rows| results| items)?"
)
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


# -- What a question wants typed before it can be agreed to.
TYPE_THIS = say(
    rf"{lex.TYPE}(?P<before>[^,.;]{{2,60}}?){lex.BELOW} {lex.GO_ON}",
    rf"{lex.GO_ON}[^.;]{{0,40}}, (?:please )?{lex.TYPE}(?P<after>[^,;]{{2,60}}?){lex.BELOW}[.:]?$",
)
ITS_NAME = say(
    r"(?:(?:the|this|its|your) )?(?:(?:(?:(?:secret|api) ){0,2}key|card|organi[sz]ation)(?:'s)? )?name(?: exactly)?",
    r"(?:(?:the )?name )?of (?:the|this|your) (?:(?:(?:secret|api) ){0,2}key|card|organi[sz]ation)",
)
TYPED_TO_CANCEL = say(r"yes|confirm|cancel( (my |the |this )?(billing )?(plan|subscription))?")
TYPED_TO_REMOVE = say(
    r"yes|confirm|(delete|revoke|remove)( (my |the |this )?((api |secret ){0,3}key|card|payment method))?"
)
