"""What the sign-in screens send: each step is checked and moves the person on (site-facts 1.2)."""

import secrets
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from cancelbot.sandbox.auth.journey import Journey
from cancelbot.sandbox.auth.oauth import OAuth
from cancelbot.sandbox.auth.screens import FACTORS, Name
from cancelbot.sandbox.auth.totp import Authenticator
from cancelbot.sandbox.replies import Json, RefusalError, json_body, text_of
from cancelbot.sandbox.world import World

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
TOO_MANY = "Too many requests. Please try again later."
Body = Mapping[str, Json]
Step = Callable[[Journey, Body], None]
Endpoint = Callable[[web.Request], Awaitable[web.Response]]


class Steps:
    """The JSON endpoints under /api/accounts."""

    def __init__(self, world: World, oauth: OAuth) -> None:
        self._world = world
        self._oauth = oauth
        self._authenticator = Authenticator(world.scenario.account.totp_secret)
        self._timed_out = False

    def routes(self) -> list[web.RouteDef]:
        """What this part answers to; each is one step of a journey."""
        steps = {
            "authorize/continue": self._email,
            "password/verify": self._password,
            "password/choose": self._choose_password,
            "email-otp/resend": self._resend,
            "email-otp/validate": self._email_code,
            "mfa/issue_challenge": self._choose_factor,
            "mfa/verify": self._factor,
            "session/select": self._select_account,
            "wait": self._wait,
            "consent": self._consent,
            "organization/select": self._organization,
        }
        return [web.post(f"/api/accounts/{path}", self._handler(step)) for path, step in steps.items()]

    def _handler(self, step: Step) -> Endpoint:
        async def endpoint(request: web.Request) -> web.Response:
            journey = self._oauth.journey(request)
            if journey is None:
                raise RefusalError(409, "invalid_state", NO_LONGER_VALID)
            step(journey, await json_body(request))
            return self._onward(journey)

        return endpoint

    def _onward(self, journey: Journey) -> web.Response:
        done = journey.here is Name.DONE
        page: dict[str, Json] = {"type": "external_url" if done else journey.here}
        response = web.json_response({"page": page, "continue_url": self._oauth.address(journey)})
        if done:
            self._oauth.remember(response)
        return response

    def _email(self, journey: Journey, body: Body) -> None:
        username = body.get("username")
        typed = text_of(username, "value").strip() if isinstance(username, Mapping) else ""
        if "@" not in typed or typed.startswith("@") or typed.endswith("@"):
            raise RefusalError(400, "invalid_email", "Email is not valid.")
        self._expect(journey, Name.EMAIL)
        journey.email = typed
        if self._trouble(journey):
            return
        journey.passed()
        self._send_if_needed(journey)

    def _trouble(self, journey: Journey) -> bool:
        match self._world.scenario.sign_in.trouble:
            case "wrong-method":
                journey.fail("Authentication Error", WRONG_METHOD.format(email=journey.email))
            case "oops":
                journey.fail("Oops, an error occurred!", "Something went wrong. Please try again.")
            case "timed-out" if not self._timed_out:
                self._timed_out = True
                journey.fail("Operation timed out", "The server took too long to answer.")
            case _:
                return False
        return True

    def _password(self, journey: Journey, body: Body) -> None:
        self._expect(journey, Name.PASSWORD)
        account, sign_in = self._world.scenario.account, self._world.scenario.sign_in
        if sign_in.trouble == "rate-limited":
            raise RefusalError(429, "rate_limit_exceeded", TOO_MANY)
        right = (journey.email.lower(), text_of(body, "password")) == (account.email.lower(), account.password)
        if not right or sign_in.password_refused:
            words = LONG_REFUSAL if sign_in.long_password_error else WRONG_PASSWORD
            raise RefusalError(401, "invalid_username_or_password", words)
        if account.deactivated:
            raise RefusalError(403, "account_deactivated", DEACTIVATED)
        journey.passed()
        self._send_if_needed(journey)

    def _choose_password(self, journey: Journey, _body: Body) -> None:
        self._expect(journey, Name.EMAIL_CODE)
        journey.instead(Name.PASSWORD)

    def _resend(self, journey: Journey, _body: Body) -> None:
        self._expect(journey, Name.EMAIL_CODE)
        self._send_if_needed(journey)

    def _email_code(self, journey: Journey, body: Body) -> None:
        self._expect(journey, Name.EMAIL_CODE)
        sent = self._world.codes[-1] if self._world.codes else ""
        known = journey.email.lower() == self._world.scenario.account.email.lower()
        if not known or text_of(body, "code").strip() != sent:
            raise RefusalError(401, "wrong_email_otp_code", WRONG_CODE)
        journey.passed()

    def _choose_factor(self, journey: Journey, body: Body) -> None:
        chosen = text_of(body, "type")
        if chosen == Name.CHOICE:
            journey.instead(Name.CHOICE)
        elif any(chosen == option.id for option in FACTORS):
            self._expect(journey, Name.CHOICE)
            journey.instead(Name(chosen))
            self._send_if_needed(journey)

    def _factor(self, journey: Journey, body: Body) -> None:
        code = text_of(body, "code").replace(" ", "")
        right = journey.here is Name.TOTP and self._authenticator.accepts(code)
        texted = journey.here is Name.SMS and bool(self._world.codes) and code == self._world.codes[-1]
        if not (right or texted):
            raise RefusalError(401, "incorrect_code", WRONG_CODE)
        journey.passed()

    def _select_account(self, journey: Journey, body: Body) -> None:
        self._expect(journey, Name.CHOOSER)
        journey.passed()
        if text_of(body, "account") == self._world.scenario.account.email and journey.here is Name.EMAIL:
            journey.email = self._world.scenario.account.email
            journey.passed()

    def _wait(self, journey: Journey, _body: Body) -> None:
        if self._world.approved and journey.here in (Name.PUSH, Name.PASSKEY, Name.SMS):
            journey.passed()

    def _consent(self, journey: Journey, _body: Body) -> None:
        self._expect(journey, Name.CONSENT)
        journey.passed()

    def _organization(self, journey: Journey, body: Body) -> None:
        self._expect(journey, Name.ORGANIZATION)
        self._world.default_organization = self._world.state.organization(text_of(body, "organization")).id
        journey.passed()

    def _send_if_needed(self, journey: Journey) -> None:
        if journey.here in (Name.EMAIL_CODE, Name.SMS):
            self._world.codes.append(f"{secrets.randbelow(1_000_000):06d}")

    @staticmethod
    def _expect(journey: Journey, name: Name) -> None:
        if journey.here is not name:
            raise RefusalError(409, "invalid_state", NO_LONGER_VALID)
