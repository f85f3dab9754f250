"""The guide's steps 1 to 5: sign-in, auto-recharge and the plan."""

from collections.abc import Sequence
from dataclasses import asdict

from cancelbot.engine.ensure import Look
from cancelbot.engine.run import Run
from cancelbot.errors import CancelbotError, NotConfirmed, PageNotRecognized, RefusedBySite, Unsafe
from cancelbot.recording.read import PLAN_IS_CANCELED
from cancelbot.result import Outcome, Step
from openai_platform.account.identity import identify
from openai_platform.billing.auto_recharge import next_press
from openai_platform.billing.cancel import Billing, cancel_control
from openai_platform.billing.invoices import Invoices, charges
from openai_platform.billing.overview import Plan
from openai_platform.navigation import LEGACY_KEYS, ORGANIZATION_KEYS, PAYMENT_METHODS, PROJECT_KEYS, Site
from openai_platform.sign_in import SignIn
from openai_platform.steps.batch import reworded


class Plans:
    """Signing in, auto-recharge and the plan."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.result = run.result
        self.site = Site(SignIn(run))
        self.billing = Billing(self.site)
        self.history = Invoices(self.site)

    def sign_in(self) -> None:
        """Guide step 1 and 3: signed in, on the developer Platform, at Billing > Overview."""
        with self.run.step("sign-in") as step:
            with self.site.sign_in.using_waits(self._load_early):
                self.billing.look()
            self.result.account = identify(self.site.sign_in)
            self.site.stay_with(self._identify_again)
            self.run.recording.note("account.identified", **asdict(self.result.account))
            who, where = self.result.account.email or "an account", self.result.account.organization
            step.outcome = Outcome.DONE
            step.message = f"Signed in as {who}" + (f", organization “{where}”." if where else ".")
            self.run.picture("signed-in")
        self._load_ahead()

    def _load_ahead(self) -> None:
        """Begin to load the pages that are looked at after the plan."""
        settings, site = self.run.settings, self.run.settings.platform_url
        keys = (PROJECT_KEYS, LEGACY_KEYS, ORGANIZATION_KEYS)
        pages = [(PAYMENT_METHODS, settings.remove_card), *((page, settings.delete_keys) for page in keys)]
        if not self.site.leads_by_names:
            self.run.load_ahead((site + page.path, is_acted_on) for page, is_acted_on in pages)

    def _load_early(self) -> None:
        """Likewise, unless the organization that is wanted may not be the one that the pages are of yet."""
        if self.run.settings.org is None:
            self._load_ahead()

    def _identify_again(self) -> None:
        now = identify(self.site.sign_in)
        if now != self.result.account:
            raise Unsafe(
                f"After signing in anew, the site shows {now.organization or 'no organization'} of {now.email},"
                f" not {self.result.account.organization or 'none'} of {self.result.account.email} as before.",
                advice="Say which organization you mean with --org, and run the command again.",
            )

    def auto_recharge(self) -> None:
        """Turn it off, confirmed on a freshly loaded page, before the plan is touched."""
        with self.run.step("auto-recharge") as step:
            step.outcome = self.run.ensure(
                "auto-recharge is off",
                lambda: self._remembered(self.billing.auto_recharge_is_off),
                by=self.billing.turn_auto_recharge_off,
                control=next_press,
            )
            step.message = {
                Outcome.ALREADY: f"Auto-recharge is off already{self._by_whom('turned it off')}.",
                Outcome.PLANNED: "Auto-recharge is on; it would be turned off.",
            }.get(step.outcome, "Auto-recharge was on and is off now; a fresh page says so.")

    def cancel_plan(self) -> None:
        """Cancel the plan, confirmed on a fresh page; then check auto-recharge once more."""
        with self.run.step("cancel-plan") as step:
            step.outcome = self.run.ensure(
                PLAN_IS_CANCELED,
                lambda: self._remembered(self.billing.plan_is_canceled),
                by=self.billing.cancel_plan,
                control=cancel_control,
            )
            self._say_how_the_plan_ended(step)
            if step.outcome is Outcome.DONE and not self.billing.auto_recharge_is_off():
                self._remember_overview()
                raise NotConfirmed(
                    "The plan is canceled, but auto-recharge is on again after it.",
                    advice="Run the command again to turn auto-recharge off once more, and look at the page yourself.",
                )

    def _remembered(self, look: Look) -> bool:
        self.result.after.plan = None  # until this look has seen it: a look that fails leaves nothing to tell
        try:
            return look()
        finally:
            if self.billing.seen is not None and self.billing.seen.plan is not Plan.UNCLEAR:
                self._remember_overview()

    def _say_how_the_plan_ended(self, step: Step) -> None:
        seen = self.billing.seen
        if step.outcome is Outcome.PLANNED:
            self.result.outcome, step.message = "would-cancel", "The plan is active; it would be canceled."
        elif step.outcome is Outcome.DONE:
            self.result.outcome = "canceled"
            banner = "the banner said so too" if self.result.banner_seen else "no banner was seen"
            step.message = f"The plan was active and is canceled now; a fresh page says so, {banner}.{self._until()}"
        elif seen is not None and self._had_a_plan():
            by = self._by_whom("canceled it")
            self.result.outcome, step.message = "already-canceled", f"The plan is canceled already{by}.{self._until()}"
        else:
            self.result.outcome, step.message = "no-plan", "This organization has no plan to cancel."

    def _until(self) -> str:
        """What the page says about the day on which the plan ends, if it has not ended yet."""
        seen = self.billing.seen
        return f" It ends later: “{seen.said}”" if seen is not None and seen.plan is Plan.ENDING else ""

    def _by_whom(self, what: str) -> str:
        """Whose click took effect, if an earlier run could not say so itself."""
        return "".join(f": {act.whose} had {what}" for act in self.run.pending_acts()[-1:])

    def _had_a_plan(self) -> bool:
        """Whether there was a plan that is gone now: the page says so, or money was paid in."""
        seen = self.billing.seen
        if seen is None or seen.plan in {Plan.CANCELED, Plan.ENDING, Plan.GRAYED} or self.run.canceled_before():
            return True
        return any(digit in "123456789" for digit in seen.balance or "") or bool(self._invoices_listed())

    def _invoices_listed(self) -> int | None:
        if self.result.before.invoices is None:
            try:
                listed = self.history.look()
                self.result.before.invoices = self.result.after.invoices = len(listed)
                self.result.charges = charges(listed)
            except CancelbotError:
                return None
        return self.result.before.invoices

    def _remember_overview(self) -> None:
        """Write what the Overview shows into the state before (the first time) and after."""
        seen = self.billing.seen
        if seen is None:
            return
        plan = seen.label or {
            Plan.CANCELED: "Canceled",
            Plan.ENDING: "Canceled",
            Plan.GONE: "no plan",
            Plan.NONE: "no plan",
            Plan.PAUSED: "Paused",
            Plan.ENTERPRISE: "Enterprise",
        }.get(seen.plan)
        for state in (self.result.after, *([self.result.before] if self.result.before.balance is None else [])):
            state.plan, state.balance, state.auto_recharge = plan, seen.balance, seen.auto_recharge
            if seen.auto_recharge is None and seen.plan_is_over and not seen.names_recharge:
                state.auto_recharge = False

    def conclude(self, stopped: Sequence[CancelbotError] = ()) -> None:
        """Raise at the end what a step could not do or see while the run went on.

        Raises the gravest of ``stopped``, else RefusedBySite, PageNotRecognized.
        """
        failed = [step for step in self.result.steps if step.outcome is Outcome.FAILED]
        unknown = [step for step in self.result.steps if step.outcome is Outcome.UNVERIFIED]
        if stopped:
            gravest = max(stopped, key=lambda error: error.exit_code)
            raise reworded(gravest, " ".join(step.message for step in (*failed, *unknown)))
        if failed:
            raise RefusedBySite(" ".join(step.message for step in failed))
        if unknown:
            self.run.kernel.conclude(
                PageNotRecognized(" ".join(step.message for step in unknown), advice="Look at that page yourself.")
            )
