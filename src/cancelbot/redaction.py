"""Keeps secrets out of whatever is written, in any spelling; and makes the text of others safe to show."""

import base64
import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import quote, urlsplit

# For Python and JavaScript. Each run of letters is tried only from its beginning, so none is read twice.
EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
# Shapes of credentials the platform hands out (site-facts 1.1 and 3.1). A redacted key such as sk-...AzN9 is not one.
TOKEN = re.compile(
    r"\b(?:sk|sess|rk|pk)-(?:proj-|admin-|svcacct-)?[A-Za-z0-9_-]{12,}"
    r"|(?<![\w-])(?:\w{1,20}-){0,2}eyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?"
    r"|\botpauth(?:-migration)?://[^\s\"'<>]{1,900}"
)
CODE_IN_QUERY = re.compile(
    r"([?&#](?:code|state|token|access_token|id_token|refresh_token|code_challenge)=)[^&#\s\"']+"
)
_ADDRESS = re.compile(r"(?<![\w+.-])([A-Za-z][A-Za-z0-9+.-]{1,20}:/{2})([^\s\"'<>]+)")
_AUTHORITY = re.compile(r"(?<![\w:])//[^\s/@]{1,100}:[^\s/@]{1,100}@")
HEADER = re.compile(r"\b(Bearer|Basic)\s{1,5}[\w.~+/-]{12,}=*", re.IGNORECASE)
LINK = re.compile(r"^([ \t]*- /url:[ \t]+)(.+)$", re.MULTILINE)
"""a link in an accessibility tree"""
REDACTED = "[redacted]"
_LEAST = 8
"""letters below which an encoded secret could be any text"""
_MANY = 12
"""letters and digits of a secret from which it is recognized even if spaces or line breaks split it"""
LAYERS = 4
"""how many encodings, one inside the other, are undone"""
SPELT = re.compile(
    r"(?:%[0-9A-Fa-f]{2})+|%u[0-9A-Fa-f]{4}|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?"
    r"|(?:=[0-9A-F]{2})+|=\r?\n|U\+[0-9A-Fa-f]{4,6} ?|[^\x00-\x7f]"
    r"|\\(?:[0-9A-Fa-f]{6}|u\{[0-9A-Fa-f]{1,6}\}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[0-3][0-7]{2}|[\"'/\\])"
)
"""a sequence that stands for another character"""


def mask_email(address: str) -> str:
    """``user@example.com`` as ``u***@example.com``."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}***@{domain}" if domain else REDACTED


def redact(text: str, known: tuple[str, ...] = ()) -> str:
    """``text`` without e-mail addresses, tokens, queries of addresses and the ``known`` secrets, in any spelling."""
    for secret in sorted(filter(None, known), key=len, reverse=True):
        text = text.replace(secret, _instead_of(secret))
    text = TOKEN.sub(REDACTED, CODE_IN_QUERY.sub(r"\1" + REDACTED, _ADDRESS.sub(_bare, text)))
    text = HEADER.sub(r"\1 " + REDACTED, _AUTHORITY.sub("//", text))
    text = EMAIL.sub(lambda found: mask_email(found.group()), text)
    for _ in range(LAYERS):
        spans = list(_spelt_otherwise(text, known))
        if not spans:
            return text
        text = _replaced(text, spans)
    return text


def _instead_of(secret: str) -> str:
    return mask_email(secret) if EMAIL.fullmatch(secret) else REDACTED


def _bare(address: re.Match[str]) -> str:
    """An address without what may be secret in it: who signs in, the query, the fragment."""
    rest, mark, more = (
        re.split(r"([?#])", address[2], maxsplit=1) if re.search("[?#]", address[2]) else (address[2], "", "")
    )
    host, slash, path = rest.partition("/")
    return f"{address[1]}{host.rpartition('@')[2]}{slash}{path}{f'{mark}{REDACTED}' if more else ''}"


def bare_url(url: str) -> str:
    """``url`` without what may be secret in it: who signs in, the query and the fragment."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{redact(parts.path)}" if host else redact(url)


def without_links(tree: str) -> str:
    """An accessibility tree, in which links lead to the path alone, without what may be a token in it."""
    return LINK.sub(lambda link: link[1] + _bare_link(link[2].strip("\"' ")), tree)


def _bare_link(url: str) -> str:
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    if re.match(r"(?!https?:)[A-Za-z][\w+.-]{0,20}:", path):
        return f"{path.partition(':')[0]}:..."
    return "/".join(REDACTED if _may_be_a_token(part) else part for part in path.split("/"))


def _may_be_a_token(part: str) -> bool:
    return len(part) >= 20 and any(sign.isdigit() for sign in part)


# Secrets in another spelling: the text is decoded, and each decoded character remembers its place in the text.


def _spelt_otherwise(text: str, known: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Where ``text`` has a secret in another spelling, and what to put there instead."""
    plain, places = _plain(text)
    lowered = plain.lower()
    for secret in filter(None, known):
        folded = _folded(secret)
        misread = (secret[::-1], secret.encode().decode("latin-1")) if len(secret) >= _LEAST else ()
        for needle in dict.fromkeys((folded, folded.replace(" ", "+"), *map(_folded, misread))):
            yield from ((places[at], places[at + len(needle)], _instead_of(secret)) for at in _all(lowered, needle))
        tight = _tight(folded)
        for needle in (*_encodings(secret), *([tight] if len(tight) >= _MANY else [])):
            yield from ((places[start], places[end], REDACTED) for start, end in _squeezed(lowered, needle))
    if plain != text:
        for pattern, instead in ((TOKEN, lambda _: REDACTED), (EMAIL, mask_email)):
            yield from (
                (places[hit.start()], places[hit.end()], instead(hit.group())) for hit in pattern.finditer(plain)
            )


def _plain(text: str) -> tuple[str, list[int] | range]:
    """``text`` decoded, in plain letters and without invisible characters, and the place of each letter in it."""
    places: list[int] | range = range(len(text) + 1)
    for _ in range(LAYERS):
        signs, starts, at = list[str](), list[int](), 0
        for hit in SPELT.finditer(text):
            signs.append(text[at : hit.start()])
            starts.extend(places[at : hit.start()])
            for sign, offset in _meant(hit.group()):
                signs.append(sign)
                starts.extend([places[hit.start() + offset]] * len(sign))
            at = hit.end()
        if not at:
            break
        signs.append(text[at:])
        starts.extend(places[at:])
        before, text, places = text, "".join(signs), starts
        if text == before:
            break
    return text, places


def _meant(spelt: str) -> Iterator[tuple[str, int]]:
    """The plain characters that ``spelt`` stands for, each with its place in it."""
    if spelt[:2] in {"%u", "U+"}:
        yield _letters(chr(min(int(f"0x{spelt[2:]}", base=0), 0x10FFFF))), 0
    elif spelt[0] in "%=":  # of an address, of a mail; there a line break may follow
        raw = bytes.fromhex(re.sub(r"[%=\s]", "", spelt))
        meant, at = raw.decode() if _is_utf8(raw) else raw.decode("latin-1"), 0
        for sign in meant:
            yield _letters(sign), at * 3
            at += len(sign.encode()) if _is_utf8(raw) else 1
    elif spelt[0] == "&":
        yield _letters(html.unescape(spelt)), 0
    elif spelt[0] == "\\":
        is_octal = spelt[1].isdecimal() and len(spelt) == 4
        digits = spelt[1:] if is_octal else re.sub(r"[^0-9A-Fa-f]", "", spelt[1:] if len(spelt) == 7 else spelt[2:])
        yield _letters(chr(min(int(digits, 8 if is_octal else 16), 0x10FFFF)) if digits else spelt[1]), 0
    else:
        yield _letters(spelt), 0


def _is_utf8(raw: bytes) -> bool:
    try:
        return bool(raw.decode())
    except UnicodeDecodeError:
        return False


_TAGS = {0xE0000 + sign: sign for sign in range(0x20, 0x7F)}
"""letters that nobody sees, and that a program reads"""


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    """Each character in its plainest form, such as ``a`` for a full-width one; nothing for an invisible one."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_TAGS))
    return "".join(sign for sign in decomposed if not _is_invisible(sign))


def _is_invisible(sign: str) -> bool:
    return (
        unicodedata.category(sign) == "Cf" or sign in "\u034f\u115f\u1160\u3164\uffa0" or "\ufe00" <= sign <= "\ufe0f"
    )


def _folded(secret: str) -> str:
    return _letters(secret).lower()


@lru_cache(maxsize=64)
def _encodings(secret: str) -> tuple[str, ...]:
    """The letters and digits, in lower case, of ``secret`` in hex, decimal numbers, base64 and base32.

    In base64 and base32 they depend on how much stands before it there.
    """
    raw = secret.encode()
    texts = (secret, secret.lower(), secret.upper(), quote(secret, safe=""), quote(secret), html.escape(secret))
    forms = [secret.encode("utf-16-le"), secret.encode("utf-16-be"), base64.b64encode(raw), raw.hex().encode()]
    forms += [text.encode() for text in (*texts, json.dumps(secret)[1:-1])]
    if re.fullmatch(r"[A-Z2-7]{16,}", secret):  # the secret of an authenticator is base32 itself
        forms.append(base64.b32decode(secret + "=" * (-len(secret) % 8)))
    found = [
        "".join(map(str, raw)),
        "".join(str(ord(sign)) for sign in secret),
        "0x".join(f"{byte:02x}" for byte in raw),
    ]
    for form in dict.fromkeys(forms):
        found.append(form.hex())
        for encode, bits in ((base64.b64encode, 6), (base64.b32encode, 5)):
            for before in range(3 if encode is base64.b64encode else 5):
                whole = encode(bytes(before) + form).decode()
                found.append(whole[-(-before * 8 // bits) : (before + len(form)) * 8 // bits])
    tight = (re.sub(r"[^a-z0-9]", "", one.lower()) for one in found)
    return tuple(dict.fromkeys(one for one in tight if len(one) >= _LEAST))


def _squeezed(text: str, needle: str) -> Iterator[tuple[int, int]]:
    """Where ``needle`` is in ``text`` if only letters and digits are compared."""
    tight = _tight(text)
    hits = list(_all(tight, needle))
    if hits:
        kept = [at for at, sign in enumerate(text) if sign.isascii() and sign.isalnum()]
        yield from ((kept[at], kept[at + len(needle) - 1] + 1) for at in hits)


@lru_cache(maxsize=4)
def _tight(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text)


def _all(text: str, needle: str) -> Iterator[int]:
    at = text.find(needle) if needle else -1
    while at >= 0:
        yield at
        at = text.find(needle, at + len(needle))


def _replaced(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    parts, at = list[str](), 0
    for start, end, instead in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at:
            parts += [text[at:start], instead]
        at = max(at, end)
    return "".join([*parts, text[at:]])


def spellings(secret: str) -> set[bytes]:
    """A secret as it may stand in a file: itself, in an address, in JSON, in base64, in hex digits, in UTF-16."""
    raw = secret.encode()
    return {
        raw,
        quote(secret, safe="").encode(),
        json.dumps(secret)[1:-1].encode(),
        base64.b64encode(raw).rstrip(b"="),
        raw.hex().encode(),
        secret.encode("utf-16-le"),
    }


# The text of others, on a terminal or in a file that people read.

MOST_SHOWN = 2000
"""characters of another's text that are shown"""
_HARMLESS = "\u200c\u200d"
"""invisible, and needed to write several languages"""
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""nothing to see, although Unicode calls it a letter: with it, one name looks like another"""


def visible(text: str, *, lines: bool = False, longest: int = MOST_SHOWN) -> str:
    """``text`` with a visible sign for each character that a terminal would obey or that shows nothing.

    With ``lines`` it may have several; else a line break is such a character, too.
    """
    shown = "".join(sign if sign == "\n" and lines else _sign(sign) for sign in text[:longest])
    return shown if len(text) <= longest else f"{shown}\u2026 ({len(text) - longest} more characters)"


def _sign(sign: str) -> str:
    if (sign.isprintable() and sign not in _BLANK) or sign in _HARMLESS:
        return sign
    if sign < " ":
        return chr(0x2400 + ord(sign))
    if unicodedata.category(sign) == "Zs":
        return " "
    return "\u2421" if sign == "\x7f" else f"<U+{ord(sign):04X}>"


def file_stem(text: str) -> str:
    """A file name for ``text``: unique to it, and harmless on every system."""
    name = re.sub(r"[^A-Za-z0-9_-]+", "_", text)[:80]
    return name if name == text else f"{name}_{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"


def escaped(text: str) -> str:
    """JSON that means the same, in which everything that a terminal would obey is escaped."""
    odd = {sign for sign in set(text) if sign != "\n" and _sign(sign) != sign}
    return text.translate({ord(sign): json.dumps(sign)[1:-1] for sign in odd})


_redacted = lru_cache(maxsize=4096)(redact)
"""A trace repeats a thousand words tens of thousands of times: without this, cleaning one takes half a minute."""


class Redactor:
    """Removes e-mail addresses, tokens and the run's own secrets from every value of a line."""

    def __init__(self, known: tuple[str, ...] = ()) -> None:
        self.known = known

    def __call__(self, _logger: object, _method: str, event: Mapping[str, object]) -> Mapping[str, object]:
        """As structlog calls what an event passes through."""
        cleaned = {key: self.clean(value) for key, value in event.items()}
        return {key: visible(value) if isinstance(value, str) else value for key, value in cleaned.items()}

    def clean(self, value: object) -> object:
        if isinstance(value, str):
            return _redacted(value, self.known)
        if isinstance(value, dict):
            return {self.clean(key): self.clean(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.clean(item) for item in value]
        return value

    def as_json(self, value: object) -> str:
        """``value`` as JSON, without secrets and without what a terminal obeys."""
        return escaped(json.dumps(self.clean(value), ensure_ascii=False, indent=2))
