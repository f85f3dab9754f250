"""Practicing on the sandbox: `sandbox` serves it, and `demo` gets its settings here. Neither reads your settings."""

from __future__ import annotations

import os
import shlex
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cancelbot.cli.options import Command, options, typed_options
from cancelbot.config.settings import Settings, load_alone
from cancelbot.errors import UsageError

if TYPE_CHECKING:
    from cancelbot.sandbox import Sandbox


PLAYED = (
    click.option(
        "--scenario",
        default="default",
        show_default=True,
        metavar="NAME",
        help="Which account to play; see sandbox --list.",
    ),
    click.option(
        "--with",
        "conditions",
        multiple=True,
        metavar="NAME",
        help="Add a condition; may be repeated. See sandbox --list.",
    ),
    click.option("--skin", type=Path, metavar="PATH", help="Show the look-alike in this folder instead."),
    click.option("--era", metavar="ERA", help="Use the words of the site in 2024, 2025, 2026-04 or 2026-09."),
)


def fake_site(
    scenario: str = "default", conditions: tuple[str, ...] = (), skin: Path | None = None, era: str | None = None
) -> Sandbox:
    """The sandbox that the options name. Raises UsageError."""
    from cancelbot.sandbox import CONDITIONS, SCENARIOS, Sandbox, scenario_with
    from cancelbot.sandbox.eras import ERAS
    from cancelbot.sandbox.skin import PLATFORM_SKIN

    named = (
        ("scenario", [scenario], SCENARIOS),
        ("condition", conditions, CONDITIONS),
        ("era", [era] if era else [], ERAS),
    )
    for what, given, known in named:
        for name in given:
            if name not in known:
                raise UsageError(f"There is no {what} named {name}.", advice=f"One of: {', '.join(known)}.")
    made = scenario_with(scenario, *conditions)
    try:
        return Sandbox(made.model_copy(update={"era": era}) if era else made, skin or PLATFORM_SKIN)
    except ValueError as wrong:
        raise UsageError(str(wrong), advice="Give the folder of a look-alike, or leave --skin out.") from None


def same_demo(context: click.Context) -> str:
    """The command that plays the demo of ``context`` again, on the same fake site."""
    played = typed_options(context, ("scenario", "conditions", "skin", "era"))
    return " ".join(["cancelbot demo", *(f"{name} {shlex.quote(value or '')}" for name, value in played)])


def practice_settings(sandbox: Sandbox, **flags: object) -> Settings:
    """The settings of a run on the sandbox. Of the environment, only the choice of the browser counts."""
    return load_alone(**{**flags, **_settings_of(sandbox), "browser": os.environ.get("CANCELBOT_BROWSER") or None})


def _settings_of(sandbox: Sandbox) -> dict[str, str | None]:
    account = sandbox.scenario.account
    urls = {name: getattr(sandbox, name) for name in ("platform_url", "auth_url", "api_url")}
    return urls | {name: getattr(account, name) for name in ("email", "password", "totp_secret")}


@click.command(cls=Command)
@options(*PLAYED)
@click.option("--list", "listing", is_flag=True, help="List the scenarios and the conditions.")
def sandbox(listing: bool, **played: object) -> None:
    """Serve the fake site alone, so that you can click through it. Ctrl-C ends it.

    Examples:
        cancelbot sandbox
        cancelbot sandbox --era 2026-09
        cancelbot sandbox --list

    """
    from cancelbot.sandbox import CONDITIONS, SCENARIOS

    if listing:
        for name, one in SCENARIOS.items():
            click.echo(f"{name:<24} {one.summary}")
        click.echo(f"\nWith any of them: {', '.join(CONDITIONS)}")
        return
    with fake_site(**played) as site:  # type: ignore[arg-type]  # click gives what PLAYED declares
        _introduce(site)
        try:
            _show_codes(site.scenario.account.totp_secret)
        except KeyboardInterrupt:
            click.echo("\nPRACTICE (fake site): it has ended.")


def _introduce(site: Sandbox) -> None:
    account = site.scenario.account
    click.echo(f"PRACTICE (fake site): open {site.platform_url}/settings/organization/billing/overview")
    click.echo(f"E-mail:   {account.email}\nPassword: {account.password}")
    click.echo("\nTo run cancelbot on it, put these lines into the file .env of an empty folder and start it there:\n")
    for name, value in _settings_of(site).items():
        if value:
            click.echo(f"CANCELBOT_{name.upper()}={shlex.quote(value)}")
    sys.stdout.flush()


def _show_codes(secret: str | None) -> None:
    """Print the current authenticator code; on a terminal each new one too. Never returns."""
    from cancelbot.sandbox.auth.totp import CODE_PERIOD, code_at

    click.echo()
    while secret:
        now = time.time()
        left = CODE_PERIOD - now % CODE_PERIOD
        click.echo(f"Code now: {code_at(secret, int(now) // CODE_PERIOD)} (the next one in {left:.0f} s)")
        sys.stdout.flush()
        if not sys.stdout.isatty():
            break
        threading.Event().wait(left)
    threading.Event().wait()
