"""The sign-in screens: their addresses, titles and words."""

from enum import StrEnum
from hashlib import md5

from pydantic import BaseModel


class Name(StrEnum):
    """The screens of a sign-in; DONE is the way back to the platform."""

    SESSION_ENDED = "session-ended"
    CHOOSER = "account-chooser"
    EMAIL = "email"
    PASSWORD = "password"  # noqa: S105 # the sandbox's own, no secret
    EMAIL_CODE = "email-code"
    TOTP = "totp"
    PUSH = "push"
    SMS = "sms"
    PASSKEY = "passkey"
    RECOVERY = "recovery"
    CHOICE = "choice"
    CONSENT = "consent"
    ORGANIZATION = "organization"
    TROUBLE = "trouble"
    EXTERNAL = "external"
    DONE = "done"


class ScreenOption(BaseModel):
    """Something to choose: a second factor, an account, an organization."""

    id: str
    label: str


class AuthScreen(BaseModel):
    """All that a skin needs to show a screen."""

    name: Name
    path: str
    title: str
    heading: str
    text: str = ""
    email: str = ""
    options: list[ScreenOption] = []
    boxes: int = 1
    submit_button: bool = True
    password_instead: bool = False
    try_again: bool = False
    disabled_ms: int = 150
    single_url: bool = False
    login_url: str = ""


def factor_path(name: Name) -> str:
    """/mfa-challenge/<32 hex digits>, one id a factor."""
    return "/mfa-challenge/" + md5(name.encode(), usedforsecurity=False).hexdigest()


PATHS: dict[Name, str] = {
    Name.SESSION_ENDED: "/session-ended",
    Name.CHOOSER: "/choose-an-account",
    Name.EMAIL: "/log-in",
    Name.PASSWORD: "/log-in/password",
    Name.EMAIL_CODE: "/email-verification",
    Name.CHOICE: "/mfa-challenge",
    Name.CONSENT: "/consent",
    Name.ORGANIZATION: "/choose-organization",
    Name.TROUBLE: "/error",
    Name.EXTERNAL: "/external",
    **{name: factor_path(name) for name in (Name.TOTP, Name.PUSH, Name.SMS, Name.PASSKEY, Name.RECOVERY)},
}

VERIFY = "Verify your identity"
WORDS: dict[Name, tuple[str, str, str]] = {
    Name.SESSION_ENDED: ("Your session has ended", "Your session has ended", "Continue by logging in"),
    Name.CHOOSER: ("Choose an account", "Welcome back", "Choose an account to continue"),
    Name.EMAIL: ("Welcome back", "Welcome back", ""),
    Name.PASSWORD: ("Enter your password", "Enter your password", ""),
    Name.EMAIL_CODE: ("Check your inbox", "Check your inbox", "Enter the verification code we just sent to {email}"),
    Name.TOTP: (VERIFY, VERIFY, "Enter the code from your authenticator app"),
    Name.PUSH: (VERIFY, VERIFY, "We sent a notification to your device. Approve it to continue."),
    Name.SMS: (VERIFY, VERIFY, "Enter the code we sent by text message to your phone ending in 42"),
    Name.PASSKEY: (VERIFY, VERIFY, "Use your passkey to continue"),
    Name.RECOVERY: (VERIFY, VERIFY, "Enter one of your recovery codes"),
    Name.CHOICE: (VERIFY, VERIFY, "Select a method to verify your identity"),
    Name.CONSENT: ("Continue to OpenAI Platform", "Continue to OpenAI Platform", "OpenAI Platform will use {email}"),
    Name.ORGANIZATION: ("Choose an organization", "Choose an organization", "Select where you want to continue"),
    Name.TROUBLE: ("Oops, an error occurred!", "Oops, an error occurred!", ""),
    Name.EXTERNAL: ("Sign in", "Sign in with your provider", "This provider is not part of the sandbox."),
}
"""Title (without " - OpenAI"), heading, text."""

FACTORS: tuple[ScreenOption, ...] = (
    ScreenOption(id=Name.TOTP, label="Authenticator app"),
    ScreenOption(id=Name.PUSH, label="Push notification"),
    ScreenOption(id=Name.SMS, label="Text message"),
    ScreenOption(id=Name.PASSKEY, label="Passkey"),
    ScreenOption(id=Name.EMAIL_CODE, label="Email"),
    ScreenOption(id=Name.RECOVERY, label="Recovery code"),
)
