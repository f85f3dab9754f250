"""The organization and the project that a page shows, and the switchers to others (site-facts 1.5)."""

from collections.abc import Callable, Sequence

from cancelbot.engine.run import Run
from cancelbot.errors import ControlNotFound
from cancelbot.page.snapshot import Node, Observation, Snapshot, when
from openai_platform.account import words
from openai_platform.account.chooser import Choice, Dropdown, at_the_top_left, like_lists, lists, name_beside, name_of
from openai_platform.navigation import account_menu


class Switcher:
    """The control that shows the current ``what``, as ``find`` finds it, and the list that it opens.

    ``offered``: what it is known to offer.
    """

    def __init__(
        self, run: Run, what: str, find: Callable[[Snapshot], Choice | None], offered: Sequence[str] = ()
    ) -> None:
        self.run = run
        self.what = what
        self._find = find
        self.dropdown = Dropdown(run)
        self.offered = list(offered)
        """what the switcher offered, if it was opened"""

    def find(self, snapshot: Snapshot) -> Choice | None:
        """The current choice. Where a control says more than a name, such as a role, its name is the one it offers."""
        now = self._find(snapshot)
        if now is None or now.name in self.offered:
            return now
        told = {name_of(part) for part in now.node.walk() if part.is_text and part.visible} & set(self.offered)
        return Choice(told.pop(), now.node) if len(told) == 1 else now

    def shown(self, seconds: float) -> Choice | None:
        """The current choice; None if no such switcher appears within ``seconds``."""
        return self.run.tab.maybe(
            lambda snapshot: Observation(now := self.find(snapshot), certain=now is not None), timeout=seconds
        )

    def names(self) -> list[str]:
        """Everything that the switcher offers. The list is opened once and closed again."""
        now = self.find(self.run.tab.read())
        if not self.offered and now is not None:
            choices = self.dropdown.offered(now.node)
            are_pages = all(choice.node.href and choice.node.says(words.ACCOUNT_ENTRIES) for choice in choices)
            named = [] if are_pages else of_kind(self.what, choices)
            self.offered = [choice.name for choice in named] or [now.name]
            if choices:
                self.dropdown.close(now.node, choices)
        return list(self.offered)

    def choose(self, name: str, at: int | None = None) -> bool:
        """Switch to ``name``; whether that was needed. Raises ControlNotFound if it is not offered, or twice.

        ``at``: its place in the list, where several are called so.
        """
        now = self.find(self.run.tab.read())
        if now is None or (now.name == name and at is None):
            return False
        offered = enumerate(of_kind(self.what, self.dropdown.offered(now.node)))
        found = [choice for place, choice in offered if choice.name == name and at in (None, place)]
        if len(found) != 1:
            raise ControlNotFound(f"The {self.what} “{name}” is offered {len(found)} times by the switcher.")
        self.dropdown.take(found[0], when(lambda page: (shown := self.find(page)) is not None and shown.name == name))
        return True


def in_account_menu(run: Run, what: str) -> Switcher | None:
    """The menu of the account as the switcher of ``what``, if it lists such names under their own heading."""
    menu, dropdown = in_account(run.tab.read()), Dropdown(run)
    choices = dropdown.offered(menu.node) if menu is not None else []
    if menu is None or not choices:
        return None
    dropdown.close(menu.node, choices)
    own, _ = words.HEADINGS[what]
    told = [choice for choice in choices if own.fullmatch(_heading(choice, choices))]
    names = [choice.name for choice in told if not choice.node.says(words.ACCOUNT_ENTRIES)]
    switcher = Switcher(run, what, in_account, names)
    now = switcher.find(run.tab.read())
    return switcher if len(names) > 1 or (now is not None and now.name in names) else None


def of_kind(what: str, choices: list[Choice]) -> list[Choice]:
    """``choices`` without those under a heading of another kind, where others stand under one of their own kind."""
    own, other = words.HEADINGS[what]
    heads = [_heading(choice, choices) for choice in choices]
    if not any(map(own.fullmatch, heads)):
        return choices
    return [choice for choice, head in zip(choices, heads, strict=True) if not other.fullmatch(head)]


def _heading(choice: Choice, choices: list[Choice]) -> str:
    """The last words before it, in the list, that are none of the choices."""
    nodes = [other.node for other in choices]
    around = next((at for at in choice.node.up() if all(node.inside(at) for node in nodes)), None)
    said = ""
    for part in around.walk() if around else []:
        if part is choice.node:
            break
        if part.is_text and part.visible and not any(part.inside(node) for node in nodes):
            said = part.text
    return said


def current_organization(snapshot: Snapshot) -> Choice | None:
    """The organization: the switcher with that name, else the one at the top left; None if there is none."""
    found = lists(snapshot)
    labeled = [node for node in found if node.says(words.ORGANIZATION_SWITCHER)]
    at_the_top = at_the_top_left(snapshot, [node for node in found if not node.says(words.PROJECT_SWITCHER)])
    drawn = at_the_top_left(snapshot, like_lists(snapshot))
    for node in (*labeled, *at_the_top, *drawn):
        name = _shown(node, labeled)
        if name and not words.ORGANIZATION_SWITCHER.fullmatch(name):
            return Choice(name, node)
    return None


def in_account(snapshot: Snapshot) -> Choice | None:
    """What the control that opens the menu of the account shows."""
    return next((Choice(name_of(node), node) for node in account_menu(snapshot)), None)


def current_project(snapshot: Snapshot) -> Choice | None:
    """The project: the switcher with that name, else the one beside the organization's; None if there is none."""
    found = [node for node in lists(snapshot) if not node.says(words.NO_NAMES)]
    at_the_top = at_the_top_left(snapshot, found) + at_the_top_left(snapshot, like_lists(snapshot))
    organization = current_organization(snapshot)
    beside = [node for node in at_the_top if organization and organization.node is not node]
    labeled = [node for node in at_the_top if node.says(words.PROJECT_SWITCHER)] or [
        n for n in found if n.says(words.PROJECT_ALONE)
    ]
    shown = [Choice(name, node) for node in (*labeled, *beside) if (name := _shown(node, labeled))]
    told = [choice for choice in shown if choice.node in labeled]
    named = [choice for choice in told if not words.ONLY_PROJECTS.fullmatch(choice.name)]  # a heading is called so
    return next(iter(named or [choice for choice in shown if not _is_group(choice)] or shown), None)


def _is_group(choice: Choice) -> bool:
    """Whether it may be a part of the navigation that folds away, called "Project" after what its links are about."""
    node = choice.node
    is_generic = bool(words.ONLY_PROJECTS.fullmatch(choice.name))
    return is_generic and not node.popup and node.is_inside_roles(frozenset({"navigation"}))


def _shown(switcher: Node, labeled: list[Node]) -> str:
    """The name that a switcher shows; beside it only for one that its label tells from other controls."""
    return name_of(switcher) or (name_beside(switcher) if switcher in labeled else "")
