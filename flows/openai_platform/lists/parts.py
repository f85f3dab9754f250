"""What shows one part of a list at a time: a select, tabs or a tree of projects, teams or the like, by any name.

Names of projects are not known, so whatever is chosen below the heading counts, but for what is known to leave nothing
out: the order, the size of a page, the language, and a choice of all.
"""

import re

from cancelbot.page.query import mentions, smallest
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.account.chooser import ARROWS
from openai_platform.account.words import NO_NAMES
from openai_platform.sections import headings_over, is_over_page, plain_runs
from openai_platform.words import say

_CHOICES = frozenset({"tab", "treeitem", "option", "button", "link", "radio", "menuitemradio", "listitem"})
_ELSEWHERE = frozenset({"navigation", "contentinfo", "row"})
_LISTS = frozenset({"menu", "listbox", "tree", "true"})
_OF_PARTS = say(rf"\b{lex.PART_OF}\b")
LEAVES_ALL = say(
    r"(?:sort|order|group)\b.{0,60}|\d.{0,40}|(?:newest|oldest|name|created|last used|recent\w{0,2}|a.?z)\b.{0,30}",
    r".{0,40}\b(?:per page|page size|rows|columns?|language|locale|theme|density|time ?zone|currency|country)\b.{0,40}",
    r"(?:\S{1,20} ){0,2}(?:export|help|docs|documentation|more|options|actions|resources|support|feedback)(?: menu)?",
    r"filters?|code|examples?|what's new|upgrade|view|layout|\W{1,3}",
    r"(?:open |your |user |my )?(?:account|profile|user)(?: menu)?",
    r"(?:\W{1,3} ?)?english(?: \(.{2,20}\))?|switch to (?:light|dark)\b.{0,20}",
)
"""a select or a menu that leaves nothing out"""
EVERY_PART = say(
    r"(?:.{1,40}: ?)?(?:show(?:ing)? )?(?:all|any(?:one|body)?|every|entire|whole|everyone|everybody|everything)"
    r"(?: (?:of|the|your|my|api|projects?|teams?|workspaces?|environments?|keys?|owners?|members?|users?"
    r"|organi[sz]ations?|status(?:es)?|permissions|types?|roles?)){0,4}",
    r"(?:(?:filter|show|view) by )?(?:projects?|status|permissions?|owner|created by|team|type|role)",
    r"(?:.{1,40}: ?)?organi[sz]ation(?:'s)?(?:[ -](?:wide|keys?))?",
)
NAMES_A_PART = say(
    rf"{lex.PART_OF}: ?(?!all\b|any\b|every).{{1,60}}",
    r"(?:showing|viewing) .{0,30}\b(?:of|for|in) (?!(?:all|any|every|your|this|the organi[sz]ation)\b).{1,60}",
)
"""a text that says of which part the list is"""
OWN_TAB = say(
    rf".{{0,40}}\b{lex.KEY}s?(?: .{{0,20}})?",
    r"overview|details|general|list|active|settings|security|(?:list|table|grid|card|compact)(?: view)?|light|dark",
)
"""a tab that is called after the list, after a page, or after how things look"""
_CODE = say(r"python|curl|node(?:\.?js)?|javascript|typescript|java|go|c#|ruby|php|bash|shell")
"""a tab of an example, where another one stands beside it"""
_NO_PART = say(
    LEAVES_ALL.pattern,
    OWN_TAB.pattern,
    NO_NAMES.pattern,
    _CODE.pattern,
    r"(?:quick ?start|get(?:ting)? started|welcome|nothing|api reference|best practices|cookbook|tips|terms|privacy"
    r"|cookies|status|community|forum|pricing|blog|change ?log|permissions|usage|limits|faqs?|good to know)\b.{0,40}",
    r"about(?: us)?|careers|security|legal|support|help|models|billing|build|deploy",
    r"(?:export|import|refresh|reload|retry|learn|read|copy|download|contact|explore|try|see|show|view|manage|watch|join"
    r"|follow|invite|request|verify|open|go|start|use|edit|create|add"
    r"|prev(?:ious)?|next|back|first|last|yes|no|ok|close|dismiss|cancel|save|delete|revoke|remove)\b.{0,40}",
    r"(?:no|you have no|you don't have) .{1,60}|.{0,60}[?.!]",
)
"""the name of a control, or a heading, that is known not to be of a project"""
OF_DEFAULT = say(r"project:? ?default project")
"""the label of the project that every account has, and most have no other"""
_LABEL = say(rf"\W*|(?:(?:choose|select|switch|your|all|a) ){{0,2}}{lex.PART_OF}s?:?")
_STRIP = frozenset({"button", "link", "listitem", "menuitem"})
_NAME = 40
"""characters up to which it may be one"""


def part_chosen(snapshot: Snapshot, heading: Node, apart_from: Node | None = None) -> str:
    """The part of the list that is chosen below its ``heading``; empty if nothing there can leave a part of it out.

    ``apart_from``: the switcher of which each choice is looked at.
    """
    below = [node for node in snapshot.nodes if node.visible and _is_below(node, heading)]
    shown = [_chosen_in(node, heading) for node in below if node.is_control and node is not apart_from]
    if apart_from is None:
        shown += [node.text for node in below if node.is_text and NAMES_A_PART.fullmatch(node.text)]
    return next((name for name in shown if name and not EVERY_PART.fullmatch(name)), "")


def _is_below(node: Node, heading: Node) -> bool:
    is_lower = node.order > heading.order and (node.is_text or node.box[1] >= heading.box[1])
    return is_lower and not (node.is_inside_roles(_ELSEWHERE) or is_over_page(node))


def _chosen_in(node: Node, heading: Node) -> str:
    """What a select, the button of a list, or a tab shows as chosen. A menu left of the ``heading`` is a sidebar's."""
    is_select = node.popup == "dialog" and (ARROWS.search(node.text) or _OF_PARTS.search(node.label))
    is_list = node.role == "combobox" or node.popup in _LISTS or is_select
    if is_list and node.box[0] + node.box[2] <= heading.box[0]:
        return ""
    if is_list:
        named = (node.label, node.field["hint"] if node.field else "", shown := node.value or node.text)
        # What is called a project may be a project of any name: there only what the list itself is called counts.
        told = named[:2] if any(_OF_PARTS.search(name) for name in named[:2]) else named
        names = [*told, *(ARROWS.sub("", name).strip() for name in told)]
        is_other = any(LEAVES_ALL.fullmatch(name) for name in names if name)
        return "" if is_other or words.ENTRY_MENU.fullmatch(shown) or NO_NAMES.fullmatch(shown) else shown
    is_chosen = node.selected or (node.checked and (node.is_toggle_button or node.role in _CHOICES))
    if not (is_chosen and node.role in _CHOICES) or OWN_TAB.fullmatch(node.name) or _is_of_example(node):
        return ""
    return node.name


def _is_of_example(tab: Node) -> bool:
    strip = tabs_beside(tab)
    return len(strip) > 1 and all(_CODE.fullmatch(at.name) for at in strip)


def tabs_beside(tab: Node) -> list[Node]:
    """A tab, and what may be chosen instead of it."""
    strip = smallest(tab, lambda at: sum(each.role == tab.role and each.is_control for each in at.walk()) > 1)
    return [node for node in strip.walk() if node.role == tab.role and node.visible] if strip else [tab]


def part_unmarked(snapshot: Snapshot, heading: Node, none: re.Pattern[str]) -> str:
    """A part that nothing shows to be chosen: one of several plain buttons side by side, or a section without a word.

    Where each of several sections says that it has ``none``, all of them are seen.
    """
    below = [node for node in snapshot.nodes if node.visible and _is_below(node, heading)]
    plain = [node for node in below if node.is_control and node.role in _STRIP and not node.popup and _may_name(node)]
    for node in plain:
        if any(other is not node and other.role == node.role and _side_by_side(node, other) for other in plain):
            return node.name
    heads = [node for node in below if node.role == "heading" and _may_name(node)]
    said = {over for node in mentions(snapshot.root, none) for over in headings_over(node)[:1]}
    silent = [head.text for head in heads if head.text not in said]
    return silent[0] if silent and any(head.text in said for head in heads) else ""


def _may_name(node: Node) -> bool:
    return 0 < len(node.name) <= _NAME and not _NO_PART.fullmatch(node.name)


def _side_by_side(node: Node, other: Node) -> bool:
    """Whether the smallest box around both says nothing besides the names of controls, and of what they are."""
    box = next((at for at in node.up() if other.inside(at)), None)
    return box is not None and all(_LABEL.fullmatch(run.text) for run in plain_runs(box))
