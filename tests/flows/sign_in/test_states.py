"""Which state a page shows, told by roles and words alone: look-alikes of many makes, and pages that only sound so."""

import re
from pathlib import Path

import pytest
from tests.flows.conftest import Read

from openai_platform.sign_in.fields import FieldKind, submitter
from openai_platform.sign_in.recognize import recognize
from openai_platform.sign_in.states import Seen, State

SECTION = re.compile(r"^# (\w+)\n((?:.+\n)+)", re.MULTILINE)
SECTIONS = dict(SECTION.findall(Path(__file__).with_name("sign_in_pages.txt").read_text(encoding="utf-8")))
PARTS = dict(line.split(" ", 1) for line in SECTIONS.pop("parts").splitlines())
PAGES = [(name, html.format(**PARTS)) for name, lines in SECTIONS.items() for html in lines.splitlines()]
EMAIL, PASSWORD, CODE, GO = (PARTS[name] for name in ("EMAIL", "PASSWORD", "CODE", "GO"))


@pytest.mark.parametrize(("name", "html"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_shows_its_state_or_none(read: Read, name: str, html: str) -> None:
    state = _state(recognize(read(html)))

    assert (state.name if state else "none") == name


def test_each_state_has_a_page_and_a_row_in_the_documents_with_its_test() -> None:
    told = (Path(__file__).parents[3] / "docs" / "sign-in.md").read_text(encoding="utf-8")
    later = {State.WRONG_CREDENTIALS, State.WRONG_EMAIL, State.WRONG_CODE, State.HAND_OVER}
    tests = "\n".join(file.read_text(encoding="utf-8") for file in Path(__file__).parents[1].rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", told))

    assert {state.name for state in State} - set(SECTIONS) == {state.name for state in later}
    assert [
        state.value for state in State if not re.search(rf"^\| {state.value} \|.*`test_\w+` \|$", told, re.MULTILINE)
    ] == []
    assert [test for test in named if f"def {test}(" not in tests] == []


def test_a_refusal_counts_only_after_something_was_typed(read: Read) -> None:
    snapshot = read(f"<h1>Welcome back</h1>{EMAIL}{PASSWORD}<p>Incorrect password? Too many attempts lock you out.</p>")

    assert _state(recognize(snapshot)) is State.PASSWORD
    assert _state(recognize(snapshot, frozenset({FieldKind.PASSWORD}))) is State.RATE_LIMITED


@pytest.mark.parametrize(
    "says",
    [
        "Incorrect email address or password",
        "Incorrect email address, phone number, or password. Phone numbers must include the country code.",
        "Wrong email or password",
        "The email address and/or password you specified are not correct.",
        "Your password was incorrect.",
        "Sorry, we couldn't find an account with that email",
        "Invalid credentials",
    ],
)
def test_each_sentence_about_a_wrong_password_is_a_refusal(read: Read, says: str) -> None:
    seen = recognize(read(f"<h1>Log in</h1>{EMAIL}{PASSWORD}<span>{says}</span>"), frozenset({FieldKind.PASSWORD}))

    assert _state(seen) is State.WRONG_CREDENTIALS
    assert seen is not None
    assert says in seen.said


@pytest.mark.parametrize(
    "says",
    [
        "The code you entered is incorrect. Please try again.",
        "Incorrect code.",
        "Invalid verification code",
        "This code has expired",
    ],
)
def test_each_sentence_about_a_wrong_code_is_a_refusal(read: Read, says: str) -> None:
    seen = recognize(read(f"<p>authenticator app</p>{CODE}<div>{says}</div>"), frozenset({FieldKind.CODE}))

    assert _state(seen) is State.WRONG_CODE


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<form>{PASSWORD}<a href=#>Forgot?</a>{GO}</form><button>Continue with Google</button>", "Continue"),
        (
            f"<a href=/l>Log in</a><div><button role=tab>Log in</button>{PASSWORD}<button>Log in</button></div>",
            "Log in",
        ),
        (f"<div>{PASSWORD}<div><span onclick=1>Verify</span></div></div>", "Verify"),
        (f"<div>{PASSWORD}<a href=#>Continue</a></div>", "Continue"),
        (f"<form>{PASSWORD}</form><p>Have an account? <button>Sign up</button></p>", None),
        (f"<form>{PASSWORD}<button>Next</button><button>Continue</button></form>", None),
    ],
)
def test_the_button_that_sends_a_form_stands_after_its_field(read: Read, html: str, expected: str | None) -> None:
    seen = recognize(read(html))

    assert seen is not None
    assert seen.fields.password is not None
    button = submitter(seen.fields.password)
    assert (button.name if button else None) == expected


def _state(seen: Seen | None) -> State | None:
    return seen.state if seen else None
