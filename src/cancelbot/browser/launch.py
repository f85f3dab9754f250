"""Starts the browser of a run, with the guard in it before anything is loaded. The only file that does so.

start     our own browser, which can be guarded best
attach    a tab in the user's own Chrome, which is already running
connect   a browser on a Playwright server or a CDP grid
"""

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser as Connected
from playwright.sync_api import BrowserContext, Error, Page, Playwright, ViewportSize, sync_playwright

from cancelbot.browser.find import FoundBrowser
from cancelbot.browser.tempdir import scratch
from cancelbot.config.machine import own_environment
from cancelbot.config.settings import display, is_loopback
from cancelbot.config.sources import withdraw
from cancelbot.errors import BrowserMissing, UsageError, first_line
from cancelbot.guard import Guard, Policy
from cancelbot.guard.extension_guard import BrowserGuard
from cancelbot.guard.route_guard import PageGuard
from cancelbot.guard.rules import unpack
from cancelbot.guard.self_test import prove, self_test_server
from cancelbot.redaction import bare_url, redact

# What Playwright itself disables. Chromium follows only the last `--disable-features`, so ours repeats Playwright's.
DISABLED_BY_PLAYWRIGHT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    "msForceBrowserSignIn",
)
# The popups of the address bar, for which Chromium would start a process: a third of what its start costs.
ADDRESS_POPUPS = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# Flags that Playwright does not pass.
FLAGS = (
    f"--disable-features={','.join((*DISABLED_BY_PLAYWRIGHT, *ADDRESS_POPUPS))}",
    "--enable-unsafe-extension-debugging",  # the guard's rules are loaded through the pipe
    "--disable-shared-workers",  # their web sockets are the only requests that the rules do not see
    "--disable-quic",
    "--lang=en-US",
)
# What Playwright passes, and what would take from Chromium its own defence against a page that never stops moving on or
# opening windows.
SPARED = ("--disable-extensions", "--disable-ipc-flooding-protection", "--disable-popup-blocking")
# Preferences of a new profile: the browser neither shows the password in a bubble, nor warns about a leak.
PREFERENCES = {
    "credentials_enable_service": False,
    "profile": {"password_manager_enabled": False, "password_manager_leak_detection": False},
}
VIEWPORT: ViewportSize = {"width": 1280, "height": 900}
_NO_WINDOW = "There is no screen here for a window. Run it where there is one, or type xvfb-run before the command."
_in_use = threading.local()
"""Playwright's driver, as ``driver``: there can be one in a thread"""


@dataclass(frozen=True)
class Started:
    """A browser that is ready: its one context, its guard, and the tab to work in."""

    context: BrowserContext
    guard: Guard
    version: str
    page: Page
    scratch: Path | None = None
    """a folder of this machine that is removed with the run, if it is our own browser"""


@contextmanager
def library() -> Iterator[Playwright]:
    """Playwright, the one that is in use already if there is one, so that two browsers can be open at a time.

    Neither its own process nor the browser inherits our settings, the password among them.
    """
    if (driver := getattr(_in_use, "driver", None)) is not None:
        yield driver
        return
    os.umask(0o077)  # Playwright writes its files for everybody to read
    withdraw(os.environ)
    for name in ("NO_PROXY", "no_proxy"):  # a browser on this machine is not reached through a proxy
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), "127.0.0.1,localhost,[::1]")))
    with ExitStack() as ended:
        try:
            # Its own process inherits standard error as it is now, and a stack trace there tells nobody anything.
            with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
                playwright = ended.enter_context(sync_playwright())
        except Exception as error:  # noqa: BLE001  # nothing more precise is raised if that process ends at once
            raise BrowserMissing(
                f"The part of Playwright that speaks to browsers did not start ({first_line(error)}).",
                advice="Memory or the number of open files may be short on this machine: ulimit -v, ulimit -n.",
            ) from None
        _in_use.driver = playwright
        try:
            yield playwright
        finally:
            _in_use.driver = None


@contextmanager
def start(
    browser: FoundBrowser, policy: Policy, *, headed: bool, timeout: float, profile: Path | None = None
) -> Iterator[Started]:
    """Our own browser, with a profile of its own (a new empty one by default) and the guard shut.

    It is closed by us even on Ctrl-C, so that pictures and event log are saved. Raises BrowserMissing, GuardLeaks.
    """
    with scratch() as folder, library() as playwright:
        try:
            rules = unpack(policy, folder / "guard")
            if profile is None:
                preferences = folder / "profile" / "Default" / "Preferences"
                preferences.parent.mkdir(parents=True)
                preferences.write_text(json.dumps(PREFERENCES), encoding="utf-8")
        except OSError as error:
            raise UsageError(
                f"{folder.parent} cannot be written to ({error.strerror}).",
                advice="Free some space there, or name another folder in TMPDIR.",
            ) from None
        context = _launch(playwright, browser, profile or folder / "profile", folder, headed=headed)
        try:
            context.set_default_timeout(timeout * 1000)
            version = context.browser.version if context.browser else browser.version
            guard = BrowserGuard(context, policy, rules)
            if profile:  # without the site's service workers: one could answer a fresh load from its cache
                session, kinds = context.new_cdp_session(context.pages[0]), "service_workers,cache_storage"
                for origin in policy.own:
                    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": kinds})
                session.detach()
            with self_test_server() as listener:
                prove(context.pages[0], guard, listener)
            yield Started(context, guard, version, context.pages[0], folder)
        finally:
            with suppress(Error):  # it has crashed, or was closed by hand
                context.close()


def _launch(
    playwright: Playwright, browser: FoundBrowser, profile: Path, folder: Path, *, headed: bool
) -> BrowserContext:
    """Start it. Crash dumps go to ``folder``, not to the user's other crash reports."""
    try:
        return playwright.chromium.launch_persistent_context(
            profile,
            executable_path=browser.path,
            env={**own_environment(), "BREAKPAD_DUMP_LOCATION": str(folder / "crashes")},
            headless=not headed,
            artifacts_dir=folder / "artifacts",  # a folder of Playwright's own would outlive a browser that is killed
            traces_dir=folder / "traces",
            args=FLAGS,
            ignore_default_args=SPARED,
            viewport=VIEWPORT,
            locale="en-US",
            accept_downloads=True,
            service_workers="block",  # a site's own worker could answer a fresh load from its cache
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
    except Error as error:
        told = first_line(error)
        why = "it ended at once." if "has been closed" in told else told
        raise BrowserMissing(
            f"{browser.name} ({browser.path}) did not start: {why}",
            advice=_NO_WINDOW if headed and display() is None else "Choose another browser with CANCELBOT_BROWSER.",
        ) from None


@contextmanager
def attach(address: str, policy: Policy, *, timeout: float, apart: bool = False) -> Iterator[Started]:
    """A tab of our own in the Chrome at ``address``; every other tab, cookie and window stays as it is.

    With ``apart`` it comes in a browser window of its own and is painted even while nobody can see it, so that the
    person may look at another tab meanwhile. Raises BrowserMissing, GuardLeaks.
    """
    with library() as playwright:
        browser = _reached(playwright, address, timeout, cdp=True)
        context = browser.contexts[0]
        guard = PageGuard(policy)
        closing = _only_guarded(browser, guard, apart=apart)
        try:
            page = context.new_page()
            page.set_default_timeout(timeout * 1000)
            tab = context.new_cdp_session(page)
            # Service workers that the site has left in the user's other tabs are kept out of ours.
            tab.send("Network.enable")
            tab.send("Network.setBypassServiceWorker", {"bypass": True})
            with self_test_server() as listener:
                prove(page, guard, listener)
            yield Started(context, guard, browser.version, page)
        finally:
            for close in closing:
                with suppress(Error):
                    close()


def _only_guarded(browser: Connected, guard: PageGuard, *, apart: bool) -> list[Callable[[], object]]:
    """From now on, every page that is made in ``browser`` is guarded; what closes them, in that order."""
    context, closing = browser.contexts[0], list[Callable[[], object]]()
    unguarded = context.new_page

    def new_page() -> Page:
        if apart:  # in a browser window of its own: a page behind another tab could not be pictured
            wanted = {"url": "about:blank", "newWindow": True, **VIEWPORT}
            with context.expect_page() as opened:
                browser.new_browser_cdp_session().send("Target.createTarget", wanted)
            page = opened.value
        else:
            page = unguarded()
        guard.over(page, popups=False)
        if apart:
            awake = context.new_cdp_session(page)
            awake.send("Emulation.setFocusEmulationEnabled", {"enabled": True})
            closing.append(awake.detach)  # first, else the page would be told that it is hidden while it is closed
        closing.append(page.close)
        return page

    context.new_page = new_page  # type: ignore[method-assign]  # whoever asks for a page here must get a guarded one
    return closing


@contextmanager
def connect(address: str, policy: Policy, *, timeout: float) -> Iterator[Started]:
    """A browser that runs elsewhere, in a context of its own, closed at the end. Raises BrowserMissing, GuardLeaks."""
    parts = urlsplit(address)
    cdp = parts.scheme in {"http", "https"} or parts.scheme.startswith("cdp+") or "/devtools/" in parts.path
    here = [urlsplit(origin).netloc for origin in policy.own if is_loopback(origin)]
    with self_test_server() as listener, library() as playwright:
        exposed = ",".join([urlsplit(listener.origin).netloc, *here]) if here else None
        browser = _reached(playwright, address, timeout, cdp=cdp, exposed=exposed)
        context = browser.new_context(viewport=VIEWPORT, locale="en-US", service_workers="block")
        try:
            context.set_default_timeout(timeout * 1000)
            context.grant_permissions([])  # so that the browser sends no reports by itself
            guard = PageGuard(policy)
            guard.over(context)
            page = context.new_page()
            prove(page, guard, listener)
            yield Started(context, guard, browser.version, page)
        finally:
            for close in (context.close, browser.close):
                with suppress(Error):
                    close()


def _reached(
    playwright: Playwright, address: str, timeout: float, *, cdp: bool, exposed: str | None = None
) -> Connected:
    try:
        if cdp:
            place = address.removeprefix("cdp+")
            return playwright.chromium.connect_over_cdp(place, timeout=timeout * 1000, no_defaults=True)
        return playwright.chromium.connect(address, timeout=timeout * 1000, expose_network=exposed)
    except Error as error:
        is_mute = "Timeout" in error.message or "timed out" in error.message
        start = "Start it first, and give the address that it prints; docs/remote.md has commands that were tried."
        raise BrowserMissing(
            f"The browser at {bare_url(address)} does not answer in time."
            if is_mute
            else f"No browser could be reached at {bare_url(address)} ({redact(first_line(error))}).",
            advice="An alert or a question may be open in one of its tabs: close it there." if is_mute else start,
        ) from None
