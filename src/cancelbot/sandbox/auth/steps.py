"""What the sign-in screens send: each step is checked and moves the person on."""

import secrets
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from cancelbot.sandbox.auth.attempt import SignInAttempt
from cancelbot.sandbox.auth.oauth import OAuth
from cancelbot.sandbox.auth.screens import FACTORS, Name
from cancelbot.sandbox.auth.totp import FakeAuthenticator
from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.replies import Json, RefusalError, json_body, text_of

WRONG_PASSWORD = "Incorrect email address or password"  # noqa: S105 # words of the site, no secret
LONG_REFUSAL = (  # words of the site, no secret
    "Incorrect email address, phone number, or password. Phone numbers must include the country code."
)
WRONG_CODE = "The code you entered is incorrect. Please try again."
DEACTIVATED = "You do not have an account because it has been deleted or deactivated."
NO_LONGER_VALID = "Your sign-in session is no longer valid. Please start over to continue."
WRONG_METHOD = (
    'You tried signing in as "{email}" using a password, which is not the authentication method '
    "you used during sign up. Try again using the authentication method you used during sign up."
)
_TOO_MANY = "Too many requests. Please try again later."
Body = Mapping[str, Json]
AuthStep = Callable[[SignInAttempt, Body], None]
StepEndpoint = Callable[[web.Request], Awaitable[web.Response]]


class Steps:
    """The JSON endpoints under /api/accounts."""

    def __init__(self, backend: Backend, oauth: OAuth) -> None:
        self._backend = backend
        self._oauth = oauth
        self._authenticator = FakeAuthenticator(backend.scenario.account.totp_secret)
        self._timed_out = False

    def routes(self) -> list[web.RouteDef]:
        steps: dict[str, tuple[AuthStep, Name | None]] = {
            "authorize/continue": (self._email, Name.EMAIL),
            "password/verify": (self._password, Name.PASSWORD),
            "password/choose": (lambda attempt, _: attempt.instead(Name.PASSWORD), Name.EMAIL_CODE),
            "email-otp/resend": (lambda attempt, _: self._send_if_needed(attempt), Name.EMAIL_CODE),
            "email-otp/validate": (self._email_code, Name.EMAIL_CODE),
            "mfa/issue_challenge": (self._choose_factor, None),
            "mfa/verify": (self._factor, None),
            "session/select": (self._select_account, Name.CHOOSER),
            "wait": (self._wait, None),
            "consent": (lambda attempt, _: attempt.passed(), Name.CONSENT),
            "organization/select": (self._organization, Name.ORGANIZATION),
        }
        return [web.post(f"/api/accounts/{path}", self._handler(*step)) for path, step in steps.items()]

    def _handler(self, step: AuthStep, screen: Name | None) -> StepEndpoint:
        """Carry out ``step``, which is sent from this ``screen`` alone (None: from several)."""

        async def endpoint(request: web.Request) -> web.Response:
            attempt = self._oauth.attempt(request)
            if attempt is None or screen not in {None, attempt.here}:
                raise RefusalError(409, "invalid_state", NO_LONGER_VALID)
            step(attempt, await json_body(request))
            return self._onward(attempt)

        return endpoint

    def _onward(self, attempt: SignInAttempt) -> web.Response:
        done = attempt.here is Name.DONE
        page: dict[str, Json] = {"type": "external_url" if done else attempt.here}
        response = web.json_response({"page": page, "continue_url": self._oauth.address(attempt)})
        if done:
            self._oauth.remember(response)
        return response

    def _email(self, attempt: SignInAttempt, body: Body) -> None:
        username = body.get("username")
        typed = text_of(username, "value").strip() if isinstance(username, Mapping) else ""
        if "@" not in typed or typed.startswith("@") or typed.endswith("@"):
            raise RefusalError(400, "invalid_email", "Email is not valid.")
        attempt.email = typed
        if self._trouble(attempt):
            return
        attempt.passed()
        self._send_if_needed(attempt)

    def _trouble(self, attempt: SignInAttempt) -> bool:
        match self._backend.scenario.sign_in.trouble:
            case "wrong-method":
                attempt.fail("Authentication Error", WRONG_METHOD.format(email=attempt.email))
            case "oops":
                attempt.fail("Oops, an error occurred!", "Something went wrong. Please try again.")
            case "timed-out" if not self._timed_out:
                self._timed_out = True
                attempt.fail("Operation timed out", "The server took too long to answer.")
            case _:
                return False
        return True

    def _password(self, attempt: SignInAttempt, body: Body) -> None:
        account, sign_in = self._backend.scenario.account, self._backend.scenario.sign_in
        if sign_in.trouble == "rate-limited":
            raise RefusalError(429, "rate_limit_exceeded", _TOO_MANY)
        right = (attempt.email.lower(), text_of(body, "password")) == (account.email.lower(), account.password)
        if not right or sign_in.password_refused:
            words = LONG_REFUSAL if sign_in.long_password_error else WRONG_PASSWORD
            raise RefusalError(401, "invalid_username_or_password", words)
        if account.deactivated:
            raise RefusalError(403, "account_deactivated", DEACTIVATED)
        attempt.passed()
        self._send_if_needed(attempt)

    def _email_code(self, attempt: SignInAttempt, body: Body) -> None:
        sent = self._backend.codes[-1] if self._backend.codes else ""
        known = attempt.email.lower() == self._backend.scenario.account.email.lower()
        if not known or text_of(body, "code").strip() != sent:
            raise RefusalError(401, "wrong_email_otp_code", WRONG_CODE)
        attempt.passed()

    def _choose_factor(self, attempt: SignInAttempt, body: Body) -> None:
        chosen = text_of(body, "type")
        if chosen == Name.CHOICE and attempt.steps[:2] == [Name.PASSKEY, Name.PASSWORD]:
            attempt.passed()
        elif chosen == Name.CHOICE:
            attempt.instead(Name.CHOICE)
        elif any(chosen == option.id for option in FACTORS):
            if attempt.here is not Name.CHOICE:
                raise RefusalError(409, "invalid_state", NO_LONGER_VALID)
            attempt.instead(Name(chosen))
            self._send_if_needed(attempt)

    def _factor(self, attempt: SignInAttempt, body: Body) -> None:
        code = text_of(body, "code").replace(" ", "")
        right = attempt.here is Name.TOTP and self._authenticator.accepts(code)
        texted = attempt.here is Name.SMS and bool(self._backend.codes) and code == self._backend.codes[-1]
        if not (right or texted):
            raise RefusalError(401, "incorrect_code", WRONG_CODE)
        attempt.passed()

    def _select_account(self, attempt: SignInAttempt, body: Body) -> None:
        attempt.passed()
        if text_of(body, "account") == self._backend.scenario.account.email and attempt.here is Name.EMAIL:
            attempt.email = self._backend.scenario.account.email
            attempt.passed()

    def _wait(self, attempt: SignInAttempt, _body: Body) -> None:
        if self._backend.approved and attempt.here in (Name.PUSH, Name.PASSKEY, Name.SMS):
            first = attempt.steps[1:2] == [Name.PASSWORD]
            attempt.steps = [] if first else attempt.steps[1:]

    def _organization(self, attempt: SignInAttempt, body: Body) -> None:
        self._backend.default_organization = self._backend.state.organization(text_of(body, "organization")).id
        attempt.passed()

    def _send_if_needed(self, attempt: SignInAttempt) -> None:
        if attempt.here in (Name.EMAIL_CODE, Name.SMS):
            self._backend.codes.append(f"{secrets.randbelow(1_000_000):06d}")
