"""One person's way through the sign-in: the steps still before them, and what they typed."""

import secrets
from dataclasses import dataclass, field

from cancelbot.sandbox.account import SignInOptions
from cancelbot.sandbox.auth.screens import Name

FACTOR_STEPS: dict[str, tuple[Name, ...]] = {
    "none": (),
    "totp": (Name.TOTP,),
    "push": (Name.PUSH,),
    "sms": (Name.SMS,),
    "passkey": (Name.PASSKEY,),
    "choice": (Name.CHOICE,),
}
PASSWORD_STEPS: dict[str, tuple[Name, ...]] = {
    "never": (Name.PASSWORD,),
    "instead-of-password": (Name.EMAIL_CODE,),
    "after-password": (Name.PASSWORD, Name.EMAIL_CODE),
}


@dataclass
class SignInAttempt:
    """What /oauth/authorize was asked for, and how far the person has come."""

    state: str
    challenge: str
    redirect_uri: str
    id: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    steps: list[Name] = field(default_factory=list)
    email: str = ""
    code: str = ""
    trouble: tuple[str, str] = ("", "")

    @property
    def here(self) -> Name:
        """The screen the person must see now."""
        return self.steps[0] if self.steps else Name.DONE

    def passed(self) -> None:
        self.steps.pop(0)

    def instead(self, *names: Name) -> None:
        self.steps[0:1] = names

    def fail(self, heading: str, text: str) -> None:
        """Nothing but an error page is left."""
        self.trouble = (heading, text)
        self.steps = [Name.TROUBLE]


def from_email(sign_in: SignInOptions) -> list[Name]:
    """The steps from the e-mail screen on."""
    last = [Name.CONSENT] * sign_in.consent + [Name.ORGANIZATION] * sign_in.organization_choice
    passkey = [Name.PASSKEY] * sign_in.passkey_first
    return [Name.EMAIL, *passkey, *PASSWORD_STEPS[sign_in.email_code], *FACTOR_STEPS[sign_in.factor], *last]


def planned(sign_in: SignInOptions, remembered: bool) -> list[Name]:
    """All the steps of a new attempt; a remembered person has none, or only the chooser."""
    chooser = [Name.CHOOSER] * sign_in.account_chooser
    if remembered:
        return chooser
    return [Name.SESSION_ENDED] * sign_in.session_ended + chooser + from_email(sign_in)
