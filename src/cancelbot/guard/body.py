"""What a write says in its body: whether it buys, takes up again what was canceled, or saves a card.

The rules in the browser judge by method and address alone. Where these leave it open, the body decides: a plan that is
named is another one unless the request says that one ends, and ``/v1/recharge`` charges unless something is switched
off by it.
"""

import json
import re
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Request

from cancelbot.guard.policy import AUTO, RECHARGES, names_a_purchase

MOST = 1_000_000
"""bytes of a body that are read; no act needs as many"""
_DEPTH = 3
"""how often a body may lie in a field of another one"""
_AMOUNT = re.compile(
    r"((purchase|add|top_?up|credit|charge|initial|total|unit|pay|payment|deposit|order|recharge|reload|grant)_){0,4}"
    r"(amount|credits|price|quantity|seats|licen[sc]es|usd|dollars|cents)(_.{0,40})?"
)
_SUM = re.compile(r"(sub_?)?(total|sum|cost|value)")
"""an amount where a currency stands beside it"""
_IN_AMOUNT = re.compile(r"value|usd|eur|amount|units?|cents|minor(_.{0,20})?|0")
_SWITCH = re.compile(r"(is_?|set_?)?(enabled?|active|on|status|state|mode|toggle)")
_SWITCHED_OFF = re.compile(r"(is_?|set_?)?(disabled?|off|inactive|paused?|stopped)")
"""a switch, and one that says the opposite"""
_AUTO = re.compile("|".join((*AUTO, r"auto(matic)?[-_]?re[-_]?new(al)?s?")))
_ENDS = re.compile(r"(will_|is_|to_be_)?cancel(l?ed|ing)?(_at)?(_(the_)?(period|term|cycle)?(_?end)?)?")
"""that what is canceled stays so, if it is true"""
_CARD = re.compile(r"(card|account|pan)_?number|cvc|cvv2?|card_?(cvc|code)|setup_future_usage|security_code")
"""what saves a card"""
_NAME = re.compile(r"[A-Za-z][A-Za-z_.]{2,60}")
_DEED = re.compile(
    r"(_|sub_?)?(action|op|operation|intent|mutation|procedure|command|cmd|do|deed|method|mode|type|function|fn)"
    r"(_?(name|type|id))?"
)
"""names under which a deed is told; in a list, it stands without one"""
_READS = re.compile(r"(get|fetch|list|load|use|find|search|view)[A-Z_].*|.*(Query|_query)")
_OFF = frozenset({"", "0", "false", "off", "no", "none", "null", "disabled", "inactive", "never", "paused", "canceled"})
_ENDED = frozenset({"canceled", "cancelled", "inactive", "ended", "terminated"})
_ON = frozenset({"1", "true", "on", "yes", "enabled", "active", "activated", "automatic", "auto"})
_FREE = re.compile(
    r"((to|plan|tier|api|billing|platform|price)_){0,3}(free|none|cancel(l?ed)?|no_plan)(_(plan|tier|\d{1,4})){0,3}"
)
_PLAN = re.compile(
    r"((new|to|next|target|desired|selected|chosen|requested|change_to|switch_to|billing|subscription)_){0,3}"
    r"(plan|tier|package|sku|lookup_key|price(?=_))(_(id|key|name|slug|type|code|tier))?|(change|switch|move|upgrade)_to"
)
"""a name under which the plan stands that is wanted; the present one is called ``current_plan``"""
_OF_PLAN = frozenset({"id", "key", "name", "slug", "type", "code", "tier", "title"})
"""names of the plan's own fields"""
_VOUCHER = re.compile(r"(coupon|promo(tion)?|voucher|gift(_card)?|redeem(able)?|discount)(_?(code|id))?")
_STAYS = re.compile(
    r"(accept(ed|s)?_(the_)?(offer|discount|deal)|(offer|discount|deal)_accepted|keep(_my)?_(plan|subscription))"
)
_DECLINED = re.compile(r"(declin|reject|skip|dismiss|refus|ignor)\w{0,8}")
_ENDING = re.compile(
    r"(cancel|terminat|unsubscrib|downgrad|deactivat)|(^|[_./])(end|stop|close|remove|delete|disable|detach|revoke|turn_off)"
)
"""what says in an address, or as a deed, that something ends"""
_DONE = re.compile(
    r"(re_?(new|sume|instate|subscribe|activate|open)|subscribe|activate|upgrade|purchase|buy|top_?up|check_?out|redeem)"
    r"(_(now|plan|subscription|credits?))?|(add|get)_(credits?|funds|seats?)|pay_now|un_?(cancel|pause)|undo_cancel\w{0,8}"
)
"""a deed that buys as the name of a field, where the value says whether it is done"""
_ABOUT_MESSAGES = re.compile("e?mail|alert|notif|newsletter|marketing|survey|feedback")
_LONGEST = 80
"""characters of the name of a plan"""
_MONEY = re.compile(r"[^\d-]{0,5}(0*[1-9][\d.,']{0,15}(e\d)?|0[.,]0*[1-9]\d{0,9})[^\d]{0,9}")
_PART = re.compile(
    r'Content-Disposition:[^\r\n]{0,300}?\bname="([^"]{0,200})"[^\r\n]{0,300}\r?\n(?:[^\r\n]+\r?\n){0,5}\r?\n',
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<([\w:-]{1,60})[^<>]{0,200}>([^<>]{1,200})</")
_MUTATION = re.compile(r"\bmutation\b")
_WORD = re.compile(r'#[^\n]*|"(?:[^"\\\n]|\\.)*"|[{}()\[\]:]|[\w.+-]+')
Fact = tuple[tuple[str, ...], str]
"""the names on the way to a value, as ``("card", "number")``, and the value"""


def body_of(request: Request) -> str | None:
    """What a request sends, also if it is compressed; None if it sends nothing. What is not text comes out garbled."""
    raw = request.post_data_buffer
    if raw and raw[:2] == b"\x1f\x8b":
        with suppress(zlib.error):
            raw = zlib.decompressobj(31).decompress(raw, MOST + 1)
    if not raw:
        return None
    return raw[: MOST + 1].decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", errors="replace")


def body_buys(body: str | None, step: str | None, url: str = "", method: str = "POST") -> bool:
    """Whether a write of an act of ``step`` buys by what its ``body`` and its query say, or is too long to tell.

    The form of auto-recharge holds its amounts also when it is turned off, so there the switch decides.
    """
    if body and len(body) > MOST:
        return True
    parts = urlsplit(url)
    facts = [*_facts(body or "", _DEPTH), *((_path(name), value) for name, value in parse_qsl(parts.query))]
    if any(_buys_outright(path, value, step) for path, value in facts):
        return True
    of_plan = re.search("subscription|plan|member", parts.path, re.IGNORECASE) is not None
    switches = [state for path, value in facts if (state := _switch(path, value, step, of_plan=of_plan)) is not None]
    currency = any(path[-1] in {"currency", "currency_code"} for path, _ in facts if path)
    is_priced = any(_is_amount(path, value, with_currency=currency) for path, value in facts)
    if any(switches) or (is_priced and not (step == RECHARGES and switches)):
        return True
    plans = [value for path, value in facts if _names_a_plan(path, value)]
    ends = method == "DELETE" or _ENDING.search(_snake(parts.path)) or any(_ends(*fact) for fact in facts)
    return not (ends or False in switches or all(_FREE.fullmatch(_snake(plan)) for plan in plans))


def says_off(body: str | None, method: str) -> bool:
    """Whether a write says that something is switched off, so that it cannot be what charges once."""
    states = [_switch(path, value, RECHARGES, of_plan=False) for path, value in _facts(body or "", _DEPTH)]
    return method == "DELETE" or False in states


def _buys_outright(path: tuple[str, ...], value: str, step: str | None) -> bool:
    """A deed that buys, the saving of a card, a price of the shop, or a cancellation that is taken back."""
    name = path[-1] if path else ""
    if _CARD.fullmatch(name) or (name == "number" and "card" in path):
        return value not in _OFF
    if name in {"price", "price_id", "plan_price"} and re.fullmatch(r"price_\w+", value):
        return True
    if _VOUCHER.fullmatch(name):
        return value.lower() not in _OFF and not _DECLINED.fullmatch(value.lower())
    if _STAYS.fullmatch(name) or _DONE.fullmatch(name):
        return value.lower() in _ON or (name in {"buy", "purchase", "redeem"} and value.lower() not in _OFF)
    if _ENDS.fullmatch(name):
        return value.lower() in {"false", "0", "no", "off"} or (name == "cancel_at" and value in {"None", ""})
    is_deed = _DEED.fullmatch(name) or (not path and _NAME.fullmatch(value))
    reads = _READS.fullmatch(value[:1].lower() + value[1:])
    return bool(is_deed and not reads) and names_a_purchase(value, step)


def _names_a_plan(path: tuple[str, ...], value: str) -> bool:
    """Whether a value is the plan that is wanted: a name of one, not a switch or a sum."""
    name, above = path[-1] if path else "", path[-2] if len(path) > 1 else ""
    is_one = _PLAN.fullmatch(name) or (name in _OF_PLAN and _PLAN.fullmatch(above))
    return bool(is_one) and value.lower() not in _OFF | _ON - {"1"} and len(value) < _LONGEST


def _ends(path: tuple[str, ...], value: str) -> bool:
    """Whether a fact says that something ends: a deed by its name, a cancellation that is set, a state."""
    name, value = path[-1] if path else "", value.strip()
    if name.startswith("cancel") and not name.endswith(("_url", "_uri", "_path", "_link", "_label", "_text")):
        return True  # that it is taken back has been found out before
    if name in {"status", "state"}:
        return value.lower() in _ENDED
    return bool(_DEED.fullmatch(name) and _ENDING.search(_snake(value)))


def _switch(path: tuple[str, ...], value: str, step: str | None, *, of_plan: bool) -> bool | None:
    """Whether a value switches something on that charges by itself; None if it is no such switch."""
    name, value = path[-1] if path else "", value.strip().lower()
    is_auto = any(_AUTO.search(one) for one in path)
    if _AUTO.fullmatch(name):
        return True if value in _ON else False if value in _OFF else None
    bare = _AUTO.sub("", name).strip("_")
    if step == RECHARGES:
        if _SWITCHED_OFF.fullmatch(bare):
            return value in _OFF - {"disabled", "inactive", "off", "paused"}
        return value not in _OFF if _SWITCH.fullmatch(bare) else None
    if (is_auto or of_plan) and _SWITCH.fullmatch(bare):
        return True if value in _ON else None
    if of_plan and _SWITCHED_OFF.fullmatch(bare):
        return True if value in {"false", "0", "no"} else None
    return None


def _is_amount(path: tuple[str, ...], value: str, *, with_currency: bool) -> bool:
    name, above = path[-1] if path else "", path[-2] if len(path) > 1 else ""
    is_one = _AMOUNT.fullmatch(name) or (_AMOUNT.fullmatch(above) and _IN_AMOUNT.fullmatch(name))
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", value[:60]))
    return bool(is_one or (with_currency and _SUM.fullmatch(name))) and _MONEY.fullmatch(plain) is not None


def _facts(body: str, depth: int) -> Iterator[Fact]:
    """Every name and value in a body of JSON, of a form, of several parts, or of XML; messages are left out."""
    text = body.lstrip("\ufeff \t\r\n")
    if "Content-Disposition" in text[:2000]:
        parts = list(_PART.finditer(text))
        for part, end in zip(parts, [*(part.start() for part in parts[1:]), len(text)], strict=True):
            yield from _of_field(_path(part[1]), re.split(r"\r?\n--", text[part.end() : end], maxsplit=1)[0], depth)
        return
    told, found = _jsons(text), False
    for data in told:
        found = True
        yield from _of_json(data, depth)
    if found:
        return
    pairs = _ELEMENT.findall(text) if text.startswith("<") else parse_qsl(text.replace(";", "&"))
    for name, value in pairs:
        yield from _of_field(_path(name), value, depth)


def _jsons(text: str) -> Iterator[object]:
    """What a body holds in JSON: one value, one on each line, or behind a mark that keeps it from being run."""
    for part in (text, *text.splitlines()):
        begin = re.search(r"[\[{]", part[:40])
        if begin is None or "=" in part[: begin.start()]:
            continue
        try:
            data = json.loads(part[begin.start() :])
        except (ValueError, RecursionError):
            continue
        yield data
        if part is text:
            return


def _of_json(data: object, depth: int) -> Iterator[Fact]:
    left: list[tuple[tuple[str, ...], object]] = [((), data)]
    while left:
        path, value = left.pop()
        if isinstance(value, dict):
            if any(_MUTATION.search(str(value.get(name, ""))) for name in ("query", "mutation")):
                yield from _of_graphql(str(value.get("query") or value.get("mutation")))
            reads = isinstance(value.get("query"), str) and not _MUTATION.search(value["query"])
            for name, item in value.items():
                if not (reads and name == "operationName"):
                    left.append(((*path, _snake(str(name))), item))
        elif isinstance(value, list):
            left += [(path, item) for item in value]
        else:
            yield from _of_field(path, str(value), depth)


def _of_field(path: tuple[str, ...], value: str, depth: int) -> Iterator[Fact]:
    if path and any(_ABOUT_MESSAGES.search(name) for name in path):
        return
    yield path, value.strip()
    if depth and value.lstrip()[:1] in {"{", "["}:
        yield from ((path + inner, told) for inner, told in _facts(value, depth - 1))
    elif path[-1:] in {("query",), ("mutation",)} and _MUTATION.search(value):
        yield from _of_graphql(value)


def _of_graphql(document: str) -> Iterator[Fact]:
    """What the mutations of a GraphQL document do, by the names of their fields, and what is given to them."""
    braces = parens = 0
    words = [word for word in _WORD.findall(document) if not word.startswith("#")]
    for word, following, then in zip(words, [*words[1:], ""], [*words[2:], "", ""], strict=False):
        if word in "{}":
            braces += 0 if parens else {"{": 1, "}": -1}[word]
        elif word in "()":
            parens += {"(": 1, ")": -1}[word]
        elif parens and following == ":":
            yield (_snake(word),), then.strip('"')
        elif not parens and braces <= 1 and following != ":":
            yield ("mutation",), word


def _path(name: str) -> tuple[str, ...]:
    """The names in one of a form: ``card[number]``, ``items[0][amount]``, ``card.number``."""
    return tuple(_snake(part) for part in re.split(r"[\[\].]+", name) if part and not part.isdigit())


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[-\s]+", "_", name).strip("_").lower()
