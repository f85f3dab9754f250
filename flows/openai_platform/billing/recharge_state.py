"""Whether auto-recharge is on, as the billing page shows it: in words, by a switch, a badge, or a choice.

Things about auto-recharge (e-mails, limits, its history) do not count. A page that contradicts itself has not said
anything.
"""

import re
from itertools import chain, pairwise, takewhile

from cancelbot.page.query import DIALOGS, controls, mentions, smallest, toggles
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words
from openai_platform.billing.off_words import (
    CHOOSING,
    COMES_BACK,
    IS_HELD,
    LIMITED,
    MAY_TURN_ON,
    OF_ANY_TIME,
    TO_TURN_ON,
    clauses_of,
    limits_it,
    told_in,
)
from openai_platform.sections import (
    ABOUT_ONE,
    STATEMENT,
    beside,
    is_of_another_product,
    is_past,
    is_past_or_quoted,
    is_titled_otherwise,
    label_of,
    plain_runs,
    told_with,
)

States = list[tuple[bool, Node]]
"""what says that it is on, or off"""
_LABEL = 40
"""characters up to which a text is the label of a badge"""
OF_BADGE = words.say(
    words.RECHARGE_NAME.pattern,
    words.ON_BADGE.pattern,
    words.OFF_BADGE.pattern,
    r"(?:current )?(?:status|state|setting)s?:?|currently:?|beta|new|\W*",
)
"""what may stand right before a state or a switch that is of auto-recharge"""
OF_A_PART = words.say(
    words.ABOUT.pattern,
    r"\b(?:caps?|max(?:imum)?|min(?:imum)?|amounts?|targets?|triggers?|warnings?|spend(?:ing)?|retr(?:y|ies))\b",
)
"""before a state that is not of auto-recharge as a whole"""
OF_ANOTHER_WISH = words.say(
    r"(?:e-?mail|send|notify|alert|remind|text|warn|tell|ask|require|confirm|show|hide|remember|save|share|pause|only|bill"
    r"|log|retry|include|round|use|get|set as|max(?:imum)?|limit|cap|stop|block|up to|at most|never above|not more"
    r"|charge a)\b(?:[^.!?]|\.\d){0,60}",
    rf"[^.!?]{{0,40}}\b(?:limit|cap|alerts?|warnings?|budget)\b[^.!?]{{0,20}}(?:{words.MONEY.pattern}).{{0,40}}",
)
"""the label of a switch for something else: a message, a limit, another habit of the charge"""
_OF_NO_PART = words.say(r"\d|^[a-z]{3}$|^(?:select|choose)\b", rf"^(?:{words.OFF_CHOICE.pattern})$")
"""what is chosen is an amount, a card, a currency, nothing, or the state itself"""
_SAYS_STATE = words.say(r"\b(?:on|off|enabled|disabled|active)\b")
_STATUS = words.say(r"^(?:current )?(?:status|state): ?")
_ANSWER = words.say(r"yes|no|true|false")
"""right behind words that are no statement: "Auto recharge enabled" """
_WORDS = 2
"""words up to which what stands before a state is its name, not a description"""
_CHOSEN_NOTHING = words.say(
    r"no (?:change|limit|options?|choice|selection|preference|(?:\w{1,20} ){0,2}(?:selected|chosen|set))\b.{0,40}",
    r"never ?mind|off\W{1,4}on|off (?:for|in|at|by) .{1,60}",
)
"""the name of a choice that only begins like "off" """


def recharge_mentions(snapshot: Snapshot) -> list[Node]:
    """Where the page mentions auto-recharge, in document order."""
    return [node for node in mentions(snapshot.root, words.RECHARGE) if not is_of_another_product(node)]


def recharge_controls(snapshot: Snapshot, pattern: re.Pattern[str]) -> list[Node]:
    """The controls of that name, except those of another product."""
    return [node for node in controls(snapshot.root, pattern) if not is_of_another_product(node)]


def is_named(snapshot: Snapshot) -> bool:
    """Whether the page has auto-recharge itself: a box of that name, a switch, or a control that changes it."""
    changes = (words.RECHARGE_DISABLE_FULL, words.RECHARGE_ENABLE, words.RECHARGE_CHANGE)
    named = is_headed(snapshot.root) or bool(recharge_toggles(snapshot))
    return named or any(recharge_controls(snapshot, pattern) for pattern in changes)


def recharge_state(snapshot: Snapshot) -> bool | None:
    """On, off, or None if the page does not say, contradicts itself, or says "off" only for a while or of a part."""
    told = [each for reader in (_stated, _shown, _badges, _chosen, _offered) for each in reader(snapshot)]
    states = {on for on, _ in told}
    if len(states) != 1:
        return None
    is_on = states.pop()
    return None if not is_on and (_comes_back(snapshot) or any(_is_limited(node) for _, node in told)) else is_on


def _is_limited(node: Node) -> bool:
    """Whether what stands with "off" limits it to a time or a part, says that it is only held, or says "on" as well."""
    named = next((at for at in node.up() if at.role == "label"), node) if node.is_toggle else node
    boxes = [*beside(named), *_card(node)]
    told = [told_in(box) for box in boxes] + [_own(node)]
    offered = [one.name for box in boxes for one in box.walk() if one.is_control]
    clauses = [["", *chain.from_iterable(map(clauses_of, texts))] for texts in told]
    is_on = any(
        words.ON_BADGE.fullmatch(now) and not words.ABOUT.search(of) for each in clauses for of, now in pairwise(each)
    )
    said = [*chain.from_iterable(clauses)]
    limited = (
        any(map(_is_of_chosen_part, _card(node)))
        or any(map(limits_it, chain.from_iterable(told)))
        or any(map(LIMITED.fullmatch, said))
    )
    return is_on or limited or any(map(IS_HELD.fullmatch, [*said, *offered]))


def _is_of_chosen_part(card: Node) -> bool:
    """Whether a tab or a select below the name of auto-recharge may show a part of the account."""
    name = _headings(card)[0]
    below = (one for one in card.walk() if (one.selected or one.role == "combobox") and one.order > name.order)
    chosen = (one.value or one.name for one in below)
    return any(shown and not (_OF_NO_PART.search(shown) or _is_its_own(shown)) for shown in chosen)


def _own(node: Node) -> list[str]:
    """What a control itself says, a text each."""
    runs = [run for run in node.walk() if run.is_text and run.visible and not run.is_inside_roles(CHOOSING)]
    return [OF_ANY_TIME.sub("", run.text) for run in runs] if node.is_control and node.checked is None else []


def _card(node: Node) -> list[Node]:
    """The box about auto-recharge around a state that says more than its name, if it is about that alone."""

    def says_more(at: Node) -> bool:
        more = [run for run in plain_runs(at) if not run.inside(node) and not words.RECHARGE_NAME.fullmatch(run.text)]
        return bool(more and _headings(at))

    card = smallest(node, lambda at: bool(_headings(at)))
    wider = smallest(node, says_more)
    return [
        at
        for at in (card, wider if wider and _every_heading_names_it(wider) else None)
        if at and len(at.text) <= ABOUT_ONE
    ]


def _comes_back(snapshot: Snapshot) -> bool:
    """Whether the page says, beside what is off, that it is on again later."""
    said = [text for node in (*recharge_mentions(snapshot), *recharge_toggles(snapshot)) for text in told_with(node)]
    for name in {node.name for node in snapshot.controls if TO_TURN_ON.fullmatch(node.name)}:
        said = [text.replace(name, "") for text in said]
    return any(COMES_BACK.search(MAY_TURN_ON.sub("", text)) for text in said)


def opened_state(now: Snapshot, before: Snapshot) -> bool | None:
    """On, off or None by what has come up since ``before``: its switch, or whether it can be turned off or on there."""
    offers = {
        on
        for on, pattern in ((True, words.RECHARGE_DISABLE), (False, words.RECHARGE_TURN_ON))
        for node in controls(now.root, pattern)
        if now.is_new(node, before) and node.checked is None and _is_in_its_box(node)
    }
    shown = recharge_state(now)
    told = offers | ({shown} if shown is not None else set())
    return told.pop() if len(told) == 1 else None


def _is_in_its_box(node: Node) -> bool:
    box = smallest(node, lambda at: at.role in DIALOGS or bool(_headings(at)))
    return box is not None and bool(words.RECHARGE.search(box.text)) and len(box.text) <= 2 * ABOUT_ONE


def _stated(snapshot: Snapshot) -> States:
    """What one short text says. Words that only stand side by side, and choices, do not count."""
    return [
        (on, node)
        for on, pattern in ((True, words.RECHARGE_IS_ON), (False, words.RECHARGE_IS_OFF))
        for node in mentions(snapshot.root, pattern, longest=STATEMENT)
        if pattern.search(_without_choices(node)) and not (_is_elsewhere(node) or _is_answered(node, snapshot))
        if on or not is_titled_otherwise(node)
    ]


def _is_answered(node: Node, snapshot: Snapshot) -> bool:
    """Whether the next words answer it, so that it states nothing itself."""
    after = (at for at in snapshot.nodes if at.is_text and at.visible and at.text and at.order > node.order)
    answer = next((run for run in after if not run.inside(node)), None)
    return answer is not None and bool(_ANSWER.fullmatch(answer.text))


def _is_elsewhere(node: Node) -> bool:
    """Whether it is said of another product, of what was, or in a message or a hint that is only shown."""
    is_hint = node.is_inside_roles(frozenset({"tooltip"}))
    return is_hint or is_of_another_product(node) or is_past_or_quoted(node)


def _shown(snapshot: Snapshot) -> States:
    """The state of its switches."""
    return [(bool(node.checked), node) for node in recharge_toggles(snapshot) if node.role != "radio"]


def _badges(snapshot: Snapshot) -> States:
    """A bare "On" or "Off" in a box whose only heading is auto-recharge."""
    found: States = []
    for on, pattern in ((True, words.ON_BADGE), (False, words.OFF_BADGE)):
        for badge in mentions(snapshot.root, pattern):
            around = (badge, *badge.up())
            state = _STATUS.sub("", badge.text)
            is_one = pattern.fullmatch(state) and not any(at.is_control or at.role in CHOOSING for at in around)
            if is_one and not is_labelled_otherwise(badge) and not _is_elsewhere(badge):
                box = smallest(badge, lambda at: len(at.text) > ABOUT_ONE or bool(_headings(at)))
                if box is not None and len(box.text) <= ABOUT_ONE and _every_heading_names_it(box):
                    found.append((on, badge))
    return found


def is_labelled_otherwise(node: Node, *, by_any_name: bool = True) -> bool:
    """Whether another name stands closer to ``node`` than that of auto-recharge, such as "E-mail alerts".

    Without ``by_any_name``, only a name of something about auto-recharge counts.
    """
    row, label = label_of(node)
    if node.is_control and _is_followed_by_a_wish(node, row):
        return True
    if label is None or words.RECHARGE.search(node.name) or _is_its_own(label.text):
        return False
    is_wish = bool(OF_ANOTHER_WISH.fullmatch(label.text))
    if words.MONEY.search(label.text) and not is_wish:
        return False
    holders = [at for at in label.up() if at.role == "label" and any(kid.is_control for kid in at.walk())]
    if node.is_control and holders and not node.inside(holders[0]):
        return False  # it is the name of another control
    is_about = is_wish or bool(OF_A_PART.search(label.text))
    if _headings(row):
        is_name = label.text.count(" ") < _WORDS and label.text[-1] not in ".!?:"
        is_its_own = is_about or is_name or bool(label.parent and label.parent.tag in {"dt", "th", "label"})
        between = (at for at in row.walk() if at.is_control and label.order < at.order < node.order)
        return is_its_own and not any(between)
    is_named = words.RECHARGE.search(label.text) or words.RECHARGE_TOGGLE_INSIDE.fullmatch(label.text)
    return is_about or (by_any_name and len(label.text) <= _LABEL and not is_named)


def is_named_otherwise(node: Node) -> bool:
    """Whether a name of one or two words stands right before what would turn something off, and is another thing's."""
    row, label = label_of(node)
    if (
        label is None
        or label.order > node.order
        or _headings(row)
        or words.RECHARGE.search(f"{node.name} {label.text}")
    ):
        return False
    is_name = label.text.count(" ") < _WORDS and label.text[-1] not in ".!?" and not words.MONEY.search(label.text)
    return is_name and not (_is_its_own(label.text) or _SAYS_STATE.search(label.text))


def _is_followed_by_a_wish(node: Node, row: Node) -> bool:
    """Whether the words right behind it, and before no other switch, are the name of one of something else."""
    after = next((run for run in plain_runs(row) if run.order > node.order and not run.inside(node)), None)
    if after is None or words.RECHARGE.search(node.name):
        return False
    if _is_its_own(after.text) or not OF_ANOTHER_WISH.fullmatch(after.text):
        return False
    return not any(at.order > node.order for at in toggles(row))


def _is_its_own(label: str) -> bool:
    own = (OF_BADGE, words.RECHARGE_TOGGLE, words.RECHARGE_TOGGLE_INSIDE)
    return any(one.fullmatch(label.lstrip(": ")) for one in own)


def _headings(box: Node) -> list[Node]:
    """Where a box is named after auto-recharge."""
    return [node for node in mentions(box, words.RECHARGE_NAME) if words.RECHARGE_NAME.fullmatch(node.text)]


def is_headed(box: Node) -> bool:
    """Whether a box is named after auto-recharge, or states whether it is on."""
    said = (words.RECHARGE_IS_ON, words.RECHARGE_IS_OFF)
    return bool(_headings(box)) or any(mentions(box, pattern) for pattern in said)


def _every_heading_names_it(box: Node) -> bool:
    """Whether each heading in a box is a name of auto-recharge."""
    own = {node.parent if node.is_text and node.parent else node for node in _headings(box)}
    return own.issuperset(node for node in box.walk() if node.role == "heading" and node.visible)


def _offered(snapshot: Snapshot) -> States:
    """Its controls show the state: it can be turned off only if it is on."""
    return [
        (on, node)
        for on, pattern in ((True, words.RECHARGE_DISABLE_FULL), (False, words.RECHARGE_ENABLE))
        for node in recharge_controls(snapshot, pattern)
        if node.checked is None
    ]


def _without_choices(node: Node) -> str:
    """What a box says, without the names of controls and choices in it."""
    if node.is_control or any(at.is_control for at in node.up()):
        return node.text
    choices = {at.name for at in node.walk() if at.is_control}
    runs = [run for run in node.walk() if run.is_text and run.visible]
    inside = {run: takewhile(lambda at: at is not node, run.self_and_up()) for run in runs}
    said = [run for run in runs if not any(at.is_control or (at.text and at.text in choices) for at in inside[run])]
    if len(said) == len(runs):
        return node.text
    return " ".join(run.text for run in said if run.text)


def recharge_toggles(snapshot: Snapshot) -> list[Node]:
    """The switches of auto-recharge: by their own name, or without a name by the box around them."""
    return [node for node in toggles(snapshot.root) if _is_switch(node) and not is_of_another_product(node)]


def _is_switch(node: Node) -> bool:
    if words.RECHARGE_TOGGLE.fullmatch(node.name):
        return True
    choice = node.role == "radio" and (words.OFF_CHOICE.fullmatch(node.name) or words.ON_CHOICE.fullmatch(node.name))
    fits = not node.name or choice or words.RECHARGE_TOGGLE_INSIDE.fullmatch(node.name)
    return bool(fits) and _sits_with_recharge(node)


def _sits_with_recharge(node: Node) -> bool:
    """Whether a toggle is the only one in a small box about auto-recharge itself."""
    if is_labelled_otherwise(node):
        return False
    for box in node.up():
        others = [other for other in toggles(box) if other.role != "radio" and other is not node]
        if len(box.text) > ABOUT_ONE or not all(is_labelled_otherwise(at, by_any_name=False) for at in others):
            return False
        if _headings(box):
            return True
        if words.RECHARGE.search(box.text):
            return not words.ABOUT.search(box.text)
    return False


def _chosen(snapshot: Snapshot) -> States:
    """The choice in a pair of radios, or in a select of auto-recharge."""
    radios = [node for node in recharge_toggles(snapshot) if node.role == "radio" and node.checked]
    chosen = [(node, node.name) for node in radios] + [(node, chosen_in(node)) for node in recharge_selects(snapshot)]
    if len(chosen) != 1:
        return []
    node, name = chosen[0]
    if words.OFF_CHOICE.fullmatch(name):
        return [] if limits_it(name) or _CHOSEN_NOTHING.fullmatch(name) else [(False, node)]
    return [(True, node)] if radios or words.ON_CHOICE.fullmatch(name) else []


def recharge_selects(snapshot: Snapshot) -> list[Node]:
    """The selects that turn auto-recharge on and off."""
    lists = (node for node in snapshot.controls if node.role == "combobox" or node.popup == "listbox")
    found = [node for node in lists if chosen_in(node)]
    # It is named auto-recharge and nothing more, or stands alone beside that name.
    inner = {node: [at.text for at in node.walk() if at.role == "label" and not node.label] for node in found}
    names = {node: (node.label, node.parent.text if node.parent else "", *inner[node]) for node in found}
    own = [node for node in found if any(map(words.RECHARGE_NAME.fullmatch, names[node]))]
    return [node for node in own if not (is_of_another_product(node) or is_past(node))]


def chosen_in(select: Node) -> str:
    """What a select shows as chosen: its value, or what it says besides its own label."""
    own = [
        part.text
        for part in select.walk()
        if part.is_text and part.visible and not part.is_inside_roles(frozenset({"label"}))
    ]
    return select.value or " ".join(filter(None, own))
