"""The settings, and what of them is refused before a browser starts."""

from pathlib import Path

import pytest

from cancelbot.config.settings import load
from cancelbot.errors import UsageError


@pytest.mark.parametrize(
    "url",
    [
        "https://platform.openai.com.evil.example",
        "http://platform.openai.com",
        "https://user:pass@platform.openai.com",
        "https://openai.com@evil.example",
        "ftp://127.0.0.1",
        "https://chatgpt.com",
        "nonsense",
        "http://[::1",
        "https://evil.example\\.openai.com",
        "https://evil.example\t.openai.com.evil.example",
        "https://*.openai.com",
        "https://platform.openai.com.",
        "https://platform.\u043epenai.com",
        "https://platform.openai.com:99999",
        "https://evil.example%2f.openai.com",
        "https://evil.example%00.openai.com",
        "https://.openai.com",
        "http://localhost.evil.example",
        "http://127.1",
        "http://0.0.0.0",
    ],
)
def test_no_other_site_is_signed_in_to(url: str) -> None:
    with pytest.raises(UsageError):
        load(platform_url=url)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://platform.openai.com/settings?x=1", "https://platform.openai.com"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("HTTPS://Platform.OpenAI.com:8443", "https://platform.openai.com:8443"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://[::1]:9", "http://[::1]:9"),
    ],
)
def test_the_site_and_this_machine_are_accepted(url: str, origin: str) -> None:
    assert load(platform_url=url).platform_url == origin


def test_flags_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANCELBOT_RECORDINGS", "from-environment")

    assert load().recordings == Path("from-environment")
    assert load(recordings="from-flag").recordings == Path("from-flag")


def test_everything_is_invoices_card_and_keys() -> None:
    settings = load(everything=True)

    assert settings.download_invoices
    assert settings.remove_card
    assert settings.delete_keys


def test_secrets_do_not_show_when_settings_are_printed_or_refused() -> None:
    assert "hunter2" not in repr(load(password="hunter2"))
    with pytest.raises(UsageError) as refused:
        load(password="hunter2", timeout="soon")
    assert "hunter2" not in str(refused.value)
    assert "CANCELBOT_TIMEOUT" in str(refused.value)


def test_a_place_below_the_home_folder_is_that_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("PROFILE", "RECORDINGS", "SESSIONS"):
        monkeypatch.setenv(f"CANCELBOT_{name}", "~/chrome")

    settings = load()

    assert {settings.profile, settings.recordings, settings.sessions} == {tmp_path / "chrome"}


def test_who_signs_in_at_a_browser_elsewhere_is_a_secret() -> None:
    assert set(load(remote="wss://us%2Fer:p4ss@grid.example/x?token=t").known_secrets) >= {"us/er", "p4ss"}
