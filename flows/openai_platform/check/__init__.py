"""`cancelbot check` on this site: reads each page of the catalogue; on request opens each question and backs out."""

from collections.abc import Iterator
from functools import partial

from cancelbot.drift.catalogue import LACKING, Finding, How, findings
from cancelbot.engine.ensure import Action
from cancelbot.engine.flow import Note
from cancelbot.engine.run import Run
from cancelbot.errors import PageNotRecognized, RefusedBySite, Rehearsed
from cancelbot.page.snapshot import Snapshot
from cancelbot.result import Outcome
from openai_platform.api_keys import OPTIONAL_LISTS, ApiKeys
from openai_platform.billing.cards import PaymentMethods
from openai_platform.billing.overview import Plan
from openai_platform.check.catalogue import PAGES, QUESTIONS
from openai_platform.check.eras import era_of, never_seen
from openai_platform.navigation import OVERVIEW, SitePage
from openai_platform.steps.plan import Plans


def visit_pages(run: Run, note: Note) -> None:
    """Visit every page and pass what was found to ``note``. Raises what stops the sign-in."""
    checking = Checking(run)
    checking.plans.sign_in()
    for place in PAGES:
        note(checking.page(place))
    for question in checking.questions():
        note([question])


class Checking:
    """One check."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.plans = Plans(run)
        self.site = self.plans.site

    def page(self, place: SitePage) -> list[Finding]:
        """What is on ``place``; if it cannot be reached, that it is missing."""
        page, look = PAGES[place]
        with self.run.step(_slug(place.what)) as step:
            step.outcome = Outcome.DONE
            try:
                self.site.visit(place, look)
            except PageNotRecognized as unknown:
                absent = How.IDLE if place in OPTIONAL_LISTS else How.MISSING
                found = [Finding(place.what, "page", "The page itself", absent, str(unknown))]
            else:
                way = How.BY_MENU if self.site.by_menu(place) else How.FOUND
                found = [Finding(place.what, "page", "The page itself", way, place.path)]
                snapshot = self.run.tab.read()
                found += [*findings(page, snapshot), *_times(place, snapshot)]
            lacking = [finding.what for finding in found if finding.how in LACKING]
            step.message = f"Missing: {', '.join(lacking)}." if lacking else "Everything needed is there."
            if lacking:
                step.outcome = Outcome.FAILED
                self.run.keep_drift()
            self.run.picture("seen")
        return found

    def questions(self) -> Iterator[Finding]:
        """Each question before an act. On request it is opened with the guard shut, and left again."""
        for page, prepare in zip(QUESTIONS, (self._cancellation, self._deletion, self._revocation), strict=True):
            how, said = How.UNSEEN, "add --rehearse to call it up"
            if self.run.settings.rehearse:
                with self.run.step(_slug(page.what)) as step:
                    how, said = _outcome(prepare())
                    step.outcome = Outcome.FAILED if how in LACKING else Outcome.DONE
                    step.message = f"{how.value.capitalize()}. {said}".strip()
            yield Finding(page.what, "question", "The question", how, said)

    def _cancellation(self) -> Action | None:
        billing = self.plans.billing
        return billing.cancel_plan if billing.look().plan is Plan.ACTIVE else None

    def _deletion(self) -> Action | None:
        cards = PaymentMethods(self.site)
        listed = cards.look()
        return partial(cards.delete, listed[0]) if listed else None

    def _revocation(self) -> Action | None:
        keys = ApiKeys(self.site)
        for where, listed in keys.each():
            if listed:
                return partial(keys.revoke, listed[0], where)
        return None


def _times(place: SitePage, snapshot: Snapshot) -> list[Finding]:
    """The era of the Overview's words, and the names on any page that were never seen."""
    found = []
    if place == OVERVIEW:
        era = era_of(snapshot)
        told = f"of {era[0].name}: {', '.join(era[1])} ({era[0].source})" if era else "of no known time, or of several"
        found.append(Finding(place.what, "era", "From when its words are", How.FOUND if era else How.NEW, told))
    if new := never_seen(snapshot):
        found.append(Finding(place.what, "new", "Names that were never seen", How.NEW, ", ".join(new)))
    return found


def _outcome(act: Action | None) -> tuple[How, str]:
    """How far an act got in the rehearsal."""
    if act is None:
        return How.IDLE, "There is nothing that it would ask about."
    try:
        act("it is rehearsed")
    except Rehearsed:
        return How.FOUND, ""
    except RefusedBySite as grayed:
        return How.IDLE, str(grayed)
    except PageNotRecognized as unknown:
        return How.MISSING, str(unknown)
    return How.MISSING, "It asked nothing."


def _slug(what: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in what.lower()).split())
