"""Masking and redaction."""

import pytest

from cancelbot.errors import UsageError
from cancelbot.redaction import bare_url, mask_email, redact, totp_secret


def test_an_address_is_masked_to_its_first_letter_and_domain() -> None:
    assert mask_email("user@example.com") == "u***@example.com"


@pytest.mark.parametrize(
    "secret",
    [
        "sk-proj-abcdefghijklmnop1234",
        "sess-abcdefghijklmnop1234",
        "sk-admin-abcdefghijklmnop",
        "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.c2ln",
    ],
)
def test_credentials_of_the_platform_are_redacted(secret: str) -> None:
    assert secret not in redact(f"it was {secret}.")


def test_a_redacted_key_stays_readable() -> None:
    assert redact("sk-...AzN9") == "sk-...AzN9"


def test_the_secrets_of_the_run_are_redacted_wherever_they_stand() -> None:
    assert redact("xhunter2x a@b.example", ("hunter2", "a@b.example")) == "x[redacted]x a***@b.example"


def test_codes_in_addresses_are_redacted() -> None:
    assert redact("/auth/callback?code=abc&state=def#x") == "/auth/callback?code=[redacted]&state=[redacted]#x"
    assert bare_url("https://auth.openai.com/log-in?email=a@b.example") == "https://auth.openai.com/log-in"


@pytest.mark.parametrize(
    "given",
    [
        "JBSWY3DPEHPK3PXP",
        "jbsw y3dp ehpk 3pxp",
        "JBSW-Y3DP-EHPK-3PXP",
        "otpauth://totp/OpenAI:me?secret=JBSWY3DPEHPK3PXP&issuer=OpenAI",
    ],
)
def test_an_authenticator_secret_is_read_in_every_usual_form(given: str) -> None:
    assert totp_secret(given) == "JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(
    "given", ["123456", "not base32!", "otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP", "otpauth://totp/x"]
)
def test_a_malformed_authenticator_secret_is_refused_without_being_repeated(given: str) -> None:
    with pytest.raises(UsageError) as refused:
        totp_secret(given)
    assert given not in str(refused.value)
