"""The fields of a sign-in page, recognized by type, autocomplete, label, placeholder and name; and their submit button.

A field counts only when it is visible, enabled and editable: during transitions the site shows fields that are visible
but disabled or read-only (site-facts 1.2).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from cancelbot.page.query import in_footer, named
from cancelbot.page.snapshot import Node, Snapshot, plain
from openai_platform.sign_in import words

TYPABLE = frozenset({"text", "email", "tel", "number", "password", ""})
CODE_NAME = re.compile(r"(?:^|[-_.])(code|otp|totp|passcode)(?:$|[-_.])|one[-_]?time", re.IGNORECASE)
LOGIN_NAME = re.compile(r"^(e-?mail|username|login|identifier|loginfmt)$", re.IGNORECASE)
BOXES, NARROW = range(4, 11), 90
"""how many boxes a code may have, and how wide one may be in pixels"""
PORTS = {"http": 80, "https": 443}


class FieldKind(StrEnum):
    """What a field asks for."""

    EMAIL = "e-mail address"
    PASSWORD = "password"  # noqa: S105  # the name of a kind of field
    NEW_PASSWORD = "new password"  # noqa: S105  # likewise
    CODE = "code"


@dataclass(frozen=True)
class SignInFields:
    """The sign-in fields of one page that can be typed into, and whether others are still disabled."""

    email: Node | None = None
    password: Node | None = None
    new_password: Node | None = None
    code: tuple[Node, ...] = ()
    has_disabled: bool = False

    @property
    def any(self) -> bool:
        return bool(self.email or self.password or self.new_password or self.code)


def fields_of(snapshot: Snapshot) -> SignInFields:
    """The visible sign-in fields outside of footers. Of two for the same thing, the upper one counts."""
    found: dict[FieldKind, list[Node]] = {kind: [] for kind in FieldKind}
    has_disabled = False
    seen = [node for node in snapshot.controls if node.field and node.visible and not node.field.get("away")]
    seen = [node for node in seen if not in_footer(node)]
    boxes = _boxes([node for node in seen if usable(node)])
    for node in sorted(seen, key=lambda node: node.covered):
        kind = FieldKind.CODE if node in boxes else kind_of(node)
        if kind is not None and usable(node):
            found[kind].append(node)
        elif kind is not None:
            has_disabled = has_disabled or not (kind is FieldKind.EMAIL and node.field and node.field["readonly"])
    code = tuple(boxes) or tuple(found[FieldKind.CODE][:1])
    if len(found[FieldKind.PASSWORD]) > 1:  # a page to set a password, not to give one
        found[FieldKind.NEW_PASSWORD] += found.pop(FieldKind.PASSWORD)
    one = {kind: nodes[0] for kind, nodes in found.items() if nodes}
    return SignInFields(
        one.get(FieldKind.EMAIL), one.get(FieldKind.PASSWORD), one.get(FieldKind.NEW_PASSWORD), code, has_disabled
    )


def _boxes(fields: list[Node]) -> list[Node]:
    """The boxes of a code, one for each digit: fields for one character each, or narrow ones in one line."""
    single = [node for node in fields if node.field and node.field["max"] == 1]
    lines: dict[tuple[int, ...], list[Node]] = {}
    for node in fields:
        _, top, width, height = node.box
        if node.field and node.field["type"] in TYPABLE - {"email"} and width <= NARROW:
            lines.setdefault((top, width, height), []).append(node)
    return next((found for found in (single, *lines.values()) if len(found) in BOXES), [])


def kind_of(node: Node) -> FieldKind | None:
    """What ``node`` asks for; None if it is no field of a sign-in."""
    facts = node.field
    if facts is None or facts["type"] not in TYPABLE or node.role == "combobox":
        return None
    said = plain(f"{node.label} {facts['hint']}")
    auto = facts["auto"].split()
    if "one-time-code" in auto or facts["max"] == 1:
        return FieldKind.CODE
    if not words.NOT_A_CODE.search(said) and (words.CODE.search(said) or CODE_NAME.search(facts["field"])):
        return FieldKind.CODE
    if facts["type"] == "password":
        return FieldKind.NEW_PASSWORD if "new-password" in auto else FieldKind.PASSWORD
    named_so = facts["type"] == "email" or {"email", "username"} & set(auto) or LOGIN_NAME.match(facts["field"])
    return FieldKind.EMAIL if named_so or words.EMAIL_LABEL.search(said) else None


def usable(node: Node) -> bool:
    """Whether a person could type into it now."""
    return node.visible and node.enabled and not node.is_ghost and not (node.field and node.field["readonly"])


def submitter(target: Node) -> Node | None:
    """The one button after ``target`` that sends it, in the smallest box around both.

    If there is no button, a link counts. None means Enter: there is no button, or there are several.
    """
    return _nearest(target, {"tab", "link", "menuitem"}) or _nearest(target, {"tab", "menuitem"})


def _nearest(target: Node, but: set[str]) -> Node | None:
    for box in target.up():
        found = [node for node in named(box, words.SUBMIT) if node.order > target.order and node.role not in but]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def origin_of(url: str) -> str:
    """Scheme, host and port of ``url`` without the default port; empty if it has no host."""
    parts = urlsplit(url)
    if not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = "" if parts.port in {None, PORTS.get(parts.scheme)} else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def path_of(url: str) -> str:
    """The path of ``url``, without a slash at its end."""
    return urlsplit(url).path.rstrip("/")


def prose(snapshot: Snapshot) -> str:
    """What the page says outside of footers and controls, one line for each block."""
    return "\n".join(line for part in _told(snapshot.root).split("\n") if (line := plain(part)))


def news_since(before: Snapshot, now: Snapshot) -> str:
    """What ``now`` says that ``before`` did not, outside of footers and controls; at most 300 characters."""
    known = set(prose(before).split("\n"))
    return " ".join(line for line in prose(now).split("\n") if line not in known)[:300]


def _told(node: Node) -> str:
    if node.is_text:
        return "" if node.hidden_text else node.data.replace("\n", " ")
    if node.role == "contentinfo" or node.is_control:
        return " "
    inside = "".join(map(_told, node.kids))
    return f"\n{inside}\n" if node.is_block else inside
