"""Removes one entry of a list, a card or a key: by the control of its own row, and its own question."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from cancelbot.engine.run import Run
from cancelbot.errors import Ambiguous, ControlNotFound, PageNotRecognized, Rehearsed
from cancelbot.page.confirmation import Confirmation, Finder
from cancelbot.page.query import ConfirmDialog, DialogKind, Row, dialog_of, sentences
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import lexicon as lex
from openai_platform import words
from openai_platform.agreement import Agreement, raise_if_other
from openai_platform.lists.rows import RowKind, menu_item, openers, says_so
from openai_platform.lists.typed_confirmation import TypedConfirmation
from openai_platform.sections import block_of, plain_runs

NAMES_IT = words.say(r"\b(?:delet|remov|revo[kc]|detach|unlink|destroy|deactivat|disabl)\w*")
OTHERWISE = words.say(
    r"\b(?:makes?|sets?|becomes?|uses?|as) .{0,60}\bdefault\b", r"\b(?:rotat|regenerat|replac|renam)\w*"
)
"""what else may be asked about an entry"""
_OPEN, _CLOSE = "[\"'`\u201c\u2018\u201e\u00ab]", "[\"'`\u201d\u2019\u201c\u00bb]"
_ENDS = r"[^.!?]{0,60}\b(?:stops? working|will (?:stop|no longer work|be (?:disabled|rejected|revoked|deleted)))\b"
CALLED = words.say(
    rf"\b{lex.REMOVE} (?:(?:the |this |your )?(?:{lex.KEY} )?(?:named |called |with the name )?)?{_OPEN}"
    rf"(?P<name>.{{1,120}}?){_CLOSE}(?!\w)",
    rf"\b{lex.KEY} {_OPEN}(?P<subject>.{{1,120}}?){_CLOSE} (?:will|is (?:about|going) to) ",
)
"""what a question calls the thing that it removes"""
_BARE = words.say(
    rf"\b{lex.REMOVE} "
    rf"(?P<before>(?:(?:{lex.ITS_WORDS}|secret|admin|access|keys?:?|named|called|with the name) ){{0,6}})"
    r"(?P<name>[^?]{1,120})\?"
)
"""likewise without quotation marks: what stands between the verb and the end of the question"""
_TITLE = words.say(
    rf"{lex.REMOVE} (?P<key>{lex.ITS}{lex.KEY}:? (?!(?:confirmation|warning|dialog|access|are you sure)$))?"
    r"[^.?!]{1,120}"
)
"""a line that says what is removed, without asking"""
_SIGN = "\ue000"
"""a character that no page has"""
_VERB = words.say(rf"\b{lex.REMOVE} ")
_NO_NAME = words.say(
    r"(?:now|permanently|forever|for good|immediately|right|anyway|and|or|from|for|in|of|on|with|without|that|which"
    r"|was|is|has|will|used|created|owned)\b.{0,120}"
)
"""what may stand there behind "this key" and is no name"""
_GENERIC = words.say(
    r"(?:(?:secret|api|access|admin) ){0,3}keys?|it|them|this|these",
    r"(?:(?:1|one|selected|following|personal|project|user|legacy|secret|api) ){1,3}key",
)
_TAIL = words.say(r"(?:that |which )?(?:ending|ends) (?:in|with|on) \W{0,4}(?P<tail>\w{3,12})")
"""how a question may call a key by the end of its mark"""
UNSAID = words.say(
    r"\W*|are you (?:\w+ ){0,2}sure(?: (?:that )?you (?:want|wish|would like) to (?:proceed|continue|do this))?[?.]?",
    r"(?:please )?confirm(?: (?:this )?action)?[.!]?|(?:this )?(?:action )?(?:cannot|can't) be undone[.!]?",
)
"""a sentence that names no act"""


@dataclass
class RowHints:
    """What the rows of a list have in common, learned from one of them."""

    place: int = 0
    """which of a row's controls asked the right question"""
    is_bare: bool = False
    """whether hovering over a row showed no further control"""
    is_rehearsed: bool = False
    """whether a rehearsal has made every press of one removal: the site is asked by the last one"""


@dataclass(frozen=True)
class Target:
    """The entry to remove: of this ``kind``, with this ``name``, in the row for which ``is_it`` is true."""

    kind: RowKind
    name: str
    is_it: Callable[[Row], bool]
    own_name: str = ""
    """the name that the user gave it"""
    beside: frozenset[str] = frozenset()
    """what only the other rows of the page say, in small letters"""

    @property
    def names(self) -> list[str]:
        return [*filter(None, (self.name, self.own_name, self.own_name and f"{self.own_name} ({self.name})"))]

    def question(self, *, is_said: bool = True) -> DialogKind:
        """The question about it, which may call it by its mark, or by its name in quotation marks, or say what ends.

        A name without quotation marks is nothing but the whole of it, and no part of another one on the page. It counts
        only if what was pressed ``is_said`` to remove: what an icon did may be about a person or a project called so.
        """
        kind, known = self.kind.question, "|".join(map(re.escape, self.names))
        by_name = rf"\b{lex.REMOVE} (?:{re.escape(self.name)}(?!\w)|{_OPEN}(?:{known}){_CLOSE})"
        is_only = self.own_name and not any(self.own_name.casefold() in told for told in self.beside)
        bare = [rf"\b{lex.REMOVE} {re.escape(self.own_name)}\?"] if is_only and is_said else []
        ends = rf"{re.escape(self.name)}(?!\w){_ENDS}"
        return replace(kind, asks=words.say(kind.asks.pattern, by_name, *bare, ends))

    def others(self, text: str, lines: Iterable[str] = ()) -> set[str]:
        """What a question calls the thing that it removes, where that is not this one. A name may be shortened."""
        if not self.own_name:
            return set()
        found, own = set[str](), "|".join(map(re.escape, self.names))
        for told in CALLED.finditer(text):
            called = told["name"] or told["subject"]
            is_own = re.match(
                rf"(?:{own}){_CLOSE}", text[told.start("name" if told["name"] else "subject") :], re.IGNORECASE
            )
            if not (is_own or self._is_own(called)):
                found.add(called)
        found |= {called for one in sentences(text) if (called := self._bare_name(one))}
        return found | {called for line in lines if (called := self._titled(line))}

    def _titled(self, line: str) -> str:
        """What a line of a question that asks nothing calls the thing: another key, or just what another row says."""
        if line.casefold() in self.beside:
            return line
        title = _TITLE.fullmatch(line)
        called = self._bare_name(f"{line}?") if title else ""
        return called if title and (title["key"] or called.casefold() in self.beside) else ""

    def _bare_name(self, question: str) -> str:
        """What a question calls the thing without quotation marks; empty if it is this one, or no name is there.

        Its own names and all marks are taken out first: a key may be called "Revoke me".
        """
        own = "|".join(map(re.escape, sorted(self.names, key=len, reverse=True)))
        masked = re.sub(rf"(?<![\w-])(?:{own})(?![\w-])", _SIGN, question, flags=re.IGNORECASE)
        masked = self.kind.mark.sub(_SIGN, masked)
        last = max((hit.start() for hit in _VERB.finditer(masked)), default=len(masked))
        told = _BARE.match(masked, last)
        if told is None or re.match(_OPEN, told["name"]):
            return ""
        before, called = told["before"].casefold().split(), told["name"].replace(_SIGN, "").strip(" ()")
        is_named = _SIGN in told["name"]
        goes_on = bool(_NO_NAME.fullmatch(called)) and (is_named or bool(before))
        adds = is_named and re.match(r"(?:and|or)\b|,", called)
        is_none = not re.search(r"\w", called) or _GENERIC.fullmatch(called) or (goes_on and not adds)
        return "" if (is_none and "all" not in before) or self._is_own(called) else called

    def _is_own(self, called: str) -> bool:
        """Whether it is a name or the mark of this entry, perhaps shortened, or the mark of any other."""
        if (told := _TAIL.fullmatch(called)) is not None and self.name.endswith(told["tail"]):
            return True
        short = r".*".join(re.escape(part.strip()) for part in re.split(r"\u2026|\.\.\.", called))
        is_short = re.search(r"\w{3}", called) and any(re.fullmatch(short, name, re.IGNORECASE) for name in self.names)
        return bool(is_short or self.kind.mark.search(called))

    def row(self, snapshot: Snapshot) -> Row:
        """Its row; of several that look the same and are all to go, the first. Raises ControlNotFound."""
        found = next((row for row in self.kind.rows(snapshot) if self.is_it(row)), None)
        if found is None:
            raise ControlNotFound(f"The row of the {self} is not on the page.")
        return found

    def is_shown(self, snapshot: Snapshot) -> bool:
        return any(self.is_it(row) for row in self.kind.rows(snapshot))

    def __str__(self) -> str:
        return f"{self.kind.noun} {self.name}"


@dataclass(frozen=True)
class Opener:
    """How the question about a row is opened."""

    place: int
    """which of the row's controls is pressed"""
    number: int
    """how many controls of the row come into question"""
    needs_hover: bool
    """whether they are visible only while the pointer is over the row"""
    by_menu: bool = False
    """whether it opens a menu with an entry that asks"""


class Removal:
    """The removal of one ``target``. ``reach`` loads its list again and goes on to the page that is wanted."""

    def __init__(
        self, run: Run, target: Target, reach: Callable[[Callable[[Snapshot], bool]], None], hints: RowHints
    ) -> None:
        self.run = run
        self.target = target
        self.kind = target.kind
        self.reach = reach
        self.hints = hints

    def remove(self, statement: str) -> None:
        """Press the row's own control and agree to its own question, once. Raises RefusedBySite if the site refuses.

        ``statement`` is what becomes true.
        """
        if not self.target.is_shown(self.run.tab.read()):
            self._reach(needs_hover=False)
        self._note_rows()
        opener, confirmation = self._ask()
        self._judge(confirmation)
        self.run.picture("dialog", *confirmation.outlined)
        finder: Finder | None = None
        if confirmation.kind != "page":
            self._reach(needs_hover=opener.needs_hover)
            finder = self._last_press(opener)
        known = self.hints.is_rehearsed
        question, reload = self.target.question(), partial(self.reach, lambda _: True)
        agreement = Agreement(self.run, self.kind.step, statement, question, reload, self._goes_on, known)
        try:
            agreement.carry_out(confirmation, finder).raise_if_refused(f"remove the {self.target}")
        except Rehearsed:
            self.hints.is_rehearsed = True
            raise

    def _note_rows(self) -> None:
        """Learn what only the other rows say: a question that says it is about one of those."""
        own, others = set[str](), set[str]()
        for row in self.kind.rows(self.run.tab.read()):
            said = {node.text.casefold() for node in row.box.walk() if node.visible and len(node.text) > 1}
            (own if self.target.is_it(row) else others).update(said)
        self.target = replace(self.target, beside=frozenset(others - own))

    def _ask(self) -> tuple[Opener, Confirmation]:
        """The question of the row's control; of several without words, of the first that asks whether to remove.

        Each is pressed with the guard shut, on a page loaded again.
        """
        found, needs_hover = self._candidates()
        failed: list[PageNotRecognized] = []
        for place in sorted(range(len(found)), key=lambda place: place != self.hints.place):
            try:
                asked = self._ask_by(Opener(place, len(found), needs_hover), direct=says_so(found[place]))
            except PageNotRecognized as other:
                failed.append(other)
                if len(failed) < len(found):
                    self._reach(needs_hover=needs_hover)
                continue
            self.hints.place = place
            return asked
        raise failed[0]

    def _candidates(self) -> tuple[list[Node], bool]:
        """The controls of the row that come into question, and whether they need the pointer over the row."""
        try:
            found = openers(self.target.row(self.run.tab.read()), self.kind)
        except ControlNotFound:
            found = []
        if found and (self.hints.is_bare or found[0].name or found[0].label):
            return found, False
        self._hover()
        shown = openers(self.target.row(self.run.tab.read()), self.kind)
        is_bare = [node.id for node in shown] == [node.id for node in found]
        self.hints.is_bare = is_bare
        return shown, not is_bare

    def _hover(self) -> None:
        self.run.clicker.hover(self.target.row(self.run.tab.read()).box)

    def _reach(self, *, needs_hover: bool) -> None:
        """Load the page again and bring the row into view."""
        self.reach(self.target.is_shown)
        if needs_hover:
            self._hover()

    def _ask_by(self, opener: Opener, *, direct: bool) -> tuple[Opener, Confirmation]:
        """What one control opens, perhaps through the row's menu. ``direct``: it may act without asking."""
        kind = self.target.question()
        typed = TypedConfirmation(self.run, kind, words.TYPED_TO_REMOVE, self._names, self.target.own_name)
        confirmation = typed.open_confirmation(partial(self._find, opener), self._question, direct=direct)
        if confirmation.kind == "moved":
            opener = replace(opener, by_menu=True)
            confirmation = typed.open_confirmation(confirmation.still, self._question, direct=True)
        asked = confirmation.words
        is_said = says_so(confirmation.control) or words.REMOVES.search(asked)
        raise_if_other(confirmation, kind, names_it=bool(is_said and _names_removal(asked)))
        return opener, confirmation

    def _last_press(self, opener: Opener) -> Finder:
        if not opener.by_menu:
            return partial(self._find, opener)
        opened = self.run.clicker.open_confirmation(partial(self._find, opener), self._question)
        if opened.kind != "moved":
            raise PageNotRecognized(f"The menu of the {self.target} did not come up again.")
        return opened.still

    def _find(self, opener: Opener, snapshot: Snapshot) -> Node:
        found = openers(self.target.row(snapshot), self.kind)
        if len(found) != opener.number:
            raise ControlNotFound(f"The controls in the row of the {self.target} have changed.")
        return found[opener.place]

    def _names(self, before: Snapshot) -> frozenset[str]:
        """The names of the entry: the texts of its row, each by itself."""
        return frozenset(node.text for node in self.target.row(before).box.walk() if node.visible and node.text)

    def _question(self, now: Snapshot, before: Snapshot, pressed: Node) -> Confirmation | None:
        asks = dialog_of(now, self.target.question(is_said=says_so(pressed)), since=before)
        is_asked = asks is not None and not (_is_in_menu(asks) or self._is_list(asks, now, before))
        if asks is not None and is_asked and _is_of_removal(asks, pressed):
            return replace(Confirmation.by(asks), words=_whole_text(asks.box))
        item = None if pressed.says(self.kind.remove) else menu_item(now, before, self.kind)
        return Confirmation("", "moved", item) if item else None

    def _is_list(self, asks: ConfirmDialog, now: Snapshot, before: Snapshot) -> bool:
        """Whether what seems to ask is the list itself, with the words of the page: rows from before are in it.

        A question may show the mark of its entry as a row of the list does.
        """
        others = [row.box.id for row in self.kind.rows(before) if not self.target.is_it(row)]
        return any(at in now.by_id and now.by_id[at].inside(asks.box) for at in others)

    def _marks(self, text: str, box: Node | None) -> tuple[set[str], set[str]]:
        """What a question names, and of that the other things."""
        named_marks = {match.group() for match in self.kind.mark.finditer(text)}
        lines = groupby(plain_runs(box), block_of) if box is not None else ()
        told = [" ".join(run.text for run in line) for _, line in lines] or text.splitlines()
        called = self.target.others(text, told)
        return named_marks | called, called | {mark for mark in named_marks if tail(mark) != tail(self.target.name)}

    def _goes_on(self, asks: ConfirmDialog, pressed: Node) -> bool:
        """Whether a further question is still about this removal, and about nothing else."""
        return _is_of_removal(asks, pressed) and not self._marks(_whole_text(asks.box), asks.box)[1]

    def _judge(self, confirmation: Confirmation) -> None:
        """Raise unless the question can only be about this entry. It must not name another one."""
        box = confirmation.dialog.box if confirmation.dialog is not None else None
        named_marks, others = self._marks(confirmation.words, box)
        if not others:
            return
        own = [row.box.text for row in self.kind.rows(self.run.tab.read()) if self.target.is_it(row)]
        if len(others) < len(named_marks) and own and all(mark in own[0] for mark in others):
            return  # it is called after another thing, and the question repeats its name
        if confirmation.back is not None:
            self.run.clicker.press(confirmation.back)
        if len(others) < len(named_marks):
            raise Ambiguous(f"The site asks about several {self.kind.noun}s at once.")
        raise PageNotRecognized(
            f"The site asks about another {self.kind.noun} ({', '.join(sorted(others))}) than {self.target.name}."
        )


def _is_in_menu(asks: ConfirmDialog) -> bool:
    """Whether what seems to agree is an entry of a menu, which asks nothing: then the box around it is the page."""
    return any(at.role == "menu" and at is not asks.box and at.inside(asks.box) for at in asks.agree.up())


def _is_of_removal(asks: ConfirmDialog, pressed: Node) -> bool:
    asked = " ".join(run.text for run in plain_runs(asks.box))
    return says_so(asks.agree) or (says_so(pressed) and _names_removal(asked))


def _names_removal(asked: str) -> bool:
    """Whether a question that is agreed to by a mere "Yes" asks for the removal, or names nothing at all."""
    told = sentences(asked)
    if any(NAMES_IT.search(one) and not OTHERWISE.search(one) for one in told if one.endswith("?")):
        return True
    return not OTHERWISE.search(asked) and (all(map(UNSAID.fullmatch, told)) or bool(NAMES_IT.search(asked)))


def _whole_text(box: Node) -> str:
    """All words of a box, with those in its read-only fields."""
    return " ".join([box.text, *(node.value for node in box.walk() if node.value)])


def tail(mark: str) -> str:
    """The last characters of a mark, by which two spellings of it are compared."""
    return re.sub(r"[^A-Za-z0-9]", "", mark)[-4:]
