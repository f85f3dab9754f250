"""What a page says around a list that shows nothing: what speaks for things that it does not show."""

from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.account.chooser import ARROWS
from openai_platform.words import say

COLUMN = say(
    r"name|status|state|(secret |api ){0,2}key|tracking( id)?|created( by| at)?|owner|expir(es|y|ation)|last used"
    r"|projects?|permissions|(monthly )?(spend|usage)|actions?|invoice( number)?|number|amount|total|date"
    r"|card|brand|default"
)
"""the heading of a column"""
TROUBLE = say(
    words.TROUBLED.pattern,
    r"\b(could not|couldn't|cannot|can't|unable to|fail(ed|s)? to)( \w+)? (be )?(get|show|read|access)",
    r"\b(being|we're|we are|are) (upgrad|mov|migrat|transferr|restor|import)(ed|ing)\b|\bcheck back\b",
    r"\bwill (appear|show|be)\b[^.!?]{0,30}\b(soon|shortly|tomorrow|later|within|by)\b",
    r"\b(unavailable|not available)\b|\b(sync|load|update|refresh|import)\w{0,3} failed\b",
    r"\bno [\w ]{1,30} (could|can) be (loaded|shown|displayed|retrieved|fetched|read|found)\b",
)
"""what a page says when its data did not come"""
NEUTRAL = say(
    r"\b(if|when|whenever|while|until|unless|once|without|with no|will be|would be)\b[^.!?]{0,160}\bno\b",
    r"\bno\b[^.!?]{0,160}\b(until|unless|once|will be|would be)\b",
    r"\bno (\w+ ){1,4}(needed|required|fees?|charges?|limits?)\b|\bno [\w ]{1,30} (must|should|is|are) \w+",
)
"""around "no card": what would be, or something else that is not there; it says nothing of the list"""
_THINGS = rf"({lex.CARD}|(api |secret )*keys?|invoices?)"
_SOME = (
    r"(in)?active|expired|revoked|disabled|archived|default|backup|(un)?paid|open|overdue|past due|void(ed)?|refunded"
    r"|expiring( soon)?|favou?rites?|starred|pinned|un(used|verified)|idle|pending"
    r"|drafts?|20\d\d|(this|last) (month|quarter|year)|((last|past) )?((7|14|30|60|90) days|\d{1,2} months)|recent"
)
_WHOSE = (
    r"personal|individual|teams?|shared|business|workspace|organi[sz]ation|projects?|service accounts?|members?|other"
)
FILTERS = say(rf"(.{{1,30}}: ?)?({_SOME})")
"""an option of a select that shows only some of a list"""
SOME_ONLY = say(rf"({_SOME}|{_WHOSE})( ({lex.CARD}|{lex.KEY}s?|{lex.INVOICE}))?")
"""a tab of such a kind, or a heading over some entries"""
EARLIER = say(rf"(({_SOME}|older|earlier|previous|past)\b.*)")
"""what unfolds further entries below others"""
SEARCHES = say(
    r"\b(search|filter|find|contains)\b", r"^\W*((by|key|card|invoice) ){0,2}(name|id|prefix|number|last 4)\b"
)
NARROWS = say(
    r".*\b(clear|remove|reset)\b.*\bfilters?\b.*|(clear|reset)( all)?",
    r"((owner|status|state|user|member|project): ?|(owned|created) by )(?!.*\b(all|any|anyone|every\w*)\b)\w.{0,40}",
    r"((show|list) )?only\b.*|.*\b(only|mine)",
)
"""a chip, a menu or a box that is ticked, by which only some of a list is shown"""
WOULD_SHOW = say(
    rf"(?!.*\b(revoked|deleted)\b)(show|include|display|list|with) (.{{0,40}}\b)?({_SOME}|{_WHOSE}|hidden|all|more)\b.*"
)
"""a box that is not ticked, by which more would be shown"""
HIDDEN = say(
    rf"(show|view|see|include) (the |all )?(archived|hidden|inactive|disabled|expired|other)"
    rf"( {_THINGS})?( ?[(\[]?[1-9]\d{{0,4}}[)\]]?)?",
    r"(unlock|sign in|log in|verify)( \w+)? to (view|see|show)\b.*",
)
"""what shows entries that are kept out of sight"""
CHIP = say(r"(?!dismiss|close|ok).{1,40} ?[\u00d7\u2715\u2716]")
"""a filter that can be taken away"""
COUNT = say(r" ?[(\[]?[1-9]\d{0,4}[)\]]?$")
"""behind the name of a tab: it has some"""
OF_MINE = say(r"(my|your)\b.*|mine")
ALL_OF_THEM = say(r"(all|everyone|everybody|organi[sz]ation)\b.*")
_LIMITS = (
    *("up to", "limit of", "limit:", "maximum of", "max", "have", "create", "add", "save", "at least", "need", "needs"),
    *("require", "requires", r"\b0 /", r"\b0 of"),
)
NO_LIMIT = "".join(f"(?<!{before} )" for before in _LIMITS)
"""before a number that says how many there are, not how many there may be, or must"""
SHOWS_MORE = say(r"(?:show|view|see|load)(?: (?:more|all))(?: \w{1,20})?", rf".{{1,40}} ?(?:{ARROWS.pattern})")
"""a control that may show what a count leaves out"""
HELD_BACK = say(
    r"\b(hidden|withheld|restricted|not visible) (for|from|to|by|in)\b",
    r"\b(your role|(other|some) (members|users|projects|people|owners))\b",
    r"(?!(?<=\bpage 1 )of 1\b|of 1 page\b)\b(of|total:?) [1-9]\d{0,4}\b(?! (api|the|our|your)\b)",
    rf"\b(other|some|further|more|remaining) {_THINGS} (are|is|were|may be|might be)\b",
    rf"\b({_THINGS}|billing|payments?)\b[^.!?]{{0,60}} (kept|held|managed|handled|paid)"
    r" (elsewhere|in (an?|the)|by (an?|its|the|their|your|our|another))\b",
    rf"\b{_THINGS}\b[^.!?]{{0,40}} in (the|an?|our|your)"
    r" (old|other|legacy|previous|separate|([\w-]{1,20} )?(portal|archive))\b",
    r"\bto (see|view|show|list) (all|every|more|the rest)\b",
    r"\b((may|might|are|is) not|aren't|isn't)( be)? (shown|listed|visible|displayed|included)\b(?! (again|in full))",
    r"\bonly (see|view|shows?|lists?)\b|\b(sees?|shows?|lists?) only\b",
    r"\b(minutes?|hours?|moments?|while|days?) (to|before [^.!?]{1,30}) (appear|show|update|sync)\b",
    r"\b(ask|contact)\b[^.!?]{0,40} to (see|view|show)\b",
    r"\b(paid|billed|charged|invoiced)\b[^.!?]{0,30}[$\u20ac\u00a3] ?[1-9]",
    rf"\b(two|three|four|five) (\w+ )?{_THINGS} (are|were|have)\b",
    rf"^[1-9]\d{{0,3}} ({_SOME}|others?|more|hidden)( [a-z]{{1,20}})?$",
    r"\byou (pay|are billed|are charged) (by|with|via|through|using) ",
    r"\b[1-9]\d{0,4} (\w+ ){0,2}(accounts?|wallets?|cards?|methods?) (is |are )?(connected|linked|on file)\b",
)
"""what speaks for entries that are not shown, even where a page says that there is nothing"""
HINTS = say(
    HELD_BACK.pattern,
    r"\b(once|when|as soon as|after|until) [^.!?]{0,40}\b(ready|available|arrived?|here)\b",
    r"\w ?(\u2026|(?<!\.)\.{3})$|[*\u2022\u00b7\u25cf]{3}",
    rf"\b(manage|view|change|update) (your|my) {_THINGS}\b[^.!?]{{0,40}} (in|on|at|from|through) (?!this\b)",
    rf"{NO_LIMIT}\b[1-9]\d{{0,4}} (\w+ ){{0,2}}({_THINGS}|bank accounts?|wallets?|methods?)\b",
    rf"\b{_THINGS}\b:? ?[(\[]?[1-9]\d{{0,4}}\b",
    rf"\b{_THINGS}:? (is|are|was|were|has been|have been|one|two|three|several)\b",
    rf"\b(see|access|access to|have|own|using|found|find|one|two|three|several|only)"
    rf" ((a|an|the|your|my|all|any|saved|own|of) ){{0,3}}{_THINGS}\b",
    r"\b(0[1-9]|1[0-2]) ?/ ?(20)?\d\d\b|^[^.!?$]{0,40}[^\d$.,]\b(?!20\d\d)\d{4}$",
    r"(\w[_-]|\.{3}|\u2026|[*\u2022\u00b7]{2})(?=\w{0,40}\d)\w{3,40}$",
    rf"^.{{0,20}}(?=.{{0,30}}20\d\d){lex.DATE}.{{0,20}}$",
)
"""where a page does not say that there is nothing: what speaks for something that is not shown"""
SHOWS_LIST = say(rf"(show|view|see|reveal|load|open|unlock|decrypt|display|list)( \w+){{0,2}} {_THINGS}\b.*")
"""likewise, the name of a control"""
SAYS_EMPTY = say(
    r"(?:no|0) (?:data|results?|records?|items?|entries|rows)"
    r"(?: (?:yet|found|available|to (?:show|display)))?\.?",
    r"page 1 of 1|of 1 page|(?:showing )?0(?: ?[\u2013-] ?0)? of 0(?: \w+)?",
    r"nothing (?:here|to (?:show|see|display))(?: yet)?\.?|empty|none(?: yet)?",
)
"""how a list says that it shows nothing, which may be what a search has left of it"""
INVITES_FIRST = say(rf"\b(?:create|add|make|generate) (?:your|the|a) first {lex.KEY}\b", r"\bnothing here yet\b")
"""likewise, of a list that never showed anything"""
LEAVES_LESS = say(r"(?:clear|reset|next|previous|prev)\b.*|[2-9]|.{1,40}: .{1,40}|.*\b(?:search|filter)\w*\b.*")
"""controls of a search, a filter, or further pages"""
OF_SOME = say(rf"\b(?:{_SOME}|service accounts?|admin|{lex.PART_OF}s?)\b")
"""in the heading over a count: it is of some only"""
NO_MATCH = say(r"(?:no|0) match\w*\b.{0,40}")
"""how it says that a search has left nothing"""
LEFT_OVER = say(r"\b(?:search|filter(?:s|ed)?|match(?:es|ing)?)\b|\bpage [2-9]")
"""words that make that one of a search, or of a further page"""
SAYS_MUCH = say(r"(secured?|powered|processed|protected)\b.*|.*[.!?:\u2026]\W{0,2}|(\S+ ){4,60}\S+|\W*")
"""a line that is a sentence, not the name of an entry"""
OF_HELP = say(r".*\?", r".*\b(how|why|help|faqs?|learn|tips?|about|advanced|settings?|filters?|menu)\b.*")
"""the name of what unfolds help, or settings"""
FOLDED = say(
    rf"(?!.* ?[(\[]0[)\]]$).*\b({_SOME}|{_WHOSE}|more|all|hidden|older|earlier)\b.*",
    rf"((show|view|see|manage|edit) )?((your|my|saved|existing|stored|linked) ){{0,2}}{_THINGS}"
    r"( ?[(\[]?(?!0\b)\d{0,4}[)\]]?)?",
)
"""the name of what may unfold entries"""
