"""The scenarios that ship, by name, and a builder for large accounts."""

from decimal import Decimal

from cancelbot.sandbox.account import SandboxAccount, SignInOptions
from cancelbot.sandbox.fixtures import BRANDS, acme, card, invoice, key, project, small
from cancelbot.sandbox.refusals import SERVICE_ACCOUNT, UNPAID
from cancelbot.sandbox.scenario import PopupsShown, Scenario


def _acme(name: str, summary: str, **changes: object) -> Scenario:
    """The default organization, with these changes."""
    return Scenario(name=name, summary=summary, organizations=(acme().model_copy(update=changes),))


def _sign_in(name: str, summary: str, **options: object) -> Scenario:
    return _acme(name, summary).model_copy(update={"sign_in": SignInOptions.model_validate(options)})


def _no_totp(name: str, summary: str, **options: object) -> Scenario:
    return _sign_in(name, summary, **options).model_copy(update={"account": SandboxAccount(totp_secret=None)})


def _account_scenarios() -> list[Scenario]:
    several = (small("Personal", keys=1), acme(), small("Umbrella Research", keys=2))
    refused = [card("Visa", "8490", is_default=True, refusal=UNPAID), card("Mastercard", "4444")]
    service = key("Nightly batch", "bAtc", 3, "Service account").model_copy(update={"refusal": SERVICE_ACCOUNT})
    free_trial = {"plan": "free", "balance": Decimal("0.00"), "auto_recharge": False, "cards": [], "invoices": []}
    only_key = [project("Default project", [key("Only key", "oNLy")])]
    service_key = [project("Default project", [service, key("Test live translate", "GkgA")])]
    return [
        _acme("default", "One paying organization, authenticator code, auto-recharge on."),
        _acme("already-canceled", "The plan was canceled before.", plan="canceled", auto_recharge=False),
        _acme("no-plan", "A free trial that never paid.", **free_trial),
        _acme("auto-recharge-off", "Paying, auto-recharge already off.", auto_recharge=False),
        _acme("reader", "A member without billing rights.", role="reader"),
        Scenario(name="several-organizations", summary="Three organizations; one pays.", organizations=several),
        _acme("negative-balance", "The balance is below zero.", balance=Decimal("-0.07")),
        _acme("card-refused", "One card stays: an unpaid invoice.", cards=refused),
        _acme("card-needs-cancel", "Cards can be deleted only once the plan is canceled.", cards_need_no_plan=True),
        _acme(
            "last-key",
            "The final key of the organization cannot be deleted.",
            keep_last_key=True,
            projects=only_key,
            legacy_keys=[],
        ),
        _acme("service-account", "One key belongs to a service account and stays.", projects=service_key),
    ]


def _sign_in_scenarios() -> list[Scenario]:
    deactivated = _acme("deactivated", "The account is deactivated.")
    return [
        _no_totp("no-mfa", "Password only.", factor="none"),
        _no_totp("email-code", "A code by e-mail after the password.", email_code="after-password", factor="none"),
        _no_totp(
            "email-code-first",
            "A code by e-mail instead of the password.",
            email_code="instead-of-password",
            factor="none",
        ),
        _sign_in("totp-boxes", "The code in six boxes that submit themselves.", boxes=6, submit_button=False),
        _sign_in("totp-no-button", "One code field that submits itself.", submit_button=False),
        _sign_in("factor-choice", "Which second factor?", factor="choice"),
        _no_totp("push", "A person confirms on a phone.", factor="push"),
        _no_totp("sms", "A code by text message.", factor="sms"),
        _no_totp("passkey", "A person uses a passkey.", factor="passkey"),
        _sign_in("account-chooser", "Remembered accounts are offered first.", account_chooser=True),
        _sign_in("passkey-first", "A passkey is asked for first; another method is the password.", passkey_first=True),
        _sign_in("session-ended", "The session has ended.", session_ended=True),
        _sign_in("consent", "A consent page at the end.", consent=True),
        _sign_in("organization-choice", "Which organization?", organization_choice=True),
        _sign_in("wrong-password", "Every password is refused.", password_refused=True),
        _sign_in(
            "wrong-password-2025",
            "Every password is refused, in the words of June 2025.",
            password_refused=True,
            long_password_error=True,
        ),
        _sign_in("wrong-method", "The account signs in with Google.", trouble="wrong-method"),
        deactivated.model_copy(update={"account": SandboxAccount(deactivated=True)}),
        _sign_in("rate-limited", "Too many tries to sign in.", trouble="rate-limited"),
        _sign_in("oops", "An error page while signing in.", trouble="oops"),
        _sign_in("timed-out", "Signing in times out once.", trouble="timed-out"),
        _sign_in("country", "Not available in this country.", trouble="country"),
        _sign_in("bot-check", "A bot check at the sign-in.", bot_check="auth"),
        _sign_in("bot-check-billing", "A bot check at the billing pages.", bot_check="billing"),
        _sign_in("single-url", "The address stays while the screens change.", single_url=True),
    ]


def _page_scenarios() -> list[Scenario]:
    popups = PopupsShown(cookie_banner=True, onboarding=True, whats_new=True)
    return [
        _acme("popups", "Cookie banner, onboarding and news.").model_copy(update={"popups": popups}),
        _acme("chatty", "The pages send telemetry all the time.").with_pages(telemetry_ms=1000),
        _acme("slow", "Data takes up to 3 s, staggered.").model_copy(update={"latency": 3.0}),
        large(),
    ]


def large(keys: int = 100, projects: int = 10, invoices: int = 60, cards: int = 8, organizations: int = 5) -> Scenario:
    """An account of any size: so many keys over so many projects, and so on; the first organization pays."""
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
