"""The scenarios that ship, by name, and a builder for large accounts."""

from decimal import Decimal

from cancelbot.sandbox.account import SandboxAccount, SignInOptions
from cancelbot.sandbox.fixtures import BRANDS, acme, card, invoice, key, project, small
from cancelbot.sandbox.refusals import SERVICE_ACCOUNT, UNPAID
from cancelbot.sandbox.scenario import PopupsShown, Scenario
from cancelbot.sandbox.state import Organization


def _acme(**changes: object) -> tuple[Organization, ...]:
    return (acme().model_copy(update=changes),)


def _default(name: str, summary: str, *, sign_in: SignInOptions | None = None, **changes: object) -> Scenario:
    return Scenario(name=name, summary=summary, organizations=_acme(**changes), sign_in=sign_in or SignInOptions())


def _no_totp(name: str, summary: str, sign_in: SignInOptions) -> Scenario:
    scenario = _default(name, summary, sign_in=sign_in)
    return scenario.model_copy(update={"account": SandboxAccount(totp_secret=None)})


def _free_trial() -> tuple[Organization, ...]:
    return _acme(plan="free", balance=Decimal("0.00"), auto_recharge=False, cards=[], invoices=[])


def _account_scenarios() -> list[Scenario]:
    several = (small("Personal", keys=1), acme(), small("Umbrella Research", keys=2))
    refused = [card("Visa", "8490", is_default=True, refusal=UNPAID), card("Mastercard", "4444")]
    service = key("Nightly batch", "bAtc", 3, "Service account").model_copy(
        update={"owner": "service-account", "refusal": SERVICE_ACCOUNT}
    )
    return [
        _default("default", "One paying organisation, authenticator code, auto-recharge on."),
        _default("already-canceled", "The plan was canceled before.", plan="canceled", auto_recharge=False),
        Scenario(name="no-plan", summary="A free trial that never paid.", organizations=_free_trial()),
        _default("auto-recharge-off", "Paying, auto-recharge already off.", auto_recharge=False),
        _default("reader", "A member without billing rights.", role="reader"),
        Scenario(name="several-organizations", summary="Three organisations; one pays.", organizations=several),
        _default("negative-balance", "The balance is below zero.", balance=Decimal("-0.07")),
        _default("card-refused", "One card stays: an unpaid invoice.", cards=refused),
        _default("card-needs-cancel", "Cards can be deleted only once the plan is canceled.", cards_need_no_plan=True),
        _default(
            "last-key",
            "The final key of the organisation cannot be deleted.",
            keep_last_key=True,
            projects=[project("Default project", [key("Only key", "oNLy")])],
            legacy_keys=[],
        ),
        _default(
            "service-account",
            "One key belongs to a service account and stays.",
            projects=[project("Default project", [service, key("Test live translate", "GkgA")])],
        ),
    ]


def _sign_in_scenarios() -> list[Scenario]:
    return [
        _no_totp("no-mfa", "Password only.", SignInOptions(factor="none")),
        _no_totp(
            "email-code",
            "A code by e-mail after the password.",
            SignInOptions(email_code="after-password", factor="none"),
        ),
        _no_totp(
            "email-code-first",
            "A code by e-mail instead of the password.",
            SignInOptions(email_code="instead-of-password", factor="none"),
        ),
        _default("totp-boxes", "The code in six boxes that submit themselves.", sign_in=_boxes()),
        _default("totp-no-button", "One code field that submits itself.", sign_in=SignInOptions(submit_button=False)),
        _default("factor-choice", "Which second factor?", sign_in=SignInOptions(factor="choice")),
        _no_totp("push", "A person confirms on a phone.", SignInOptions(factor="push")),
        _no_totp("sms", "A code by text message.", SignInOptions(factor="sms")),
        _no_totp("passkey", "A person uses a passkey.", SignInOptions(factor="passkey")),
        _default(
            "account-chooser", "Remembered accounts are offered first.", sign_in=SignInOptions(account_chooser=True)
        ),
        _default(
            "passkey-first",
            "A passkey is asked for first; another method is the password.",
            sign_in=SignInOptions(passkey_first=True),
        ),
        _default("session-ended", "The session has ended.", sign_in=SignInOptions(session_ended=True)),
        _default("consent", "A consent page at the end.", sign_in=SignInOptions(consent=True)),
        _default("organization-choice", "Which organisation?", sign_in=SignInOptions(organization_choice=True)),
        _default("wrong-password", "Every password is refused.", sign_in=SignInOptions(password_refused=True)),
        _default(
            "wrong-password-2025",
            "Every password is refused, in the words of June 2025.",
            sign_in=SignInOptions(password_refused=True, long_password_error=True),
        ),
        _default("wrong-method", "The account signs in with Google.", sign_in=SignInOptions(trouble="wrong-method")),
        Scenario(
            name="deactivated",
            summary="The account is deactivated.",
            organizations=(acme(),),
            account=SandboxAccount(deactivated=True),
        ),
        _default("rate-limited", "Too many tries to sign in.", sign_in=SignInOptions(trouble="rate-limited")),
        _default("oops", "An error page while signing in.", sign_in=SignInOptions(trouble="oops")),
        _default("timed-out", "Signing in times out once.", sign_in=SignInOptions(trouble="timed-out")),
        _default("country", "Not available in this country.", sign_in=SignInOptions(trouble="country")),
        _default("bot-check", "A bot check at the sign-in.", sign_in=SignInOptions(bot_check="auth")),
        _default("bot-check-billing", "A bot check at the billing pages.", sign_in=SignInOptions(bot_check="billing")),
        _default("single-url", "The address stays while the screens change.", sign_in=SignInOptions(single_url=True)),
    ]


def _boxes() -> SignInOptions:
    return SignInOptions(boxes=6, submit_button=False)


def _page_scenarios() -> list[Scenario]:
    popups = PopupsShown(cookie_banner=True, onboarding=True, whats_new=True)
    return [
        _default("popups", "Cookie banner, onboarding and news.").model_copy(update={"popups": popups}),
        _default("chatty", "The pages send telemetry all the time.").with_pages(telemetry_ms=1000),
        _default("slow", "Data takes up to 3 s, staggered.").model_copy(update={"latency": 3.0}),
        large(),
    ]


def large(keys: int = 100, projects: int = 10, invoices: int = 60, cards: int = 8, organizations: int = 5) -> Scenario:
    """An account of any size: so many keys over so many projects, and so on; the first organisation pays."""
    made = [project(f"Project {n + 1}", []) for n in range(projects)]
    for n in range(keys):
        made[n % projects].keys.append(key(f"Key {n + 1}", f"{n:04d}"))
    paying = acme().model_copy(
        update={
            "projects": made,
            "invoices": [invoice(n, f"{5 + n % 20}.00", -(invoices - n)) for n in range(invoices, 0, -1)],
            "cards": [card(BRANDS[n % len(BRANDS)], f"{4000 + n}", is_default=n == 0) for n in range(cards)],
        }
    )
    others = [small(f"Team {n + 1}") for n in range(organizations - 1)]
    return Scenario(
        name="large",
        summary=f"{keys} keys over {projects} projects, {invoices} invoices, {cards} cards.",
        organizations=(paying, *others),
    )


SCENARIOS: dict[str, Scenario] = {
    scenario.name: scenario for scenario in (*_account_scenarios(), *_sign_in_scenarios(), *_page_scenarios())
}
"""Every scenario that ships, in the order of the docs."""
