"""What a page that says "no cards" may show all the same: ways to pay that are not set up, and what is accepted."""

from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import lexicon as lex
from openai_platform.sections import plain_runs
from openai_platform.words import say

NOT_SET_UP = say(
    r"(?:none|no|never|0|-|\u2013|\u2014)\.?|coming soon",
    r"(?:not|un)[ -]?(?:set(?: up)?|connected|linked|added|available)\b.{0,20}",
)
"""right behind the name of a way to pay: it is not saved"""
SETS_UP = say(r"(?:connect|set up|link|activate)(?: .{1,30})?")
"""likewise, the name of a control"""
_BRAND = say(lex.BRAND)


def is_not_saved(label: Node, snapshot: Snapshot) -> bool:
    """Whether a text that only such a thing has is denied, or is one of several kinds that are accepted."""
    if f"no {label.text.casefold()}" in snapshot.text.casefold():
        return True
    after = next((node for node in snapshot.nodes if _comes_next(node, label)), None)
    if after is not None and (NOT_SET_UP.fullmatch(after.text) or (after.is_control and after.says(SETS_UP))):
        return True
    return _is_one_of_several(label)


def _comes_next(node: Node, label: Node) -> bool:
    return node.order > label.order and node.visible and bool(node.is_control or (node.is_text and node.text))


def _is_one_of_several(label: Node) -> bool:
    """Whether the box around it has nothing but the names of several kinds of cards."""
    boxes = [at for at in label.up() if at.text != label.text]
    said = [run.text for run in plain_runs(boxes[0])] if boxes else []
    return (
        len(set(said)) > 1
        and "".join(said).replace(" ", "") == boxes[0].text.replace(" ", "")
        and all(map(_BRAND.fullmatch, said))
    )
