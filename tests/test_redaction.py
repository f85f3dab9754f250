"""Masking and redaction, and the text of others on a terminal."""

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given as example
from hypothesis import strategies as st
from tests.support.spelt import SPELLINGS

from cancelbot.config.totp import totp_key
from cancelbot.errors import UsageError
from cancelbot.redaction import bare_url, escaped, mask_email, redact, visible, without_links


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
    assert str(totp_key(given)) == "JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(
    "given", ["123456", "not base32!", "otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP", "otpauth://totp/x"]
)
def test_a_malformed_authenticator_secret_is_refused_without_being_repeated(given: str) -> None:
    with pytest.raises(UsageError) as refused:
        totp_key(given)
    assert given not in str(refused.value)


SECRET = 'pa"ss<wörd>&Canary/bird+7?'


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("secret", [SECRET, "correct horse battery", "sam@mine.example"])
def test_a_secret_is_redacted_in_each_spelling(spelling: str, secret: str) -> None:
    spelt = SPELLINGS[spelling](secret)

    told = redact(f"before {spelt} after", (secret,))

    assert told.startswith("before ")
    assert spelt not in told
    assert "[redacted]" in told or "***@" in told


@pytest.mark.parametrize(
    "misread", [SECRET[::-1], SECRET.encode().decode("latin-1")], ids=["backwards", "in the wrong alphabet"]
)
def test_a_secret_that_is_misread_is_redacted(misread: str) -> None:
    assert redact(f"it was {misread}", (SECRET,)) == "it was [redacted]"


@pytest.mark.parametrize("key", ["JBSWY3DPEHPK3PXP", "JBSWY3DPEHPK3PXPJBSWY3DP"])
def test_an_authenticator_s_secret_is_redacted_however_it_is_handed_on(key: str) -> None:
    raw = base64.b32decode(key + "=" * (-len(key) % 8))
    for told in (
        f"otpauth://totp/me?secret={key.lower()}",
        quote("otpauth://totp/me?secret=GEZDGNBVGY3TQOJQ", safe=""),
        " ".join(key[at : at + 4] for at in range(0, len(key), 4)),
        raw.hex(":"),
        base64.urlsafe_b64encode(b"\n\x10" + raw).decode(),
    ):
        shown = redact(f"QR {told}", (key,))
        assert shown.startswith("QR ")
        assert "[redacted]" in shown
        assert told[-8:] not in shown


@pytest.mark.parametrize(
    "spelling", [name for name in SPELLINGS if not name.startswith(("in base64", "in hex", "in groups", "over"))]
)
def test_an_address_that_nobody_has_told_is_masked_in_each_spelling(spelling: str) -> None:
    told = redact(f"for {SPELLINGS[spelling]('sam@mine.example')} only")

    assert "sam" not in told.lower()
    assert "***@" in told


@example(st.text(max_size=40), st.text(max_size=40), st.sampled_from(sorted(SPELLINGS)))
def test_whatever_stands_around_it_a_secret_does_not_stay(before: str, after: str, spelling: str) -> None:
    spelt = SPELLINGS[spelling](SECRET)

    assert spelt not in redact(f"{before} {spelt} {after}", (SECRET,))


@example(st.text(max_size=200))
def test_text_without_secrets_stays_as_it_is(text: str) -> None:
    harmless = text.replace("@", "").replace("://", "").replace("sk-", "").replace("=", "")

    assert redact(harmless, ("correct horse battery",)) == harmless


def test_who_signs_in_and_what_is_asked_for_is_left_out_of_addresses() -> None:
    told = redact("at wss://user:pass@grid.example:3000/x?token=t0ken#frag and http://a.example/b.")

    assert told == "at wss://grid.example:3000/x?[redacted] and http://a.example/b."
    assert bare_url("wss://user:pass@grid.example:3000/x?token=t0ken") == "wss://grid.example:3000/x"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("see //user:pass@grid/x", "see //grid/x"),
        ("Authorization: Bearer abcdefghijklmnop", "Authorization: Bearer [redacted]"),
        ("authorization: basic dXNlcjpwYXNzd29yZA==", "authorization: basic [redacted]"),
        ("The bearer of this letter", "The bearer of this letter"),
        ("9:30 // a@b", "9:30 // a@b"),
    ],
)
def test_what_signs_in_without_being_told_is_left_out(text: str, told: str) -> None:
    assert redact(text) == told


def test_links_in_a_tree_lead_to_the_path_alone() -> None:
    tree = """- link "Invoice":
  - /url: https://invoice.example/i/acct_1A2b3C4d5E6f7G8h9I/live_YWNjdF8xTz?s=ap
- link "Card":
  - /url: "/pay?prefilled_email=sam%40example.com#x"
- link "Mail":
  - /url: mailto:sam@example.com
- text: a?b
"""

    assert without_links(tree).splitlines() == [
        '- link "Invoice":',
        "  - /url: https://invoice.example/i/[redacted]/live_YWNjdF8xTz",
        '- link "Card":',
        "  - /url: /pay",
        '- link "Mail":',
        "  - /url: mailto:...",
        "- text: a?b",
    ]


@example(st.text(alphabet=st.characters(exclude_categories=[]), max_size=80))
def test_no_character_that_a_terminal_obeys_is_shown(text: str) -> None:
    for sign in visible(text) + escaped(json.dumps(text, ensure_ascii=False)):
        assert sign in "\u200c\u200d" or sign.isprintable(), hex(ord(sign))
    assert set(visible(f"{text}\n", lines=True)) - set(visible(text)) == {"\n"} | set()


@example(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_escaped_json_says_the_same(text: str) -> None:
    assert json.loads(escaped(json.dumps({"a": text}, ensure_ascii=False, indent=2))) == {"a": text}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\u241b[31mb"),
        ("a\x9b31mb", "a<U+009B>31mb"),
        ("a\nb\r\t", "a\u240ab\u240d\u2409"),
        ("admin\u202egpj.exe", "admin<U+202E>gpj.exe"),
        ("[/b] [link=x]", "[/b] [link=x]"),
        ("Zoë \U0001f469\u200d\U0001f52c", "Zoë \U0001f469\u200d\U0001f52c"),
        ("a\u00a0b", "a b"),
        ("Acme\u3164 \u2800", "Acme<U+3164> <U+2800>"),
        ("\u2066Acme\u2069", "<U+2066>Acme<U+2069>"),
        ("\x1b]8;;http://x\x1b\\a", "\u241b]8;;http://x\u241b\\a"),
    ],
)
def test_what_a_terminal_would_obey_has_a_visible_sign(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_long_text_is_cut_and_says_so() -> None:
    assert visible("a" * 3000).endswith("a\u2026 (1000 more characters)")
