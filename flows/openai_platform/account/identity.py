"""Checks who is signed in, and where: on the developer Platform, in the expected account and organization.

The header of the current page is usually enough (site-facts 1.5). Other pages are visited only if the header does not
say what is needed: /settings/profile for the address, /settings/organization/general for an id.
"""

from cancelbot.config.credentials import masked
from cancelbot.engine.run import Run
from cancelbot.errors import PageNotRecognized, RefusedBySite, Unsafe
from cancelbot.page.query import pressable
from cancelbot.page.snapshot import Observation, Snapshot, when
from cancelbot.redaction import EMAIL
from cancelbot.result import Account
from openai_platform import words
from openai_platform.account.chooser import Choice
from openai_platform.account.switchers import Switcher, current_organization, in_account_menu
from openai_platform.account.words import GENERAL_TAB, NAME_LABEL, ORGANIZATION_ID, SWITCHES_ORGANIZATION
from openai_platform.navigation import Site, SitePage
from openai_platform.sign_in import SignIn
from openai_platform.sign_in.context import commands_for
from openai_platform.sign_in.fields import origin_of
from openai_platform.sign_in.recognize import in_application

GENERAL = SitePage("Organization > General", "/settings/organization/general", (words.SETTINGS, GENERAL_TAB))
PROFILE = SitePage("Your profile", "/settings/profile", (words.SETTINGS, words.PROFILE_LINK))
BY_ID = "Give the id instead of the name: --org org-... (Settings > Organization > General shows it)."
HEADER_SECONDS = 3.0
"""seconds that a header may take to show the organization"""


def identify(sign_in: SignIn) -> Account:
    """The account and the organization, if they are the expected ones. Raises Unsafe, PageNotRecognized.

    Popups are closed first, and once more if one hid something meanwhile.
    """
    sign_in.popups.clear()
    try:
        return _identify(sign_in)
    except Unsafe:
        if not sign_in.popups.clear():
            raise
        return _identify(sign_in)


def _identify(sign_in: SignIn) -> Account:
    snapshot = sign_in.run.tab.read()
    _prove_platform(sign_in.run, snapshot)
    return Account(_email(sign_in, snapshot), _Organization(sign_in).settle())


def _prove_platform(run: Run, snapshot: Snapshot) -> None:
    """Raise Unsafe unless this is the platform, by origin and words. ChatGPT is another product (guide step 1)."""
    own = origin_of(snapshot.url) == origin_of(run.settings.platform_url)
    marks = (words.CREDIT_BALANCE, words.PAY_AS_YOU_GO, words.API_KEYS, words.ADD_PAYMENT_DETAILS, words.BILLING)
    speaks = any(mark.search(snapshot.text) for mark in marks) or in_application(snapshot)
    if not (own and speaks):
        raise Unsafe(
            "This is not the OpenAI developer Platform.",
            advice="A ChatGPT plan is another product, which is managed inside ChatGPT. Nothing was changed.",
        )


# -- the account


def _email(sign_in: SignIn, snapshot: Snapshot) -> str | None:
    """The masked address of the account; None if nothing shows it. Raises Unsafe if another one is expected.

    If no address was typed (a saved session, or the user's own browser), the one in the settings is expected.
    """
    run = sign_in.run
    if sign_in.account_email is None and run.result.account.email is not None:
        return run.result.account.email  # known from an earlier look in the same session
    typed, pinned = sign_in.account_email, run.settings.expect_email
    address = typed or _address_shown(snapshot) or _address_in_profile(sign_in)
    expected = pinned or (None if typed else run.settings.known_email)
    may_be_unknown = pinned is None and run.settings.keeps_sessions  # each account has its own file
    if expected and (address or "").casefold() != expected.casefold() and not (address is None and may_be_unknown):
        raise Unsafe(
            f"Signed in as {masked(address) or 'somebody unknown'}, but {masked(expected)} is expected.",
            advice="Nothing was changed. Check CANCELBOT_EXPECT_EMAIL and CANCELBOT_EMAIL.",
        )
    return masked(address)


def _address_shown(snapshot: Snapshot) -> str | None:
    """The only address in a header, a navigation or a control."""
    frames = {"banner", "navigation", "complementary"}
    shown = [node for node in snapshot.nodes if node.visible and (node.role in frames or node.is_control)]
    found = {hit.casefold() for node in shown for hit in EMAIL.findall(f"{node.text} {node.label}")}
    return found.pop() if len(found) == 1 else None


def _address_in_profile(sign_in: SignIn) -> str | None:
    def look(snapshot: Snapshot) -> Observation[str | None] | None:
        found, inside = addresses_on(snapshot), in_application(snapshot)
        return Observation(found.pop()) if len(found) == 1 else Observation(None, certain=False) if inside else None

    back = sign_in.run.tab.url
    try:
        return Site(sign_in).visit(PROFILE, look)
    except (PageNotRecognized, RefusedBySite):
        return None
    finally:
        sign_in.run.tab.open(back)


def addresses_on(snapshot: Snapshot) -> set[str]:
    """The addresses in the fields of a page; if there is none, those in its text."""
    in_fields = {hit.casefold() for node in snapshot.nodes for hit in EMAIL.findall(node.value)}
    return in_fields or set(EMAIL.findall(snapshot.text.casefold()))


# -- the organization


class _Organization:
    def __init__(self, sign_in: SignIn) -> None:
        self.run = sign_in.run
        self.sign_in = sign_in
        self.switcher = Switcher(self.run, "organization", current_organization)

    def settle(self) -> str | None:
        """The name of the organization; None if the site shows none. Raises Unsafe if it is not the expected one."""
        shown = self.switcher.shown(HEADER_SECONDS) or self._in_account_menu()
        wanted, pinned = self.sign_in.organization.named(), self.run.settings.expect_org
        name = shown.name if shown else None
        if wanted is not None:
            name = self._go_to(wanted, shown)
        elif pinned is None and shown is not None:
            name = self._only_or_chosen(shown)
        elif pinned is None and any(node.says(SWITCHES_ORGANIZATION) for node in pressable(self.run.tab.read())):
            raise Unsafe(
                "The site offers to switch the organization, but the page does not show which one this is.",
                advice="Nothing was changed. Say which organization you mean with --org.",
            )
        if pinned is not None and not self._is(pinned, name):
            named = f"“{name}”" if name else "not named by the site"
            raise Unsafe(
                f"The organization is {named}, but “{pinned}” is expected.",
                advice="Nothing was changed. Choose the organization with --org, or check CANCELBOT_EXPECT_ORG.",
            )
        self.run.result.organizations = self.switcher.offered
        return name

    def _in_account_menu(self) -> Choice | None:
        """The organization by the menu of the account, which has the switcher in it where the header has none."""
        self.switcher = in_account_menu(self.run, "organization") or self.switcher
        return self.switcher.find(self.run.tab.read())

    def _only_or_chosen(self, shown: Choice) -> str:
        """The only one there is; of several the one that the person names. Raises Unsafe."""
        names = self._names()
        if len(names) <= 1:
            return self._now(shown).name
        answer = self.sign_in.organization.wanted(names)
        if answer is None:
            listed = ", ".join(f"“{name}”" for name in names)
            raise Unsafe(
                f"The account belongs to {len(names)} organizations: {listed}.",
                advice=commands_for(names, self.run.result.mode),
            )
        return self._go_to(answer, shown)

    def _names(self) -> list[str]:
        """All that the switcher offers, also for who asks how the run ended."""
        self.run.result.organizations = self.switcher.names()
        return self.run.result.organizations

    def _now(self, shown: Choice) -> Choice:
        """``shown`` again, by the name that is known since the list was open."""
        return self.switcher.find(self.run.tab.read()) or shown

    def _go_to(self, wanted: str, shown: Choice | None) -> str:
        """Choose ``wanted``, a name or an id, by the page's own switcher; its name. Raises Unsafe."""
        names = self._names()
        shown = shown and self._now(shown)
        by_name = [name for name in names if name.casefold() == wanted.casefold()]
        if len(by_name) > 1:
            raise Unsafe(f"{len(by_name)} organizations are called “{wanted}”.", advice=BY_ID)
        if shown is not None and shown.name.casefold() == wanted.casefold():
            return shown.name
        for at, name in enumerate(names):
            if name not in by_name and (by_name or not ORGANIZATION_ID.fullmatch(wanted)):
                continue
            alone = names.count(name) == 1
            is_here = alone and shown is not None and name == shown.name
            if self._is(wanted, name) if is_here else self._chosen(name, wanted, None if alone else at):
                return name
        if not names and self._is(wanted, None):
            return wanted
        listed = ", ".join(f"“{name}”" for name in names) or "none that can be chosen"
        raise Unsafe(
            f"There is no organization “{wanted}”: the site offers {listed}.",
            advice=commands_for(names, self.run.result.mode) if names else "Check --org or CANCELBOT_ORG.",
        )

    def _chosen(self, name: str, wanted: str, at: int | None) -> bool:
        """Whether choosing ``name``, the one ``at`` this place of several, leads to ``wanted`` on a fresh page."""
        self.switcher.choose(name, at)
        self.run.look_again()  # what was read before is of another organization

        def look(snapshot: Snapshot) -> Observation[str] | None:
            now = self.switcher.find(snapshot)
            return Observation(now.name, certain=now.name == name) if now else None

        here = self.run.tab.url
        kept = self.sign_in.through(here, look, f"a page of the organization “{name}”")
        if kept != name:
            raise Unsafe(f"The organization “{name}” was chosen, but a fresh page shows “{kept}” again.")
        return self._is(wanted, name)

    def _is(self, wanted: str, name: str | None) -> bool:
        """Whether the current organization, called ``name``, is ``wanted``. For an id, its settings are read."""
        if name is not None and name.casefold() == wanted.casefold():
            return True
        if name is not None and not ORGANIZATION_ID.fullmatch(wanted):
            return False
        return wanted.casefold() in self._told()

    def _told(self) -> set[str]:
        """Name and id of the organization, from its general settings, in lower case."""
        back = self.run.tab.url
        told = Site(self.sign_in).visit(GENERAL, _general)
        self.sign_in.through(back, when(in_application), "the page before")
        return told


def _general(snapshot: Snapshot) -> Observation[set[str]] | None:
    fields = [node for node in snapshot.nodes if node.field is not None]
    ids = [hit for said in (snapshot.text, *(node.value for node in fields)) for hit in ORGANIZATION_ID.findall(said)]
    names = [node.value for node in fields if NAME_LABEL.match(node.label)]
    return Observation({said.casefold() for said in (*ids, *names) if said}) if ids or names else None
