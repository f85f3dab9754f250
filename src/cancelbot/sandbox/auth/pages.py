"""The sign-in pages: each address shows the screen where the person is, or leads there."""

from aiohttp import web

from cancelbot.sandbox.auth.attempt import SignInAttempt, from_email
from cancelbot.sandbox.auth.oauth import OAuth
from cancelbot.sandbox.auth.screens import FACTORS, PATHS, WORDS, AuthScreen, Name, ScreenOption
from cancelbot.sandbox.backend import Backend
from cancelbot.sandbox.replies import html, redirect
from cancelbot.sandbox.skin import Skin


class Pages:
    """GET of the auth origin: as HTML for a browser, as JSON for a page that changes in place."""

    def __init__(self, backend: Backend, oauth: OAuth, skin: Skin) -> None:
        self._backend = backend
        self._oauth = oauth
        self._skin = skin

    def routes(self) -> list[web.RouteDef]:
        return [web.get(path, self._page) for path in ("/", "/log-in-or-create-account", *PATHS.values())]

    async def _page(self, request: web.Request) -> web.StreamResponse:
        attempt = self._oauth.attempt(request)
        if attempt is None:
            return self._show(request, self._ended())
        if request.path == PATHS[Name.EMAIL] and attempt.here is not Name.DONE:
            # It can always be gone back to: "Edit", "Try again", "Continue by logging in".
            attempt.steps = from_email(self._backend.scenario.sign_in)
        if request.path not in (PATHS.get(attempt.here, ""), PATHS[Name.EXTERNAL]):
            return redirect(self._oauth.address(attempt))
        name = Name.EXTERNAL if request.path == PATHS[Name.EXTERNAL] else attempt.here
        return self._show(request, self._screen(attempt, name))

    def _show(self, request: web.Request, screen: AuthScreen) -> web.Response:
        if "application/json" in request.headers.get("Accept", ""):
            return web.json_response(text=screen.model_dump_json(), headers={"Cache-Control": "no-store"})
        return html(self._skin.auth_page(screen))

    def _ended(self) -> AuthScreen:
        title, heading, text = WORDS[Name.SESSION_ENDED]
        return AuthScreen(
            name=Name.SESSION_ENDED,
            path="/log-in",
            title=f"{title} - OpenAI",
            heading=heading,
            text=text,
            login_url=self._backend.addresses.platform + "/login",
        )

    def _screen(self, attempt: SignInAttempt, name: Name) -> AuthScreen:
        sign_in = self._backend.scenario.sign_in
        title, heading, text = WORDS[name]
        text = text.format(email=attempt.email)
        if name is Name.TROUBLE:
            heading, text = attempt.trouble
        return AuthScreen(
            name=name,
            path=PATHS[name],
            title=f"{title} - OpenAI",
            heading=heading,
            text=text,
            email=attempt.email,
            options=self._options(name),
            boxes=sign_in.boxes if name is Name.TOTP else 1,
            submit_button=sign_in.submit_button or name is not Name.TOTP,
            password_instead=sign_in.email_code == "instead-of-password",
            try_again=name is Name.TROUBLE and sign_in.trouble in ("oops", "timed-out"),
            disabled_ms=sign_in.disabled_ms,
            single_url=sign_in.single_url,
            login_url=PATHS[Name.EMAIL],
        )

    def _options(self, name: Name) -> list[ScreenOption]:
        account = self._backend.scenario.account
        if name is Name.CHOICE:
            return [each for each in FACTORS if each.id != Name.TOTP or account.totp_secret]
        if name is Name.CHOOSER:
            return [ScreenOption(id=account.email, label=account.name)]
        if name is Name.ORGANIZATION:
            return [ScreenOption(id=each.id, label=each.name) for each in self._backend.state.organizations]
        return []
