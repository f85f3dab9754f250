"""A person in front of the window: asks, runs and tells, until they leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from platformdirs import user_downloads_path
from playwright.sync_api import Page

from cancelbot import app, log
from cancelbot.browser import launch
from cancelbot.cli.console import print_line
from cancelbot.cli.practice import fake_site, practice_settings
from cancelbot.config.settings import Settings, intention, load
from cancelbot.errors import CancelbotError
from cancelbot.result import Result
from cancelbot.window.flow import JOB_TITLES, Wish, ask_for_wish, show_ending
from cancelbot.window.interaction import WindowIO
from cancelbot.window.page import Left, WindowPage, rendered
from openai_platform import FLOW

if TYPE_CHECKING:
    from cancelbot.sandbox import Sandbox


@dataclass
class Visit:
    """One person in front of the window, from the first screen until they leave.

    The page stands in the lobby, a browser without a run. A run in a browser of our own brings a page with it, and the
    lobby closes as soon as that one is there; before the run's browser closes, a new lobby opens. With a browser that
    is attached to, or elsewhere, the page stays in the lobby.
    """

    flags: dict[str, object]
    practice: Callable[[], Sandbox] = fake_site
    """the fake site to practice on"""
    hook: Callable[[WindowPage], None] = lambda _page: None
    """called with each page of the window that is opened"""
    _page: WindowPage | None = None
    _lobby: ExitStack = field(default_factory=ExitStack)

    def carry_out(self) -> int:
        """Ask, run, tell, until the person leaves. Returns the exit code of the last run."""
        code, result, wrong = 0, None, ""
        with launch.library(), self._lobby, suppress(Left):
            while True:
                page = self._at_home()
                if result is not None and not show_ending(page, result, user_downloads_path()):
                    break
                wish = ask_for_wish(page, self._check, wrong, by_hand=not self._settings({}).remote)
                if wish is None:
                    break
                try:
                    result, wrong = self._run(wish), ""
                    code = result.exit_code
                    print_line(f"{result.outcome} (exit code {code}): {result.recording}")
                except CancelbotError as error:  # of a run that did not begin
                    result, wrong, code = None, f"{error} {error.advice}", error.exit_code
                    print_line(wrong, error=True)
        return code

    def _at_home(self) -> WindowPage:
        """The page in the lobby, which opens if it must. Raises BrowserMissing, GuardLeaks, UsageError."""
        if self._page is None or self._page.is_closed:
            self._leave_home()
            settings = self._settings({}).model_copy(update={"remote": None, "profile": None})
            _, started = self._lobby.enter_context(app.open_browser(settings, print_line))
            self._page = WindowPage(started.page)
            self._page.to_front()
            self.hook(self._page)
        return self._page

    def _leave_home(self) -> None:
        self._page = None
        self._lobby.close()

    @contextmanager
    def _beside(self, first: Page | None) -> Iterator[WindowPage]:
        """The page for a run, in the ``first`` page of its browser if it has one for us."""
        if first is None:
            yield self._at_home()
            return
        page = WindowPage(first)
        page.to_front()
        self._leave_home()
        self.hook(page)
        yield page
        with suppress(CancelbotError, Left):  # the run is over, and whatever is wrong with the lobby is no part of it
            self._at_home().show(rendered("moment", words="The run is over. The proof is being put together."))

    @property
    def _is_headed(self) -> bool:
        return self.flags.get("headed") is not False

    def _settings(self, more: dict[str, object]) -> Settings:
        """A trace would hold the window too, so there is none."""
        return load(**{**self.flags, "headed": self._is_headed, **more, "trace": False})

    def _check(self, wish: Wish) -> None:
        if wish.job != "practice":
            self._settings(wish.flags)

    def _run(self, wish: Wish) -> Result:
        if wish.job == "practice":
            with self.practice() as site:
                given = {name: value for name, value in self.flags.items() if name != "org"}
                given |= {**wish.flags, "headed": self._is_headed, "attach": self._settings({}).attach}
                return self._in_window(wish, practice_settings(site, **given))
        return self._in_window(wish, self._settings({**wish.flags, "dry_run": wish.job == "look" or None}))

    def _in_window(self, wish: Wish, settings: Settings) -> Result:
        log.configure(verbose=settings.verbose, known=settings.known_secrets)
        print_line(intention(settings))
        if wish.by_hand and settings.keeps_sessions:
            result = app.log_in(settings, WindowIO("Signing in", self._beside).io(consent=False), FLOW, by_hand=True)
            if result.exit_code:
                return result
        return app.run(settings, WindowIO(JOB_TITLES[wish.job], self._beside).io(consent=not settings.dry_run), FLOW)
