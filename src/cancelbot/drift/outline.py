"""A page as roles, states and the flow's own words: an accessibility snapshot without anything of the account."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancelbot.drift.redact import OwnWords
from cancelbot.page.snapshot import Node, Snapshot

LIMIT = 30_000
"""characters"""
_WHOLE = frozenset({"heading", "option", "label"})
"""roles that are shown by all their words at once, like controls"""
ROLE = re.compile(r"[a-z]{2,20}")
_POPUPS = frozenset({"true", "menu", "listbox", "tree", "grid", "dialog"})


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
            yield depth, f"text {_quoted(node.text, own)}"
        return
    role = node.role if ROLE.fullmatch(node.role) else ""
    as_one = node.is_control or role in _WHOLE
    if role or node.is_control:
        name = node.name if as_one else node.label
        words = [role or f"{node.tag} (pressable)", *([_quoted(name, own)] if name else []), *_states(node)]
        yield depth, " ".join(words)
        depth += 1
    kids = [kid for kid in node.kids if not as_one or any(at.is_control for at in kid.walk())]
    for kid in kids:
        yield from _lines(kid, own, depth)


def _quoted(text: str, own: OwnWords) -> str:
    return f'"{own.of(text)}"'


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
