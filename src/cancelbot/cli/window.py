"""The window: everything that a run needs of a person, on a page of the bot's own instead of the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cancelbot.cli.console import print_line
from cancelbot.cli.options import HEADED, ORG, PATIENCE, RECORDINGS, TIMEOUT, Command, options
from cancelbot.cli.practice import PLAYED, practice_settings, served
from cancelbot.errors import CancelbotError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from cancelbot.config.settings import Settings
    from cancelbot.result import Result
    from cancelbot.window.flow import Wish
    from cancelbot.window.page import WindowPage


@click.command(cls=Command)
@options(*PLAYED, ORG, HEADED, TIMEOUT, PATIENCE, RECORDINGS)
def window(scenario: str, conditions: tuple[str, ...], skin: Path | None, era: str | None, **flags: object) -> None:
    """Practise, look or cancel in a window, without typing commands.

    What you type there stays in memory. Everything else is as with “run”: the same settings, the same recordings.
    The first four options say what is practised on.

    Examples:
        cancelbot window

    """
    sys.exit(Visit(flags, (scenario, conditions, skin, era)).carry_out())


@dataclass
class Visit:
    """One person in front of the window, from the first screen until they leave."""

    flags: dict[str, object]
    played: tuple[str, tuple[str, ...], Path | None, str | None] = ("default", (), None, None)
    hook: Callable[[WindowPage], None] = lambda _page: None
    """told of each page of the window that is opened"""

    def carry_out(self) -> int:
        """Ask, run, tell, until the person leaves. Returns the exit code of the last run."""
        from cancelbot.window.page import Left

        code, result, wrong = 0, None, ""
        with suppress(Left):
            while (wish := self._wished(result, wrong)) is not None:
                try:
                    result, wrong = self._run(wish), ""
                    code = result.exit_code
                    print_line(f"{result.outcome} (exit code {code}): {result.recording}")
                except CancelbotError as error:  # of a run that did not begin
                    result, wrong, code = None, f"{error} {error.advice}", error.exit_code
                    print_line(wrong, error=True)
        return code

    def _wished(self, result: Result | None, wrong: str) -> Wish | None:
        """Tell how the last run ended, if there was one, and ask what to do next. Raises Left."""
        from cancelbot.window.flow import wished

        with self._lobby() as page:
            return wished(page, self._check, wrong) if result is None or self._told(page, result) else None

    @contextmanager
    def _lobby(self) -> Iterator[WindowPage]:
        """A guarded browser with the page alone, for what is asked and told while nothing runs."""
        from cancelbot.browser import launch
        from cancelbot.browser.find import provide
        from cancelbot.guard import Policy
        from cancelbot.window.page import opened

        settings = self._settings({})
        policy = Policy(settings.platform_url, settings.auth_url, settings.api_url)
        headed = self.flags.get("headed") is not False
        found = provide(settings.browser, print_line)
        with (
            launch.start(found, policy, headed=headed, timeout=settings.timeout) as started,
            opened(started.context, lambda: None) as page,
        ):
            started.page.close()
            self.hook(page)
            yield page

    def _told(self, page: WindowPage, result: Result) -> bool:
        from platformdirs import user_downloads_path

        from cancelbot.window.flow import told

        return told(page, result, user_downloads_path())

    def _settings(self, more: dict[str, object]) -> Settings:
        """A trace would hold the window too, so there is none."""
        from cancelbot.config.settings import load

        headed = self.flags.get("headed") is not False
        settings = load(**{**self.flags, "headed": headed, **more, "trace": False})
        if settings.attach or settings.remote:
            raise UsageError(
                "The window opens in a browser of cancelbot's own: in another one, a tab behind it would stand still.",
                advice="Leave CANCELBOT_ATTACH and CANCELBOT_REMOTE out, or use: cancelbot run",
            )
        return settings

    def _check(self, wish: Wish) -> None:
        if wish.job != "practise":
            self._settings(wish.flags)

    def _run(self, wish: Wish) -> Result:
        if wish.job == "practise":
            with served(*self.played) as site:
                kept = {name: value for name, value in self.flags.items() if name != "org"}
                headed = self.flags.get("headed") is not False
                return self._in_window(wish, practice_settings(site, **{**kept, **wish.flags, "headed": headed}))
        return self._in_window(wish, self._settings({**wish.flags, "dry_run": wish.job == "look" or None}))

    def _in_window(self, wish: Wish, settings: Settings) -> Result:
        from cancelbot import app, log
        from cancelbot.config.settings import intention
        from cancelbot.window.flow import JOB_TITLES
        from cancelbot.window.interaction import WindowIO
        from openai_platform import FLOW

        log.configure(verbose=settings.verbose, known=settings.known_secrets)
        print_line(intention(settings))
        if wish.by_hand:
            result = app.log_in(settings, WindowIO("Signing in", self.hook).io(consent=False), FLOW, by_hand=True)
            if result.exit_code:
                return result
        return app.run(settings, WindowIO(JOB_TITLES[wish.job], self.hook).io(consent=not settings.dry_run), FLOW)


COMMANDS: tuple[click.Command, ...] = (window,)
