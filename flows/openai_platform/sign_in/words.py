"""The words of a sign-in, as patterns (site-facts 1.2 to 1.5).

Names of controls must match completely. Other patterns may match anywhere in the text outside footers and controls.
"""

from openai_platform.words import say

APP = r"authenticat(?:or|ion) (?:app|code)\b.*"
TEXT = r"(?:text message|sms|whatsapp)\b.*"

# -- names of controls
LOG_IN = say(r"(api )?(log|sign)[ -]?in")
LOG_IN_FURTHER = say(r"(log|sign) in to .{1,40}", "continue to (log|sign) ?in", "continue by logging in")
LOG_OUT = say(r"(log|sign)[ -]?out.*")
SUBMIT = say("continue", r"(log|sign)[ -]?in", "next", "verify( code)?", "submit", "confirm")
ALLOW = say("(continue|accept|agree|allow)( and continue| access)?", "authorize")
TRY_AGAIN = say("try again", "retry", "reload", "start over")
OTHER_METHOD = say(
    r"(try|use|choose) (another|a different|other) (method|way|option).*", r"other (ways|options|methods).*"
)
USE_PASSWORD = say(
    r"(continue|log in|sign in|verify) with (a |your )?password",
    r"(use|enter|try|type)( (a|your|the|my))? password( instead)?|password",
)
OTHER_ACCOUNT = say(
    r"((sign|log) in (to|with)|use|add|choose) (another|a different|an?) account", "(another|other|different) account"
)
DROPS_ACCOUNT = say(r"\b(remove|forget|delete|clear)\b", r"\b(log|sign)[ -]?out\b", "^[x\u00d7\u2715\u2716]$")
FACTOR_TOTP = say(rf"(.*\b)?{APP}", "authenticator", r"(.*\b)?one[- ]time (code|password)\b.*")
FACTOR_EMAIL = say(r"(.*\b)?e-?mail\b.*")
FACTOR_TEXT = say(rf"(.*\b)?{TEXT}")
FACTOR_PUSH = say(r"(.*\b)?push\b.*")
FACTOR = say(
    rf"(.*\b)?({APP}|{TEXT})",
    r"(.*\b)?(push( notification)?|passkey|security key|(recovery|backup) codes?)\b.*",
    r"authenticator|e-?mail( .*)?",
    r"(use |enter |continue with |try )?(a |your |the |my )?password( instead)?",
)
LATER = say(
    r"(no,? )?not now",
    r"(maybe|(remind|ask) me|(i'll )?do (this|it)|set up) (again )?later",
    r"later|skip( (for now|this( step)?|setup))?|no,? thanks?( you)?",
    r"continue without (a |the |my )?(passkey|security key|phone( number)?)",
)
"""declines an offer, and does nothing else"""
DONT_REMEMBER = say(
    "no", r"(don't|do not|never) (trust|remember|recogni[sz]e|stay|keep)\b.*", "(just )?(this|only) once"
)
"""declines to be remembered, where the page asks that"""
STAYS = say(
    r"(yes,? )?(stay|keep me|remain) (logged|signed) in|(yes,? )?i('m| am) (still )?here",
    r"(continue|extend|keep|resume)( (my|the|this))? session|(continue|keep) working",
)

# -- labels, placeholders or names of fields
EMAIL_LABEL = say(r"\be-?mail\b", r"\buser ?name\b", "^(login|account)$")
CODE = say(r"\b(code|otp|passcode|one[- ]time password)\b")
NOT_A_CODE = say(
    r"\b(country|postal|zip|post|promo(tion)?|coupon|voucher|referral|invite|invitation|discount|area) ?code\b"
)

# -- what a page says
BOT_CHECK_TEXT = say(
    r"performing security verification|\bverify(ing)? (that )?you are( a)? human\b",
    "checking (if the site connection is secure|your browser)",
)
BOT_CHECK_TITLE = say(r"^just a moment\b", "^attention required")
BOT_CHECK_FRAME = say(
    r"\b(security|verification|visual|human) (challenge|check|verification)\b",
    r"\b(re|h)?captcha\b|\b(arkose|funcaptcha|turnstile)\b|\b(not a robot|you are human|human verification)\b",
)
"""the title of a frame with a bot check"""
SIGNING_IN = say(r"\bwelcome back\b", r"\b(log|sign)[ -]?in\b", "continue with (google|microsoft|apple)")
CODE_FROM_APP = say(r"\bauthenticator\b", r"\bauthentication app\b")
CODE_BY_EMAIL = say(
    r"check your (inbox|e-?mail)|\be-?mailed\b|\bsent\b.{0,60}(@|e-?mail)",
    r"\bcode\b.{0,40}\b(in|from|to|by) your e-?mail",
)
CODE_BY_TEXT = say(
    r"\b(text message|sms|whatsapp)\b", r"\bphone\b.{0,30}\bending\b", r"\bsent\b.{0,40}\b(phone|number)\b"
)
CODE_IN_RESERVE = say(r"\b(recovery|backup) codes?\b")
PUSH = say(
    r"\bpush notification\b|\bsent\b.{0,30}\bnotification\b",
    r"\b(approve|confirm)\b.{0,40}\b(phone|device|app|mobile|notification)\b|check your phone",
)
PASSKEY = say(r"\b(passkey|security key|touch id|face id|windows hello)\b")
CHOOSE_FACTOR = say(
    r"\b(select|choose|pick)\b.{0,40}\b(verif\w*|method|factor|way)\b",
    "verify your identity|how (do|would) you (want|like) to verify",
)
CHOOSE_ACCOUNT = say(r"\b(choose|select|pick) an account\b")
CHOOSE_ORGANIZATION = say(
    r"\b(choose|select|pick|which) (an |a |your )?(organi[sz]ation|workspace)\b", "where you want to continue"
)
SESSION_ENDED = say(
    r"\bsession (has |is |was )?(ended|expired|timed out|no longer valid)\b",
    "you('ve| have) been (logged|signed) out|continue by logging in",
)
CONSENT = say(
    r"\b(wants|would like|is requesting|requests?) (to |permission to )?(access|use|view|share)\b",
    r"\bwill (use|access|receive|share|be shared)\b|\bgrant access\b|\bauthorize\b|^continue to openai",
)

REMEMBERED = say(
    r"\b(stay|remain|keep (me|you)) (signed|logged) in\b",
    r"\b(trust|remember|recogni[sz]e) (this|your|my) (device|browser|computer)\b",
)
"""a page that offers to remember the user or the device"""
MORE_CONTACTS = say(
    r"\b(recovery|backup|alternat\w*|second(ary)?) (e-?mail|phone|contact|number)\b",
    r"\b(add|set up|provide|confirm|verify|update)\b.{0,30}\b(phone|mobile|number)\b",
)
"""a page that asks for a further way to reach the user"""
BINDING = say(
    r"\b(terms|conditions|privacy policy|agreement)\b|\b(agree|consent)\b", r"\b(age|birth(day|date)?|date of birth)\b"
)
"""what only a person may answer"""
SHOWS_CODES = say(
    r"\b(save|store|download|copy|print|keep|here are|these are)\b.{0,60}\b(recovery|backup) (codes?|keys?)\b",
    r"\b(recovery|backup) (codes?|keys?)\b.{0,60}\b(save|store|download|copy|print|safe(ly)?|secure(ly)?)\b",
)
STILL_THERE = say(
    r"\bstill there\b|\binactiv(e|ity)\b|\b(will|about to) be (logged|signed) out\b",
    r"\bsession (will|is about to) (end|expire|time out)\b",
)
UNDER_WAY = say(
    r"\b(loading|redirecting|please wait|one moment|just a (moment|second|sec))\b", r"\b(signing|logging) (you )?in\b"
)
"""a page that goes on by itself"""

# -- refusals, in whole sentences (site-facts 1.3)
WRONG_CREDENTIALS = say(
    r"\b(incorrect|wrong|invalid) (e-?mail|user ?name|login|phone|password|credentials)",
    r"\bpassword\b.{0,40}\b(is|are|was|were) (incorrect|wrong|invalid|not (correct|valid))",
    "(couldn't|could not|can't|cannot) find (your|an|that) account|no account (was )?found",
)
INVALID_EMAIL = say(
    r"\be-?mail( address)?( you entered)? (is|was) (not valid|invalid)",
    r"\b(enter|provide) a valid e-?mail|\binvalid e-?mail",
)
CODE_REFUSED = say(
    r"\bcode\b[^.]{0,30}\b(is|was|has) (incorrect|invalid|wrong|expired|not (correct|valid))",
    r"\b(incorrect|invalid|wrong|expired)( \w+){0,3} code\b",
)
OTHER_METHOD_USED = say(
    "not the authentication method you used|wrong authentication method",
    "signed up (with|using) (google|microsoft|apple|sso)",
)
ACCOUNT_DEACTIVATED = say(
    r"\baccount\b[^.]{0,40}\b(been|is|was) (deleted|deactivated|disabled|suspended|banned)", "deleted or deactivated"
)
RATE_LIMITED = say(
    r"\btoo many( \w+){0,3} (requests|attempts|tries|log-?ins|sign-?ins|times)\b",
    r"\btoo many requests\b|try again in (a few|\d+) (seconds|minutes|hours)|temporarily (blocked|locked)",
)
WRONG_COUNTRY = say("not available in your (country|region|location)", r"\bunsupported[ _](country|region)")
SITE_ERROR = say(
    r"\boops\b|\ban error (has )?occurred\b",
    r"\b(operation timed out|route error|authentication error)\b|\bsomething went wrong\b",
)

# -- the application, and what lies over it: names of controls
LANDMARKS = say(
    "(api|admin) keys|billing( history)?|payment methods|overview|usage|limits",
    "projects|people|members|general|(your )?profile|data controls|dashboard|playground",
)
DECLINES = say(
    "(reject|decline|refuse|deny) (all|non-essential|optional|additional)( cookies)?",
    "((accept|allow|use) )?(only )?(the )?(strictly )?(necessary|essential|required)( cookies| ones)?( only)?",
    "i'll (buy credits|do (this|it)) later|buy credits later",
)
COOKIES = say(r"\b(cookies?|consent|your privacy|personal data)\b")
DISMISSES = say(
    "ok(ay)?|got it!?|(maybe |(remind|ask) me )?(later|tomorrow)|not (now|today|interested)",
    "skip( for now| (this|the) tour| tour)?",
    "no,? (thanks|thank you|not now|i'm (good|fine|ok(ay)?))|(dismiss|hide)( (this|all))?",
    "close( (this|the))?( (chat|banner|message|window|dialog|tour|notification))?|[x\u00d7\u2715\u2716]",
)
OKAY = say("ok(ay)?|got it!?")
GOES_BACK = say("cancel|no|(go )?back|never ?mind|exit")
"""beside one of these, "OK" agrees to something"""
KEEP_AWAY = say(
    r"\bare you sure\b",
    r"\b(was|were|been|is|are|successfully) (cancell?ed|deleted|removed|revoked|saved|updated|disabled)\b",
    r"\b(delete|revoke|cancel (your|my|this)|remove)\b.{0,40}\b(key|plan|card|subscription|payment|account)",
)
