"""Reads the environment and ``.env`` strictly: an unknown name or an unclear line stops the command.

A setting that is dropped silently may be the one that says "dry run".
"""

import io
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path

from cancelbot.errors import UsageError

PREFIX = "CANCELBOT_"
DOTENV = Path(".env")
_LARGEST = 1_000_000
"""bytes of a ``.env`` that are read"""
SAFETY = {"dryrun": "DRY_RUN", "rehearse": "REHEARSE", "expectorg": "EXPECT_ORG", "expectemail": "EXPECT_EMAIL"}
"""Settings that keep a run from doing harm: such a name is not ignored even without the prefix."""
NO = {"", "0", "false", "no", "off", "f", "n"}
ODD_BREAKS = re.compile("[\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""what some editors show as a new line, but no reader of ``.env`` treats as one"""
MISTYPED = re.compile("^[\u2018-\u201f\xab\xbb\u2039\u203a]|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad]")
"""a typographic quote before a value, or a sign in it that nobody sees and nobody types"""
SWALLOWED = re.compile(
    r"(CANCELBOT_[A-Z_]{1,40}|\b(DRY_?RUN|REHEARSE|EXPECT_(ORG(ANI[SZ]ATION)?|E_?MAIL)))\s{0,9}[=:]", re.IGNORECASE
)
CUT_OFF = re.compile(r"[^'\"\s#][^'\"\n]{0,999}?\s#[^\s#]")
"""a value without quotes that goes on with ``#1``: a comment to some readers, part of a name to the person"""
HAS_WORDS = ("org", "password", "command", "email", "notify")
REFERENCE = re.compile(r"\$\{([^}:\n]{0,200})(?::-([^}\n]{0,1000}))?\}")
SAVE_AGAIN = "Save the file again as plain text in UTF-8."
AS_LINES = "Write one NAME=value a line, with quotes that are closed; a comment begins with #."

_withdrawn: dict[str, str] = {}


@dataclass(frozen=True)
class Given:
    """A value and where it was given, such as ``.env, line 3``."""

    value: object
    source: str


def withdraw(environment: MutableMapping[str, str]) -> None:
    """Remove our settings from ``environment`` and remember them, so that no child process inherits a secret."""
    for name in [name for name in environment if name.upper().startswith(PREFIX)]:
        _withdrawn[name] = environment.pop(name)


def with_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """``environment`` with our settings again, for a child process that is this program."""
    return {**environment, **_withdrawn}


def from_environment(fields: Iterable[str]) -> dict[str, Given]:
    """The settings in the environment by field. Raises UsageError for an unknown name."""
    told = {**_withdrawn, **os.environ}
    return _settings(fields, ((name, value, "the environment") for name, value in told.items()))


def from_file(fields: Iterable[str]) -> dict[str, Given]:
    """The settings in ``.env`` by field; none without such a file. Raises UsageError for an unclear line."""
    text = trusted_text(DOTENV)
    told = _bindings(text, DOTENV) if text is not None else ()
    return _settings(fields, ((name, value, f"{DOTENV}, line {line}") for line, name, value in told))


def _settings(fields: Iterable[str], told: Iterable[tuple[str, str, str]]) -> dict[str, Given]:
    """Our settings by field. ``told``: names, their values, and where each was given. Raises UsageError."""
    known = {f"{PREFIX}{field.upper()}" for field in fields}
    found: dict[str, Given] = {}
    for name, value, source in told:
        if name.upper() not in known:
            _refuse_unknown(name, value, known, f"in {source}")
            continue
        field, given = name.upper().removeprefix(PREFIX).lower(), Given(value, source)
        refuse_unclear(field, given)
        before = found.setdefault(field, given)
        if before.value != given.value:
            raise UsageError(
                f"{PREFIX}{field.upper()} is set twice, and differently: {before.source} and {given.source}.",
                advice="Remove one of the two.",
            )
    return found


def readable_by_others() -> bool:
    """Whether other users of this machine may read ``.env``."""
    return os.name == "posix" and DOTENV.is_file() and bool(DOTENV.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def refuse_unclear(field: str, given: Given) -> None:
    """Raise UsageError if the value was pasted with signs that nobody types, or is an empty one that keeps nothing."""
    if str(given.value).strip() == "" and field.replace("_", "") in SAFETY:
        raise UsageError(
            f"{PREFIX}{field.upper()} ({given.source}) has no value, so it would not keep the run from anything.",
            advice="Give it a value, or remove it. Nothing was done.",
        )
    if odd := MISTYPED.search(str(given.value)):
        sign = f"U+{ord(odd.group()[0]):04X}"
        raise UsageError(
            f"{PREFIX}{field.upper()} ({given.source}) has a sign that a word processor or a web page puts in: {sign}.",
            advice="Type it anew, with straight quotes or none.",
        )


def trusted_text(path: Path) -> str | None:
    """The content of ``path``, None if it does not exist. Raises UsageError if another user may write it."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path.absolute()} cannot be read ({error.strerror}).", advice=f"Run: ls -l {path}") from None
    if stat.S_ISDIR((facts := os.fstat(handle)).st_mode):
        os.close(handle)
        return None  # a virtual environment may have that name
    with os.fdopen(handle, "rb") as file:
        for link in (facts, path.lstat()):
            _refuse_foreign(path, link)
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise UsageError(f"{path.absolute()} has more than {_LARGEST} bytes.", advice="Is it the right file?")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 if wide else content.count(b"\n", 0, error.start) + 1
        raise _unreadable(path, line, "is not written in UTF-8", SAVE_AGAIN) from None
    if odd := ODD_BREAKS.search(text):
        what = "is not written in UTF-8" if odd.group() == "\0" else "has a sign that some editors show as a new line"
        raise _unreadable(path, text.count("\n", 0, odd.start()) + 1, what, SAVE_AGAIN)
    return text


def _refuse_foreign(path: Path, facts: os.stat_result) -> None:
    """Whoever can write a ``.env`` decides which program is run and whose browser gets the password."""
    where = path.absolute()
    if not (stat.S_ISREG(facts.st_mode) or stat.S_ISLNK(facts.st_mode)):
        raise UsageError(f"{where} is not a plain file.", advice="Put the settings into a plain file, or remove it.")
    if os.name != "posix":
        return
    if facts.st_uid not in {0, os.getuid()}:
        raise UsageError(
            f"{where} belongs to another user, so it is not obeyed.",
            advice=f"Read it; if you trust it, make it yours: cp {path} {path}.own && mv -f {path}.own {path}",
        )
    if not stat.S_ISLNK(facts.st_mode) and facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise UsageError(
            f"{where} can be changed by other users, so it is not obeyed.",
            advice=f"Read it; if it is as you left it: chmod 600 {path}",
        )


def _bindings(text: str, path: Path) -> Iterator[tuple[int, str, str]]:
    """Each line's number, name and value. Raises UsageError for a line that is not one assignment."""
    from dotenv.parser import parse_stream

    values: dict[str, str] = {}
    for binding in parse_stream(io.StringIO(text)):
        raw = binding.original.string
        line = binding.original.line + len(raw[: len(raw) - len(raw.lstrip())].splitlines())
        if not raw.strip() or (binding.key is None and not binding.error):
            continue  # an empty line, or a comment
        if binding.key is None or binding.value is None:
            raise _unreadable(path, line, "cannot be read", _what_is_wrong(raw.strip()))
        if SWALLOWED.search(binding.value) or ("\n" in binding.value and _is_ours(binding.key)):
            raise _unreadable(path, line, "has a value that takes in more than its own line", AS_LINES)
        value, written = binding.value, raw.partition("=")[2].lstrip()
        if _is_ours(binding.key) and _letters(binding.key).endswith(HAS_WORDS) and CUT_OFF.match(written):
            raise _unreadable(path, line, "goes on behind a #", "Put the whole value in single quotes.")
        if _is_ours(binding.key) and not written.startswith("'"):
            value = _resolved(value, values, path, line)
        values[binding.key] = value
        yield line, binding.key, value


def _what_is_wrong(raw: str) -> str:
    """What to correct, without repeating any value."""
    name = re.match(r"(?i)(?:export\s{1,9}|set\s{1,9}|\$env:|-\s{1,9})?(\w{1,60})", raw)
    if raw.partition("=")[2].lstrip()[:1] in {"'", '"'}:
        return f"The quote that opens there is not closed. {AS_LINES}"
    return f"Did you mean {name[1]}=...? {AS_LINES}" if name and _is_ours(name[1]) else AS_LINES


def _resolved(value: str, values: Mapping[str, str], path: Path, line: int) -> str:
    """``value`` with each ``${NAME}`` replaced, from the environment first, then from the lines above."""
    known = {**values, **_withdrawn, **os.environ}

    def fill(reference: re.Match[str]) -> str:
        filled = known.get(reference[1]) or reference[2]
        if filled is None:
            raise _unreadable(
                path,
                line,
                f"uses ${{{reference[1]}}}, which is set nowhere",
                "If the value is to hold these signs as they are, put it in single quotes.",
            )
        return filled

    return REFERENCE.sub(fill, value)


def _unreadable(path: Path, line: int, what: str, advice: str) -> UsageError:
    return UsageError(f"{path.absolute()}, line {line}, {what}.", advice=f"{advice} Nothing was done.")


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"organi[sz]ation", "org", re.sub(r"[^a-z]", "", plain))


def _is_ours(name: str) -> bool:
    return "cancelbot" in _letters(name)


def _refuse_unknown(name: str, value: object, known: Iterable[str], where: str) -> None:
    """Raise UsageError if ``name`` is nearly one of ours, or is a safety setting without the prefix."""
    letters, by_letters = _letters(name), {_letters(one): one for one in known}
    longer = sorted((one for one in by_letters if one.startswith(letters) and len(letters) > 11), key=len)
    near = longer or get_close_matches(letters, by_letters, n=1, cutoff=0.6 if _is_ours(name) else 0.85)
    close = SequenceMatcher(None, letters[:9], "cancelbot").ratio() > 0.8
    safety = next((one for one in SAFETY if letters.endswith(one)), "")
    says_yes = str(value).strip().lower() not in NO
    if safety and says_yes and re.fullmatch("|cancel.*|.*(bot|openai)", letters.removesuffix(safety)):
        meant: str | None = PREFIX + SAFETY[safety]
    elif _is_ours(name) or (close and near):
        meant = by_letters[near[0]] if near else None
    elif not name.isascii():  # a letter of another alphabet may look like one of ours
        signs = "".join(re.escape(sign) if sign.isascii() else "." for sign in name.upper())
        meant = next((one for one in by_letters.values() if re.fullmatch(f"({PREFIX})?{signs}", one)), None)
        if meant is None:
            return
    else:
        return
    shown = re.sub(r"[^\w$.-].*", "...", name)[:60]
    near_name = f"Did you mean {meant}? " if meant else ""
    advice = f"{near_name}Nothing was done. Most settings are in: cancelbot run --help"
    raise UsageError(f"There is no setting {shown} ({where}).", advice=advice)
