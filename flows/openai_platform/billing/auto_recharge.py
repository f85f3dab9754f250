"""Turns auto-recharge off (guide step 2, site-facts 2.3), whatever control the page has for it.

That is a toggle on the page, a pair of radios, a select, "Turn off", or "Modify" with a form and "Save settings" behind
it. Each press is first tried with the guard shut: what only opens, ticks or chooses something goes through, and what
already tries to write is noticed. So the one press that counts is known before it is made.
"""

import re
from collections.abc import Callable
from functools import partial

from cancelbot.engine.run import Run
from cancelbot.errors import ControlNotFound, PageNotRecognized, Rehearsed
from cancelbot.page.confirmation import Confirmation, Finder, is_found
from cancelbot.page.query import DIALOGS, controls, dialog_of, free, holds, named, only, sentences, smallest
from cancelbot.page.snapshot import Node, Observation, Snapshot, when
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.account.chooser import Dropdown
from openai_platform.agreement import Agreement, question_kind, raise_if_other
from openai_platform.billing import recharge_state
from openai_platform.billing.off_words import limits_it
from openai_platform.sections import ABOUT_ONE, is_of_another_product, is_settings, plain_runs
from openai_platform.teachable import RECHARGE

_STEP = "auto-recharge"
_PRESSES = 5
"""presses between the Overview and the one that turns it off"""
_PARTS = frozenset({"navigation", "tablist"})
_BEGINNING = 40
"""characters up to which a text names something, and to which a box begins"""

NOT_RECHARGE = words.say(
    lex.ANOTHER_ACT,
    lex.OTHER_LOSS,
    rf"\b(?:{lex.OFF}|turning off|disabling|stopping) {lex.RECHARGE_THING} (?:{words.ABOUT.pattern})",
    rf"{lex.RECHARGE_THING} (?:of|for) (?:your |the )?(?:chatgpt|codex|sora|project|team|workspace|member)\b",
    rf"(?<!nothing is )\b(?:charged|{lex.FILL}) [^.!?,]{{0,60}}\b(?:now|today|at once|immediately)\b",
    rf"\b(?:one|a) (?:last|final) {lex.FILL}\b",
)
"""another act, one that costs money, or one about mails or of another product"""
TURNS_OFF = question_kind(
    words.RECHARGE_QUESTION, words.RECHARGE_DISABLE_FULL, never=NOT_RECHARGE, sure=words.RECHARGE_BOX, it=words.OFF_IT
)

ASKS_OFF = words.say(
    r"(?:(?:are you (?:really )?sure (?:that )?you|do you(?: really)?) (?:want|wish|would like) to )?"
    rf"(?:{lex.OFF} {lex.RECHARGE_THING}|(?:turn|switch) {lex.RECHARGE_THING} off)(?: now)?\?"
)
"""the whole question, without "for 7 days" and the like"""


class Recharge:
    """One attempt. ``reload`` loads the Overview again."""

    def __init__(self, run: Run, reload: Callable[[], object], statement: str) -> None:
        self.run = run
        self.reload = reload
        self.agreement = Agreement(run, _STEP, statement, TURNS_OFF, reload)
        self.opened: list[Finder] = []
        """what was pressed on the way, to be pressed again after a reload"""

    def turn_off(self) -> None:
        """Find the press that turns it off, and make it once. Raises PageNotRecognized if there is none."""
        for _ in range(_PRESSES):
            snapshot = self.run.clicker.find(_goes_on)[0]
            if self.opened and (save := _save(snapshot)) is not None:
                self._commit(_asked(save))
                return
            if (select := _select(snapshot)) is not None:
                self._choose_off(select)
                continue
            called = partial(self._called, len(self.run.guard.blocked))
            confirmation = self.run.clicker.open_confirmation(next_press, called, direct=True)
            if confirmation.kind != "moved":
                self.run.picture("dialog", *confirmation.outlined)
                self._agree(confirmation)
                return
            self._note_opened(confirmation.control)
        raise ControlNotFound("The control that turns auto-recharge off was not found.")

    def _choose_off(self, select: Node) -> None:
        """Choose "off" in ``select`` with the guard shut; what saves it is pressed later. Raises PageNotRecognized."""
        chooser, stopped = Dropdown(self.run), len(self.run.guard.blocked)
        off = [choice for choice in chooser.options(select) if words.OFF_CHOICE.fullmatch(choice.name)]
        if len(off) != 1 or limits_it(off[0].name):
            raise ControlNotFound(f"The select of auto-recharge offers {len(off)} ways to turn it off.")
        chooser.set(off[0])
        if not self.run.tab.maybe(_can_be_saved):
            raise ControlNotFound("Auto-recharge was chosen to be off, but the page shows nothing that saves it.")
        if self.run.guard.has_stopped_an_act(stopped):
            raise PageNotRecognized("The select of auto-recharge acts without asking, so it was stopped.")
        self._note_opened(select)

    def _note_opened(self, control: Node) -> None:
        self.run.picture("dialog", *self.run.found(_goes_on))
        self.opened.append(partial(_again, control))

    def _called(self, stopped: int, now: Snapshot, before: Snapshot, pressed: Node) -> Confirmation | None:
        """What a press has opened: a question, or a change that leaves more to press.

        ``stopped``: how many writes the guard had stopped before it.
        """
        moved = Confirmation("", "moved", pressed)
        if _still_on(now):
            if pressed.checked is None:
                return moved if now.new_since(before) else None
            # Some switches change only once a question is answered; one that tries to write has none.
            return None if self.run.guard.has_stopped_an_act(stopped) else _asked_first(now, before)
        if _save(now) is not None:
            return moved
        asks = self.agreement.question(now, before, pressed)
        offered = free(controls(now.root, words.RECHARGE_DISABLE))
        if pressed.expanded is not None or pressed.tag == "summary":
            offered += _of_recharge(now, words.RECHARGE_MODIFY)
        return asks or (moved if any(now.is_new(node, before) for node in offered) else None)

    def _agree(self, confirmation: Confirmation) -> None:
        if confirmation.kind == "page":
            self._commit(confirmation)
            return
        raise_if_other(confirmation, TURNS_OFF)
        if self.run.clicker.rehearsing and confirmation.kind == "direct":
            self.reload()
            raise Rehearsed(self.agreement.statement)
        self.reload()
        pressed = confirmation.control
        last = next_press if pressed.is_toggle or not pressed.name else partial(_again, pressed)
        for finder in self.opened:
            self.run.tab.maybe(when(partial(is_found, finder)), timeout=self.run.tab.limits.opening)
            self.run.clicker.press(self.run.clicker.find(finder)[1])
        self.run.tab.maybe(when(partial(is_found, last)), timeout=self.run.tab.limits.opening)
        self._commit(confirmation, last)

    def _commit(self, confirmation: Confirmation, finder: Finder | None = None) -> None:
        self.agreement.carry_out(confirmation, finder).raise_if_refused("turn auto-recharge off")


def _asked_first(now: Snapshot, before: Snapshot) -> Confirmation | None:
    """The question of a switch that is still on: in so many words, and with nothing to be filled in."""
    asks = dialog_of(now, TURNS_OFF, since=before)
    if asks is None or any(node.field for node in asks.box.walk()):
        return None
    said = (part for node in asks.box.walk() if node.visible for part in sentences(node.text))
    return Confirmation.by(asks) if any(map(ASKS_OFF.fullmatch, said)) else None


def _asked(control: Node) -> Confirmation:
    box = smallest(control, holds(words.NEVERMIND))
    ways = free(named(box, words.NEVERMIND)) if box else []
    return Confirmation("", "page", control, ways[0] if len(ways) == 1 else None)


def _still_on(snapshot: Snapshot) -> list[Node]:
    """The control that is on: a toggle, or the radio to be chosen instead."""
    toggles = free(recharge_state.recharge_toggles(snapshot))
    pressed = [node for node in toggles if node.role != "radio" and node.checked]
    radios = [node for node in toggles if node.role == "radio" and not node.checked]
    return pressed or [node for node in radios if words.OFF_CHOICE.fullmatch(node.name)]


def _selects(snapshot: Snapshot) -> list[Node]:
    """The selects that turn it on and off, if no toggle does."""
    toggles = free(recharge_state.recharge_toggles(snapshot))
    return [] if toggles else free(recharge_state.recharge_selects(snapshot))


def _select(snapshot: Snapshot) -> Node | None:
    """The select that is set to on."""
    on = [node for node in _selects(snapshot) if words.ON_CHOICE.fullmatch(recharge_state.chosen_in(node))]
    return only(on, "The select of auto-recharge") if on else None


def _set_off(snapshot: Snapshot) -> list[Node]:
    """The control that is now off, in a form that may still have to be saved."""
    off = [node for node in _selects(snapshot) if words.OFF_CHOICE.fullmatch(recharge_state.chosen_in(node))]
    return off or ([] if _still_on(snapshot) else free(recharge_state.recharge_toggles(snapshot)))


def _save(snapshot: Snapshot) -> Node | None:
    """The control that saves the form in which something is now off."""
    for setting in _set_off(snapshot):
        box = smallest(setting, holds(words.SAVE))
        if box is not None:
            # In a box larger than one form, what saves may be meant for something else.
            is_a_form = not named(box, words.CANCEL_PLAN) and not named(box, words.ADD_TO_CREDIT)
            found = free(named(box, words.SAVE if is_a_form else words.SAVE_SETTINGS))
            return only(found, "“Save settings”") if found else None
    return None


def _can_be_saved(snapshot: Snapshot) -> Observation[bool] | None:
    """Whether the form can be saved now: some forms allow that only a moment later."""
    if _save(snapshot) is not None:
        return Observation(fact=True)
    return Observation(fact=False, certain=False) if _set_off(snapshot) else None


def _goes_on(snapshot: Snapshot) -> Node:
    """What to press after something was opened: what saves, else what is still on."""
    return _save(snapshot) or next_press(snapshot)


def next_press(snapshot: Snapshot) -> Node:
    """What to press next: what is on, else "Turn off", else "Modify"."""
    if on := _still_on(snapshot):
        switch = only(on, "The auto-recharge switch")
        if switch.role == "radio" and limits_it(switch.name):
            raise ControlNotFound(f"Auto-recharge can only be chosen to be “{switch.name}”.", need=RECHARGE)
        return switch
    if (select := _select(snapshot)) is not None:
        return select
    for pattern in (words.RECHARGE_DISABLE, words.RECHARGE_MODIFY):
        if found := _of_recharge(snapshot, pattern):
            return only(found, "The control that changes auto-recharge")
    said_on = [node for node in snapshot.controls if words.RECHARGE_IS_ON.search(node.name) and not node.covered]
    if unfolds := [node for node in said_on if not is_of_another_product(node)]:
        return only(unfolds, "What unfolds auto-recharge")
    raise ControlNotFound("Auto-recharge is on, but the page shows no control to turn it off.", need=RECHARGE)


def change_control(snapshot: Snapshot) -> Node:
    """What shows and changes how auto-recharge stands, without being a switch itself. Raises ControlNotFound."""
    return only(_of_recharge(snapshot, words.RECHARGE_MODIFY), "The control that changes auto-recharge", RECHARGE)


def _of_recharge(snapshot: Snapshot, pattern: re.Pattern[str]) -> list[Node]:
    """The controls called so: those that name it themselves, else in the first box about auto-recharge that has any."""
    if own := [n for n in recharge_state.recharge_controls(snapshot, pattern) if words.RECHARGE.search(n.label)]:
        return free(own)
    for mention in recharge_state.recharge_mentions(snapshot):
        box = smallest(mention, holds(pattern))
        found = free(named(box, pattern)) if box is not None and _is_about_recharge(box) else []
        near = [node for node in found if box is not None and not _is_beyond(node, mention, box)]
        near = [n for n in near if not (pattern is words.RECHARGE_DISABLE and recharge_state.is_named_otherwise(n))]
        if own := [node for node in near if not recharge_state.is_labelled_otherwise(node, by_any_name=False)]:
            return own
    return []


def _is_beyond(node: Node, mention: Node, box: Node) -> bool:
    """Whether the title of the page, its tabs or its navigation stand between a control and what is mentioned."""
    first, last = sorted((node.order, mention.order))
    parts = [at for at in box.walk() if at.visible and (at.role in _PARTS or (at.role == "heading" and at.level == 1))]
    return any((first < at.order < last or node.inside(at)) and not mention.inside(at) for at in parts)


def _is_about_recharge(box: Node) -> bool:
    """Whether a bare "Turn off" or "Edit" in ``box`` can only be about auto-recharge."""
    small = len(box.text) < ABOUT_ONE or (box.role in DIALOGS and not is_settings(box))
    own = recharge_state.is_headed(box) or not words.ABOUT.search(box.text)
    return small and own and not (named(box, words.CANCEL_PLAN) or _is_of_balance(box))


def _is_of_balance(box: Node) -> bool:
    """Whether the balance is named at the beginning of a box. A sentence may mention it there."""
    named_first = (run.text for run in plain_runs(box) if len(run.text) <= _BEGINNING)
    return any(words.CREDIT_BALANCE.search(text) and text in box.text[:_BEGINNING] for text in named_first)


def _again(pressed: Node, snapshot: Snapshot) -> Node:
    """The same control, by its words, after a reload."""
    found = [n for n in snapshot.controls if n.name == pressed.name and n.role == pressed.role and n.enabled]
    return only(found, f"“{pressed.name}”")
