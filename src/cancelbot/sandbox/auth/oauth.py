"""/oauth/authorize and /oauth/token: the authorization code flow with PKCE, really checked."""

from collections.abc import Mapping
from urllib.parse import urlencode

from aiohttp import web

from cancelbot.sandbox.auth.attempt import SignInAttempt, planned
from cancelbot.sandbox.auth.screens import PATHS, Name
from cancelbot.sandbox.auth.tokens import TokenSet
from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.replies import Json, RefusalError, json_body, redirect, text_of

CLIENT_ID = "app_2SKx67EdpoN0G6j64rFvigXD"
AUTH_COOKIE = "oai_auth_session"
ATTEMPT_COOKIE = "oai_login_session"
COUNTRY = "OpenAI's services are not available in your country."


class OAuth:
    """Starts a sign-in, ends it with a code, and exchanges codes for tokens."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._attempts: dict[str, SignInAttempt] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/oauth/authorize", self._authorize),
            web.get("/api/accounts/authorize", self._authorize),
            web.post("/oauth/token", self._token),
        ]

    def attempt(self, request: web.Request) -> SignInAttempt | None:
        """The attempt of this browser, by its cookie."""
        return self._attempts.get(request.cookies.get(ATTEMPT_COOKIE, ""))

    def address(self, attempt: SignInAttempt) -> str:
        """Where the person must go now: the path of a screen, or the platform's callback."""
        if attempt.here is not Name.DONE:
            return PATHS[attempt.here]
        if not attempt.code:
            attempt.code = self._backend.tokens.grant(attempt.challenge, attempt.redirect_uri)
        return attempt.redirect_uri + "?" + urlencode({"code": attempt.code, "state": attempt.state})

    def remember(self, response: web.StreamResponse) -> None:
        """From now on this browser is known at the auth origin."""
        response.set_cookie(AUTH_COOKIE, self._backend.tokens.remember(), httponly=True, samesite="Lax", max_age=86400)

    async def _authorize(self, request: web.Request) -> web.StreamResponse:
        attempt = self._start(request)
        self._attempts[attempt.id] = attempt
        response = redirect(self.address(attempt))
        response.set_cookie(ATTEMPT_COOKIE, attempt.id, httponly=True, samesite="Lax")
        return response

    def _start(self, request: web.Request) -> SignInAttempt:
        query = request.query
        attempt = SignInAttempt(query.get("state", ""), query.get("code_challenge", ""), query.get("redirect_uri", ""))
        wrong = self._wrong_with(request)
        if wrong:
            attempt.fail("Oops, an error occurred!", f"An error occurred during authentication ({wrong}).")
        elif self._backend.scenario.sign_in.trouble == "country":
            attempt.fail("Oops, an error occurred!", COUNTRY)
        else:
            remembered = self._backend.tokens.is_remembered(request.cookies.get(AUTH_COOKIE, ""))
            attempt.steps = planned(self._backend.scenario.sign_in, remembered)
            attempt.email = self._backend.scenario.account.email if remembered else ""
        return attempt

    def _wrong_with(self, request: web.Request) -> str:
        needed = {
            "client_id": CLIENT_ID,
            "response_type": "code",
            "code_challenge_method": "S256",
            "redirect_uri": self._backend.addresses.platform + "/auth/callback",
        }
        wrong = [name for name, value in needed.items() if request.query.get(name) != value]
        missing = [name for name in ("code_challenge", "state") if not request.query.get(name)]
        return ", ".join(wrong + missing)

    async def _token(self, request: web.Request) -> web.Response:
        body = await json_body(request)
        refreshing = text_of(body, "grant_type") == "refresh_token"
        made = self._backend.tokens.refresh(text_of(body, "refresh_token")) if refreshing else self._exchanged(body)
        if made is None or text_of(body, "client_id") != CLIENT_ID:
            raise RefusalError(400, "invalid_grant", "The authorization grant is not valid.")
        return web.json_response({**made.__dict__, "token_type": "Bearer", "expires_in": 864000})

    def _exchanged(self, body: Mapping[str, Json]) -> TokenSet | None:
        if text_of(body, "grant_type") != "authorization_code":
            return None
        names = ("code", "code_verifier", "redirect_uri")
        return self._backend.tokens.exchange(*(text_of(body, name) for name in names))
