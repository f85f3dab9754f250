"""The settings, from flags, the environment (``CANCELBOT_*``) or ``.env``, in that order."""

from __future__ import annotations

import ipaddress
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from cancelbot.config.accounts import FILE, OWN_SETTINGS, of_account
from cancelbot.config.sources import PREFIX, Given, from_environment, from_file
from cancelbot.config.totp import totp_key
from cancelbot.errors import UsageError
from cancelbot.redaction import mask_email

CHANNELS = ("chrome", "msedge")
"""browsers to attach to that can be named instead of giving an address"""
PRACTICE = "PRACTICE (fake site)"
"""what output about a run on this machine begins and ends with"""
_OPENAI = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){0,9}openai\.com")
"""written plainly: a browser reads a backslash as a slash, so that the host would be another one"""
PLAIN_PATH = re.compile(r"/[\w./~%-]+", re.ASCII)


class Settings(BaseModel):
    """The settings of one run, which never change. Secrets exist only here, never as flags."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
    _sources: dict[str, str] = {}

    email: SecretStr | None = None
    password: SecretStr | None = None
    totp_secret: SecretStr | None = None
    email_command: str | None = Field(default=None, description="prints the e-mail address")
    password_command: str | None = Field(default=None, description="prints the password")
    totp_command: str | None = Field(default=None, description="prints the authenticator's secret, or a code of it")
    code_command: str | None = Field(default=None, description="prints a code that the site has sent by e-mail")

    platform_url: str = "https://platform.openai.com"
    auth_url: str = "https://auth.openai.com"
    api_url: str = "https://api.openai.com"

    dry_run: bool = False
    rehearse: bool = False
    yes: bool = False
    download_invoices: bool = False
    remove_card: bool = False
    delete_keys: bool = False
    everything: bool = False
    verbose: bool = False
    quiet: bool = False
    plain: bool = False
    headed: bool | None = Field(default=None, description="None: a window on the live site, none on a loopback address")
    browser: str = "auto"
    profile: Path | None = Field(default=None, description="a Chrome profile to work in, instead of a kept session")
    recordings: Path = Path("recordings")
    sessions: Path | None = Field(default=None, description="where `cancelbot login` keeps sessions")
    patience: float = Field(default=5.0, ge=0, le=120, description="minutes that a person has for their part")
    timeout: float = Field(default=30.0, gt=0, le=600, description="seconds a page may take")
    trace: bool = False
    video: bool = False
    account: str | None = Field(default=None, description="the account of accounts.toml that is meant")
    accounts: Path = Field(default=FILE, description="the file with several accounts")
    org: str | None = None
    expect_email: str | None = None
    expect_org: str | None = None
    allow_writes: tuple[str, ...] = Field(
        default=(), description="paths that a page may write to by itself, with commas between them"
    )
    attach: str | None = Field(default=None, description="a Chrome that runs here already: http://127.0.0.1:9222")
    remote: str | None = Field(default=None, description="a Playwright server (ws://...) or a CDP grid (http://...)")

    timestamp: str | None = Field(default=None, description="a timestamp authority (RFC 3161) for the receipt")
    notify: SecretStr | None = Field(default=None, description="where to send the outcome, in apprise's form")

    @field_validator("platform_url", "auth_url", "api_url")
    @classmethod
    def _belongs_to_the_site(cls, url: str) -> str:
        return trusted_origin(url)

    @field_validator("profile", "recordings", "sessions")
    @classmethod
    def _is_a_place(cls, path: Path | None) -> Path | None:
        try:
            return path.expanduser() if path else path
        except RuntimeError:
            raise UsageError(
                f"{path} cannot be resolved: this user has no home folder.", advice="Write the path out in full."
            ) from None

    @field_validator("allow_writes", mode="before")
    @classmethod
    def _are_apart(cls, given: object) -> object:
        return tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given

    @field_validator("allow_writes")
    @classmethod
    def _are_paths(cls, paths: tuple[str, ...]) -> tuple[str, ...]:
        if all(PLAIN_PATH.fullmatch(path) for path in paths):
            return paths
        raise UsageError("CANCELBOT_ALLOW_WRITES takes paths such as /v1/dashboard/events, with commas between them.")

    @field_validator("attach")
    @classmethod
    def _is_on_this_machine(cls, address: str | None) -> str | None:
        if address is None or address in CHANNELS or is_loopback(address):
            return address
        raise UsageError(
            "--attach takes a browser on this machine, such as http://127.0.0.1:9222.",
            advice="For a browser elsewhere there is --remote.",
        )

    @field_validator("timestamp")
    @classmethod
    def _is_on_the_web(cls, address: str | None) -> str | None:
        if address is None or (urlsplit(address).scheme in {"http", "https"} and urlsplit(address).hostname):
            return address
        raise UsageError("--timestamp takes an address such as https://authority.example/tsr.")

    @field_validator("remote")
    @classmethod
    def _is_an_address(cls, address: str | None) -> str | None:
        scheme = urlsplit(address or "ws://").scheme.removeprefix("cdp+")
        if scheme in {"ws", "wss", "http", "https"}:
            return address
        raise UsageError("--remote takes an address such as ws://127.0.0.1:3000/ or http://grid:9222.")

    @field_validator("totp_secret")
    @classmethod
    def _is_base32(cls, secret: SecretStr | None) -> SecretStr | None:
        return SecretStr(str(totp_key(secret.get_secret_value()))) if secret else None

    @model_validator(mode="after")
    def _one_browser_only(self) -> Settings:
        if sum(map(bool, (self.attach, self.remote, self.profile))) > 1:
            raise UsageError("--attach, --remote and --profile name different browsers: choose one of them.")
        return self

    @model_validator(mode="after")
    def _one_flag_means_others(self) -> Settings:
        implied = [*["dry_run"] * self.rehearse, *["download_invoices", "remove_card", "delete_keys"] * self.everything]
        self.__dict__.update(dict.fromkeys(implied, True))  # frozen from here on
        return self

    @property
    def sources(self) -> Mapping[str, str]:
        """Where each value was given that is not the default, by the name of its field."""
        return self._sources

    @property
    def origins(self) -> tuple[str, str, str]:
        """The site's own origins: platform, auth, api."""
        return self.platform_url, self.auth_url, self.api_url

    @property
    def on_loopback(self) -> bool:
        """Whether the run is against this machine (the sandbox), not the live site."""
        return is_loopback(self.platform_url)

    @property
    def own_browser(self) -> bool:
        return not (self.attach or self.remote)

    @property
    def in_a_window(self) -> bool:
        """Whether the person can see the browser: on the live site always, if there is a screen."""
        if not self.own_browser:
            return bool(self.attach)
        return not self.on_loopback and display() is not None if self.headed is None else self.headed

    @property
    def keeps_sessions(self) -> bool:
        """Whether sessions are saved in a file: a profile and an attached browser have their own."""
        return not (self.attach or self.profile)

    def given(self, field: str) -> str | None:
        """A secret of the settings in plain text; None if it is not set."""
        secret: SecretStr | None = getattr(self, field)
        return secret.get_secret_value() if secret else None

    def command_for(self, field: str) -> tuple[str, str | None]:
        """The setting that names a command for this secret, and the command, if there is one."""
        setting = f"{field.removesuffix('_secret')}_command"
        return setting, getattr(self, setting)

    @property
    def known_email(self) -> str | None:
        return self.given("email")

    @property
    def known_secrets(self) -> tuple[str, ...]:
        """The secrets of this run, for redaction."""
        given = [*filter(None, map(self.given, ("email", "password", "totp_secret", "notify")))]
        given += [totp_key(secret).secret] if (secret := self.given("totp_secret")) else []
        parts = urlsplit(self.remote or "")
        given += [unquote(part) for part in (parts.username, parts.password) if part]
        return tuple(dict.fromkeys(given))


def load(**flags: object) -> Settings:
    """The settings: ``flags`` (None: not given), then the environment, then ``.env``. Raises UsageError.

    If an account is named, its settings in accounts.toml replace the other settings about an account.
    """
    fields, on_line = Settings.model_fields, _flags(flags)
    told = {**from_file(fields), **{name: one for name, one in from_environment(fields).items() if one.value != ""}}
    if (named := {**told, **on_line}.get("account")) is not None and named.value:
        path = {**told, **on_line}.get("accounts", Given(FILE, ""))
        own = of_account(str(named.value), Path(str(path.value)), fields)
        told = {name: one for name, one in told.items() if name not in OWN_SETTINGS} | own
        root = {**told, **on_line}.get("recordings", Given("recordings", "")).value
        on_line["recordings"] = Given(Path(str(root)) / str(named.value).replace(" ", "-"), "the account's name")
    return _validated(told | on_line)


def load_alone(**flags: object) -> Settings:
    """The settings of ``flags`` alone, for practicing: those of the real account are ignored."""
    return _validated(_flags(flags))


def _flags(flags: Mapping[str, object]) -> dict[str, Given]:
    return {name: Given(value, "an option") for name, value in flags.items() if value is not None}


def _validated(told: Mapping[str, Given]) -> Settings:
    given = {name: one for name, one in told.items() if one.value != ""}
    try:
        settings = Settings.model_validate({name: one.value for name, one in given.items()})
    except ValidationError as wrong:
        raise UsageError(" ".join(_sentence(one["loc"], one["msg"], given) for one in wrong.errors())) from None
    settings._sources.update({name: one.source for name, one in given.items()})
    return settings


def _sentence(where: tuple[int | str, ...], what: str, given: Mapping[str, Given]) -> str:
    field = str(where[0]) if where else ""
    source = f" ({given[field].source})" if field in given else ""
    return f"{PREFIX}{field.upper()}{source}: {what}."


def intention(settings: Settings, *, looks: bool = False) -> str:
    """What a run with these settings will do and to whose account, in one line: the first one that is printed.

    ``looks``: for a command that never changes anything.
    """
    kind = PRACTICE if settings.on_loopback else "For real"
    if settings.dry_run:
        kind = "Only looking" if looks else "Dry run"
        kind = f"{PRACTICE}, {kind.lower()}" if settings.on_loopback else kind
        what = f"{kind}: nothing will be changed"
    else:
        more = {"every card deleted": settings.remove_card, "every API key revoked": settings.delete_keys}
        done = ["the plan will be canceled", *(text for text, wanted in more.items() if wanted)]
        what = f"{kind}: {', '.join(done)}{'' if settings.yes else ', once you have agreed'}"
    email = settings.expect_email or settings.known_email
    pins = [f"account {mask_email(email)}"] if email else []
    pins += [f"organization “{name}”" for name in dict.fromkeys((settings.expect_org, settings.org)) if name]
    return f"{what}. {'Only for ' + ', '.join(pins) if pins else 'You have not named the account or the organization'}."


def is_loopback(url: str) -> bool:
    """Whether ``url`` is an address of this machine."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def trusted_origin(url: str) -> str:
    """``url`` as an origin, if it is ``*.openai.com`` over https or a loopback address. Raises UsageError."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    at_openai = parts.scheme == "https" and _OPENAI.fullmatch(host) is not None
    on_this_machine = parts.scheme in {"http", "https"} and is_loopback(url)
    if not (at_openai or on_this_machine) or parts.username or parts.password:
        raise UsageError(
            f"{host or 'That'} is not a place this bot signs in to: only *.openai.com over https, or this machine.",
            advice="Check CANCELBOT_PLATFORM_URL, CANCELBOT_AUTH_URL and CANCELBOT_API_URL.",
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}:{port}" if port else f"{parts.scheme}://{shown}"


def display() -> str | None:
    """The display for a window, in a few words; None without one."""
    if sys.platform in {"darwin", "win32"}:
        return "the desktop"
    names = [name for name in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(name)]
    return ", ".join(f"{name}={os.environ[name]}" for name in names) or None
