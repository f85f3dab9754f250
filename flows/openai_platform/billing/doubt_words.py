"""What speaks for a plan on a page that names none, and what sounds like it but does not: the words of ``doubts``."""

from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.billing import plan_words
from openai_platform.sections import DOUBTED

NAMES_NONE = (
    r"(?!(?:none|no|not|free|off|never|n/a|cancell?ed|ended|expired|inactive|disabled|[\u2013\u2014-]+|\$?0[.,]00)"
    r"(?:\W|$))"
)
EACH = r"(?:(?:/ ?|per |an? |each |every )(?:month|mo|year|yr)|monthly|yearly|annually)\b"
PAYMENT = r"(?:billing|payment|bill|charge|renewal|invoice)"
STATUS = words.say(r"^(?:status|state):? active\b|^active since\b")
"""a plan's state, where nothing else is named over it"""
LIVES = words.say(
    plan_words.RENEWS.pattern,
    rf"\b{lex.ANY_PLAN}(?: status)?:? (?:(?:is|remains|stays|was|has been|status) ){{0,2}}(?:still |currently )?"
    r"(?:active|live|running|enabled|kept|in (?:effect|place|good standing)|valid|on(?=[.!,]|$)|(?:un|not )changed)\b",
    rf"\b{lex.ANY_PLAN} (?:will )?(?:continues?|goes on|resumed|reactivated|restored)\b",
    rf"\b{lex.ANY_PLAN} (?:did|has|is|was)(?:n't| not)(?: yet| been){{0,2}} (?:{lex.END}|{lex.ENDED})\b",
    r"\b(?:your|have an|is an) active (?:plan|subscription)"
    r"|(?<!no )(?<!an )(?<!requires )(?<!without )(?<!for )\bactive (?:plan|subscription)[.!]?$",
    STATUS.pattern,
    r"\b(?:still|currently|are|you're) (?:subscribed|paying)\b(?! to (?!(?-i:[A-Z])))|\bsubscribed since\b",
    rf"\b(?:will renew|renews|renewing|renewal(?: date)?):? (?:on )?{lex.DATE}|\brenews in \d",
    r"\bauto-?(?:renews|renew(?:al)?:? (?:is )?(?:on|active|enabled)\b)",
    rf"\b(?:next|upcoming) {PAYMENT}\b[^.!?]{{0,40}}(?:{lex.DATE}|(?!\W{{0,2}}0[.,]00){words.MONEY.pattern})",
    rf"\b(?:will be (?:charged|billed)|(?:we'll|we will) charge|(?:payment|charge) scheduled)\b(?:[^.!?]|\.\d){{0,40}}"
    rf"\b{lex.DATE}",
    r"\b(?:continue|continues|keep) (?:to be )?(?:billed|billing|charged|charging)\b",
    rf"\b(?:downgrade|plan change|switching to)\b[^.!?]{{0,40}}(?:\bscheduled\b|{lex.DATE})",
    r"(?:not|n't|never)(?: yet| been| be){0,2} cancell?ed\b",
    r"\byou're staying\b|\bthanks for staying\b|\bkept your\b|\b(?:chosen to keep|keeping) your\b|\bchosen to stay\b",
)
"""a plan goes on: also beside a grayed "Cancel plan" """
OF_CANCELING = words.say(
    r"\b(?:cancell?ation|cancell?ing)\b",
    r"\b(?:to|will|we) cancel\b|\bcancel(?:lation)? request\b",
    r"\b(?:contact|write to|call|ask) [^.!?]{0,40}\bcancel(?!ed|led|lations)",
)
"""likewise, its cancellation may still need something"""
OF_A_JOB = words.say(
    r"\b(?:batch(?:es)?|jobs?|orders?(?! to\b)|invitations?|uploads?|exports?|evals?|tasks?|runs? ?[_#\d][\w-]{0,40})\b"
)
"""likewise, not of a plan, if it names none"""
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
    r"(?:^|\b(?:your|the|this) (?:[\w-]{2,20} )?)request (?:(?:is|was|has been|will be|still) ){0,2}(?:being"
    r"|sent|submitted|received|pending|a?waiting|under review|declined|denied|rejected|on hold|passed|forwarded|queued"
    r"|must)\b",
    r"\bafter (?:\w+ )?(?:approval|review)\b|\baction (?:is )?(?:needed|required)\b",
    r"\b(?:paus|forward|receiv|sen[dt]|pass|queu|review|process|h[eo]ld)(?:e|ed|ing)? (?:on )?(?:your|this|the)"
    r" request\b|^to (?:finish|complete)\b|\bverify (?:that )?(?:it|you)",
    r"\b(?:admin(?:istrator)?s?|owners?|managers?|team|support|someone|we)\b[^.!?]{0,40}\b(?:needs? to|must|to|will"
    r"|ha(?:s|ve) to) [^.!?]{0,20}\b(?:approve|confirm|sign off|review|look|agree|decide|contact you"
    r"|get (?:back|in touch)|reach out|complete|finish)\b",
    r"\b(?:awaiting|waiting for|pending|needs?|requires?) (?:(?:your|an?|the|owner|admin)(?:'s)? ){0,2}"
    r"(?:approval|confirmation)\b",
    r"\bconfirmation link\b|\b(?:link|code) to confirm\b|\blink in the e-?mail\b|\bresend (?:the )?confirmation\b",
    r"\bconfirm (?:(?:it|this|your request) )?(?:by|via|in the) e-?mail\b|\bconfirm your request\b",
    r"\b(?:check|open|answer|reply to) (?:your|the) (?:inbox|e-?mail)\b"
    r"(?![^.!?]{0,60}\b(?:receipts?|invoices?|bills?)\b)",
    r"\b(?:nothing was|nothing has|no changes were) (?:changed|made)\b",
    r"\b(?:almost (?:done|there)|not done yet|one more step)\b|\baccount (?:is|was|remains|stays) (?:un|not )changed\b",
    r"\b(?:before|then),? we (?:can )?cancel\b|\bwithdraw (?:(?:the|your) )?request\b",
    r"\bcould(?:n't| not) (?:do|complete|finish|process) (?:that|this|it|your request)\b",
)
"""what was asked for is not done, whatever it was"""
OF_A_PLAN = words.say(
    r"\b(?:your|my|this|current) (?:(?!previous|former|last|old|past|new|next)[\w+&-]{2,20} )?"
    r"(?:plan|subscription|membership)\b(?! history)",
    r"^(?:monthly|annual|paid) (?:plan|subscription|membership)(?:[.]|$| \W)",
    rf"^(?:plan|subscription|membership)(?: type| name| status)?(?:: ?| [\u2013\u2014-] ){NAMES_NONE}\S",
)
"""a plan of this account"""
PRICE = words.say(
    rf"(?:{words.MONEY.pattern}) ?{EACH}|\bbilled:? (?:{words.MONEY.pattern} )?{EACH}",
    r"^(?:you(?:'re| are) )?(?:charged|billed) (?:at the end of )?(?:each|every|the) (?:month|year|cycle)\b",
    r"\b(?:monthly|annual|yearly) fee\b|\bbilling (?:cycle|interval): (?:monthly|yearly|annual)",
)
"""what a plan costs"""
OFFERS = words.say(
    r"\b(?:choose|select|compare|pick|find|view|see|explore|upgrade|subscribe|start|try|get|buy|switch|restart"
    r"|re-?activate|resume|need|want|without|learn|depends?|any ?time|because|now that|final|renew your)\b|\?$",
    rf"\bsince (?!{lex.MONTH}|\d)",
    r"^your (?:credits|data|keys|limits|balance)\b",
)
"""in a sentence that offers one, or explains plans"""
IS_OVER = words.say(
    rf"(?:your|this|the) {lex.PLAN} (?:is|was|has been|has)(?: now| already)? {lex.ENDED}(?: by [\w@.+-]{{1,60}})?[.!]?"
)
"""it says that it is over"""
OTHER_COST = words.say(
    r"\b(?:budgets?|limits?|quotas?|tokens?|tiers?|up to|from|allows?|discounts?|save|costs?|spent|remaining|unbilled"
    r"|usage|recharges?|re-?loads?|top-?ups?|refund\w{0,4}"
    r"|outstanding|final|last|previous|former|not|no longer|won't|credits?|grants?)\b"
)
"""in a sentence about money or a day: not those of a plan"""
NOT_OF_PLAN = words.say(
    OTHER_COST.pattern,
    rf"\b(?:{lex.CARD})\b|\b(?:{lex.BRAND})\b(?=\D{{0,30}}\d)",
    r"\b(?:id|e-?mails?|phone|call|tax|vat|address|support|help|questions?|can|(?<!\d )may(?! \d)|rpm|tpm|currency"
    r"|country|language|time ?zone|members?|users?|owners?|projects?)\b|[@\u00a9]|\u2022\u2022",
)
"""in a text beside what cancels a plan: it neither names the plan nor tells how it stands"""
OFFERED_UNDER = words.say(r"\b(?:plans|pricing|prices|available|offers?)\b")
"""a heading over a price list"""
WHAT_NEXT = words.say(r"what(?:'s| is| happens| comes| to do| do i do)? (?:next|now)\?")
"""a heading over what has to be done, although it is a question"""
ANSWERED = words.say(r"\?$|\b(?:how|help|faq|learn|questions?|what|why)\b")
"""over an answer that unfolds"""
OF_MESSAGES = words.say(r"\b(?:e-?mails?|inbox|notifications?|alerts?|messages|updates|support needed)\b")
"""a heading over messages, which may be about what was just asked for"""
STILL_OPEN = words.say(DOUBTED.pattern, r"\bnot\b|n't\b|\byet\b")
"""in a sentence that says that all is done: it is not"""
ONLY_OFFERED = words.say(r"\brenew your\b|\?$|\bfinal\b")
"""in a sentence about a plan that goes on: it is asked, offered, or the last"""
MANAGES_ONE = words.say(
    rf"(?:{lex.CHANGE}|view|open|see) {lex.ITS}(?:billing )?(?:plan|subscription|membership)(?: details)?{lex.MORE}",
    rf"(?:plan|subscription|membership) (?:options|settings|actions|details){lex.MORE}",
)
"""a control that needs a plan"""
STATES_LIFE = words.say("active|enabled|running|live")
ENDED_STATE = words.say(rf"(?:{lex.ENDED}|expired){lex.SINCE}")
"""right behind the name of a plan: it goes on, or it is over"""
