"""Who signs in, and what stands between them and the dashboard."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

EmailCode = Literal["never", "instead-of-password", "after-password"]
Factor = Literal["none", "totp", "push", "sms", "passkey", "choice"]
Trouble = Literal["none", "wrong-method", "rate-limited", "oops", "timed-out", "country"]
BotCheck = Literal["never", "auth", "platform", "billing"]


class SandboxAccount(BaseModel):
    """One person with a password; `totp_secret` is base32, of any length, or None."""

    model_config = ConfigDict(frozen=True)

    email: str = "dana@acme.example"
    password: str = "correct horse battery staple"  # noqa: S105 # the sandbox's own, no secret
    totp_secret: str | None = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 # the sandbox's own, no secret
    name: str = "Dana Whitfield"
    deactivated: bool = False


class SignInOptions(BaseModel):
    """How the sign-in behaves: each field is one switch."""

    model_config = ConfigDict(frozen=True)

    email_code: EmailCode = "never"
    factor: Factor = "totp"
    passkey_first: bool = False
    """A passkey is asked for after the e-mail address; the password is another method."""
    boxes: Literal[1, 6] = 1
    submit_button: bool = True
    account_chooser: bool = False
    session_ended: bool = False
    consent: bool = False
    organization_choice: bool = False
    password_refused: bool = False
    long_password_error: bool = False
    trouble: Trouble = "none"
    bot_check: BotCheck = "never"
    single_url: bool = False
    """The address stays /log-in while the screens change."""
    disabled_ms: int = 150
    """For how long a field is visible but disabled, in milliseconds."""
