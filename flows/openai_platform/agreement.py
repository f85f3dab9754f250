"""Answers the question before an act, however many presses that takes; each of them is made once.

The press that agrees may open a second question, or a survey, before the site does anything. While the site was sent
nothing, the act goes on with what came up. A rehearsal makes the same presses with the guard shut: if the last of them
tries to write, the run would have succeeded.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urldefrag

from cancelbot.engine.run import Run
from cancelbot.errors import AnswerNeeded, PageNotRecognized, Rehearsed
from cancelbot.guard import ActAnswer
from cancelbot.page.confirmation import Confirmation, Finder
from cancelbot.page.query import (
    DIALOGS,
    ConfirmDialog,
    DialogKind,
    controls,
    dialog_of,
    free,
    mentions,
    sentences,
    toggles,
)
from cancelbot.page.snapshot import Node, Observation, Snapshot
from openai_platform import lexicon as lex
from openai_platform import words

_PRESSES = 4
"""presses from the first question to the one that sends a request"""
COUNTS_DOWN = 90.0
"""seconds that a countdown may take"""
WAKES = 3.0
"""seconds in which a disabled control is enabled by itself, or its countdown moves"""
COMES_UP = 2.0
"""seconds in which a further question comes up"""
_QUOTED = 240
"""characters of a question that are quoted"""
_CHOICES = frozenset({"radio", "checkbox", "combobox", "textbox", "listbox"})
GETS = "element => Boolean(element.form?.hasAttribute('action') && element.form.method === 'get')"
"""whether a control sends a form as an address"""
DIGITS = re.compile(r"\d+")
_UNDER_WAY = words.say(
    rf"\b(?:is|are|was|were|has been|have been)(?: now| already)? (?:{lex.ENDED}|removed|revoked|deleted|gone)\b",
    rf"(?:^|[.!?] |{lex.ANY_PLAN} ){lex.ENDING}\b|\bplease wait\b|\bin progress\b",
    r"\bfail(?:s|ed)?\b|(?:will|'ll) be charged\b",
)
"""what makes a further step no question: it is done, it goes on, or it costs something"""

_TELLS = words.say(
    r"\b(?:any ?time|any point|whenever|here|yourself|easy|easier|learn|did you know|you(?:'re| are) free|this page"
    r"|the overview|in one place|happens (?:when|if))\b",
    r"\b(?:you|members|owners|admins) (?:can|may|could)(?:not|'t)?\b|^(?:tip|new|use|see|how|need|looking|thinking)\b",
    r"^(?:if|when|once|after) (?:you|your)\b(?! (?:continue|proceed|confirm|press|click|go|choose|select|agree)\b)"
    r"|^to [^,?]{1,80},",
)
"""a sentence that names the act and only tells of it, as the tip of a tour does"""


def is_bare(asks: ConfirmDialog, kind: DialogKind) -> bool:
    """Whether what agrees is a bare "Next" or "OK", which names no act."""
    return kind.bare is not None and asks.agree.says(kind.bare)


def is_only_told(asks: ConfirmDialog, kind: DialogKind) -> bool:
    """Whether a bare "Next" or "OK" would agree to nothing, since its box asks nothing and only tells of the act."""
    if not is_bare(asks, kind):
        return False
    said = [node for node in mentions(asks.box, kind.asks) if not node.is_control]
    named = [one for node in said for one in sentences(node.text) if kind.asks.search(one)]
    return bool(named and all(map(_TELLS.search, named)))


def question_kind(asks: re.Pattern[str], names: re.Pattern[str], **more: re.Pattern[str]) -> DialogKind:
    """The kind of question that an act has to expect: see DialogKind for what may be given ``more``."""
    usual = {"back": words.NEVERMIND, "bare": words.AGREE, "turned": words.OTHER_OFFER}
    return DialogKind(asks, names, **{**usual, **more})


def raise_if_other(confirmation: Confirmation, kind: DialogKind, *, names_it: bool = True) -> None:
    """Raise PageNotRecognized if the browser's own question is not of this ``kind``, or does not name the act."""
    if confirmation.kind == "native" and not (names_it and kind.is_asked_by(confirmation.words)):
        raise PageNotRecognized(f"The browser asked something else than expected: “{confirmation.words}”")


@dataclass
class Agreement:
    """The agreement to one ``kind`` of question, for one ``step`` of the guide."""

    run: Run
    step: str
    statement: str
    kind: DialogKind
    reload: Callable[[], object]
    goes_on: Callable[[ConfirmDialog, Node], bool] = lambda _asks, _pressed: True
    """whether a question, after this was pressed, is still about what is agreed to"""
    is_known: bool = False
    """whether the last press need not be rehearsed: one like it was"""
    in_steps: bool = False
    """whether the question may go on in its own box"""
    answer: ActAnswer = field(default_factory=ActAnswer)
    _agreed: ConfirmDialog | None = None
    """the box in which the last press was made"""

    def carry_out(self, confirmation: Confirmation, finder: Finder | None = None) -> ActAnswer:
        """Agree to ``confirmation``, and to what comes up after it. ``finder``: what to press if it is no box.

        Raises AnswerNeeded if something must be chosen first, RefusedBySite if the site says no.
        """
        heard: list[str] = []
        for _ in range(_PRESSES):
            confirmation = self._once_enabled(confirmation)
            before, self._agreed = self.run.tab.read(), confirmation.dialog
            further = self._press(confirmation, finder, before)
            heard += self.answer.heard
            if further is None:
                break
            self.run.picture("dialog", *further.outlined)
            confirmation, finder = further, finder if further.kind == "native" else None
        return ActAnswer(self.answer.replies, tuple(heard), self.answer.alerts)

    def question(self, now: Snapshot, before: Snapshot, pressed: Node) -> Confirmation | None:
        """The question that has come up since ``before``, or the way past a survey to it."""
        asks = dialog_of(now, self.kind, since=before) or self._next_step(now, before, pressed)
        if asks is not None and not is_only_told(asks, self.kind) and self.goes_on(asks, pressed):
            return Confirmation.by(asks)
        skips = [node for node in free(controls(now.root, words.SKIP)) if now.is_new(node, before)]
        return Confirmation("", "page", skips[0]) if len(skips) == 1 else None

    def _next_step(self, now: Snapshot, before: Snapshot, pressed: Node) -> ConfirmDialog | None:
        """The question that goes on in the same box: a mere "Continue" led to what says to what one agrees."""
        if not self.in_steps or self._agreed is None or pressed.says(self.kind.names):
            return None
        asks = dialog_of(now, self.kind) if before.document == now.document else None
        if asks is None or _around(asks) != _around(self._agreed):
            return None
        if words.TROUBLED.search(asks.words) or _UNDER_WAY.search(asks.words):
            return None
        return asks if asks.agree.says(self.kind.names) and now.is_new(asks.agree, before) else None

    def _press(self, confirmation: Confirmation, finder: Finder | None, before: Snapshot) -> Confirmation | None:
        """Press what agrees. Returns what has come up instead of an answer of the site, if anything."""
        control = finder or confirmation.still
        native = confirmation.words if confirmation.kind in {"native", "direct"} else ""
        deep = self.run.clicker.rehearsing and self.run.guard.kind == "browser" and not self.is_known
        if deep and confirmation.kind == "page" and not self._leads_on(confirmation.control):
            return self._rehearse(control)
        self.answer = self.run.clicker.click_once(
            self.step,
            self.statement,
            control,
            accepts=lambda message: bool(native) and message == native,
            back=confirmation.back,
        )
        return None if self.answer.replies else self._further(before, confirmation.control)

    def _leads_on(self, control: Node) -> bool:
        """Whether pressing it loads another address. No guard stops that, and some sites cancel by a mere link."""
        if leads_elsewhere(control, self.run.tab.url):
            return True
        element = self.run.tab.element(control)
        return element is not None and element.evaluate(GETS) is True

    def _rehearse(self, control: Finder) -> Confirmation | None:
        """The same press with the guard shut. Raises Rehearsed if it would have sent something to the site."""
        try:
            further = self.run.clicker.open_confirmation(control, self.question, direct=True)
        except PageNotRecognized:
            self.raise_if_survey(self.run.tab.read())
            raise
        if further.kind != "direct":
            return further
        self.reload()
        raise Rehearsed(self.statement)

    def _further(self, before: Snapshot, pressed: Node) -> Confirmation | None:
        if self.run.tab.native and self.kind.is_asked_by(self.run.tab.native[-1]):
            return Confirmation(self.run.tab.native[-1], "native", pressed)

        def look(now: Snapshot) -> Observation[Confirmation] | None:
            asks = self.question(now, before, pressed)
            return Observation(asks) if asks is not None else None

        further = self.run.tab.maybe(look, timeout=COMES_UP)
        if further is None:
            self.raise_if_survey(self.run.tab.read())
        return further

    def raise_if_survey(self, now: Snapshot) -> None:
        """Raise AnswerNeeded if the page asks for an opinion that cannot be skipped."""
        box = next((n for n in now.nodes if n.role in DIALOGS and n.visible and words.SURVEY.search(n.text)), None)
        if box is not None:
            raise AnswerNeeded(f"The site wants to know something first: “{_end_of(box)}”", advice=_advice(self.run))

    # -- a control that is disabled at first

    def _once_enabled(self, confirmation: Confirmation) -> Confirmation:
        """The question, once what agrees to it is enabled."""
        if confirmation.dialog is None or not (self._tick(confirmation.dialog) or confirmation.dialog.is_disabled):
            return confirmation
        end, counted = time.monotonic() + COUNTS_DOWN, ""
        while time.monotonic() < end:
            enabled = self.run.tab.maybe(self._if_enabled, timeout=WAKES)
            if enabled is not None:
                return enabled
            counting = "".join(DIGITS.findall(self.run.tab.read().text))
            if counting == counted:
                break
            counted = counting
        return self._chosen_by_hand(confirmation.dialog)

    def _tick(self, dialog: ConfirmDialog) -> bool:
        """Tick what says no more than that one understands what is agreed to; whether there was anything to tick."""
        boxes = [node for node in free(toggles(dialog.box)) if node.role == "checkbox" and node.checked is False]
        boxes = [node for node in boxes if words.UNDERSTOOD.fullmatch(node.name)]
        found = [node for node in boxes if not words.CONSENTS.search(self.kind.asks.sub("", node.name))]
        for node in found:
            self.run.clicker.press(node)
        return bool(found)

    def _if_enabled(self, now: Snapshot) -> Observation[Confirmation] | None:
        asks = dialog_of(now, self.kind)
        return Observation(Confirmation.by(asks)) if asks is not None and not asks.is_disabled else None

    def _chosen_by_hand(self, dialog: ConfirmDialog) -> Confirmation:
        """The question, once a person has completed it in the window. Raises AnswerNeeded."""
        wants = any(node.role in _CHOICES for node in dialog.box.walk())
        what = "wants something chosen or typed" if wants else "does not let it be pressed"
        why = f"Before “{dialog.agree.name}”, the site {what}: “{_end_of(dialog.box)}”"
        self.run.picture("dialog", dialog.agree)
        if not (wants and self.run.settings.in_a_window):
            raise AnswerNeeded(why, advice=_advice(self.run))
        enabled = self.run.wait_for_person(self._if_enabled, f"{why} Choose, and leave the button alone", why)
        if enabled is None:
            raise AnswerNeeded(why, advice=_advice(self.run))
        return enabled


def _around(asks: ConfirmDialog) -> int:
    """The dialog that a question is in, or else its own box, by its number."""
    return next((at for at in asks.box.self_and_up() if at.role in DIALOGS), asks.box).id


def leads_elsewhere(control: Node, url: str) -> bool:
    """Whether it is a link to another address than ``url``."""
    return bool(control.href) and urldefrag(control.href).url != urldefrag(url).url


def _end_of(box: Node) -> str:
    """What a box says; of a long one the end, where the choices are."""
    return box.text if len(box.text) <= _QUOTED else f"… {box.text[-_QUOTED:].partition(' ')[2]}"


def _advice(run: Run) -> str:
    if run.settings.in_a_window:
        return "Answer it by hand in the browser. Running the command again is safe: it looks first."
    return "Run the command again with --headed and choose in the window; the bot then goes on by itself."
