"""A page as roles, states and the flow's own words: an accessibility snapshot without anything of the account.

Of a text only the flow's own words are kept. Everything else may belong to the account, and is blanked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from cancelbot.page.snapshot import Node, Snapshot

LIMIT = 30_000
"""characters"""
_WHOLE = frozenset({"heading", "option", "label"})
"""roles that are shown by all their words at once, like controls"""
ROLE = re.compile(r"[a-z]{2,20}")
_POPUPS = frozenset({"true", "menu", "listbox", "tree", "grid", "dialog"})

_LEAST = 2
"""words that must stand together to be kept in a longer text: a single one may be part of a name"""
# What lets a wording match letters that nobody has written down: . \w \d \S, ranges and complements.
OPEN = re.compile(r"(?<!\\)\.|\\[wWdDS]|\[\^|\[[^\]]*\w-\w")
FEW = re.compile(r"\[(?!\^)(?:(?!\w-\w|\\[wWdDS])[^\]])*\]")
"""a choice between a few written characters, such as [.!]"""
_WORD = re.compile(r"\w+")


class OwnWords:
    """The wordings of a flow. A closed wording matches only what is written in it; an open one matches more.

    A text is kept if a closed wording matches it completely. In a longer text, two or more words of a closed wording
    are kept. A text that only an open wording matches is replaced by its name, as in {MONEY}.
    """

    def __init__(self, words: Mapping[str, re.Pattern[str]]) -> None:
        parts = [(name, part) for name, pattern in words.items() for part in _parts(pattern)]
        self.closed = [part for _, part in parts if not _is_open(part)]
        self.open = [(name, part) for name, part in parts if _is_open(part)]
        self.of = lru_cache(maxsize=4096)(self._of)

    def _of(self, text: str) -> str:
        """``text`` (made plain) with everything blanked but the flow's own words."""
        if not _WORD.search(text) or self.are(text):
            return text
        spans = sorted(
            {span for part in self.closed for span in _spans(part, text)}, key=lambda span: (span[0], -span[1])
        )
        if spans:
            return _only(text, spans)
        name = next((name for name, part in self.open if part.fullmatch(text)), None)
        return f"{{{name}}}" if name else _blank(text)

    def are(self, text: str) -> bool:
        """Whether a closed wording matches the whole ``text``."""
        return any(part.fullmatch(text) for part in self.closed)


def _parts(pattern: re.Pattern[str]) -> Iterable[re.Pattern[str]]:
    """The alternatives of a wording one by one if it can be split; else the whole."""
    parts = pattern.pattern.removeprefix("(?:").removesuffix(")").split(")|(?:")
    try:
        return [re.compile(part, re.IGNORECASE) for part in parts]
    except re.error:
        return [pattern]


def _is_open(part: re.Pattern[str]) -> bool:
    return bool(OPEN.search(FEW.sub("", part.pattern)))


def _spans(part: re.Pattern[str], text: str) -> Iterable[tuple[int, int]]:
    for hit in part.finditer(text):
        whole = not (text[: hit.start()][-1:].isalnum() or text[hit.end() :][:1].isalnum())
        if whole and len(_WORD.findall(hit.group())) >= _LEAST:
            yield hit.span()


def _only(text: str, spans: list[tuple[int, int]]) -> str:
    """The spans of ``text``, with blanks between them."""
    kept, at = [], 0
    for start, end in spans:
        if start < at:
            continue
        kept += [_blank(text[at:start]), text[start:end]]
        at = end
    return " ".join(part for part in (*kept, _blank(text[at:])) if part)


def _blank(text: str) -> str:
    count = len(_WORD.findall(text))
    return f"{{{count} word{'' if count == 1 else 's'}}}" if count else ""


def outline(snapshot: Snapshot, own: OwnWords) -> str:
    """One indented line for each node that says something; cut after LIMIT characters."""
    lines, left = [], LIMIT
    for depth, text in _lines(snapshot.root, own, 0):
        line = f"{'  ' * min(depth, 12)}- {text}"
        left -= len(line) + 1
        if left < 0:
            lines.append("- … (cut)")
            break
        lines.append(line)
    return "\n".join(lines)


def _lines(node: Node, own: OwnWords, depth: int) -> Iterator[tuple[int, str]]:
    if node.is_text:
        if node.visible and node.text:
            yield depth, f'text "{own.of(node.text)}"'
        return
    role = node.role if ROLE.fullmatch(node.role) else ""
    as_one = node.is_control or role in _WHOLE
    if role or node.is_control:
        name = node.name if as_one else node.label
        words = [role or f"{node.tag} (pressable)", *([f'"{own.of(name)}"'] if name else []), *_states(node)]
        yield depth, " ".join(words)
        depth += 1
    kids = [kid for kid in node.kids if not as_one or any(at.is_control for at in kid.walk())]
    for kid in kids:
        yield from _lines(kid, own, depth)


def _states(node: Node) -> Iterator[str]:
    told = {
        "disabled": not node.enabled,
        "checked": node.checked is True,
        "unchecked": node.checked is False,
        "covered": node.covered,
        "hidden": node.is_control and not node.visible,
        f"opens={node.popup}": node.popup in _POPUPS,
        "selected": node.selected,
    }
    return (f"[{state}]" for state, so in told.items() if so)
