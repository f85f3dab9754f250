"""What is left of a trace in which secrets stand everywhere that Playwright puts them."""

import base64
import io
import json
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import pytest

from cancelbot.recording.capture.tracer import scrubbed

PASSWORD = 'correct horse "battery" staple/7'
EMAIL = "dana@acme.example"
COOKIE = "U47J7Ubl_CbG0TShMNCDVzNASufm5bB_"
SPELLED = base64.b64encode(PASSWORD.encode()).decode().rstrip("=")
SESSION = "sess-Zk3vT0rV9mQ2xYw8pLbN"
CALL = {"callId": "1", "class": "Frame"}
HEAD = {"type": "context-options", "version": 10, "options": {"viewport": None, "extraHTTPHeaders": [SESSION]}}


def request(url: str, kind: str, file: str) -> dict[str, object]:
    """A request as a trace has it, with a secret in every place of it."""
    headers = [{"name": "Authorization", "value": f"Bearer {SESSION}"}, {"name": "Content-Type", "value": kind}]
    told = {"url": url, "headers": headers, "cookies": [{"value": COOKIE}], "postData": {"text": PASSWORD}}
    answer = {"headers": [{"name": "Set-Cookie", "value": f"oai={COOKIE}; Path=/"}], "cookies": [{"value": COOKIE}]}
    return {"request": told, "response": {**answer, "content": {"mimeType": kind, "_file": file}}}


LINES = [
    HEAD,
    {
        "type": "before",
        **CALL,
        "method": "click",
        "params": {"selector": f"text={EMAIL}"},
        "stack": ["/home/you/secret-place"],
    },
    {"type": "log", "callId": "1", "message": f"fill({PASSWORD!r})"},
    {
        "type": "after",
        "callId": "1",
        "result": {"value": COOKIE},
        "error": {"message": EMAIL, "stack": "/home/you/secret-place"},
    },
    {"type": "before", "callId": "2", "class": "JSHandle", "method": "evaluateExpression", "params": {"arg": PASSWORD}},
    {"type": "before", "callId": "3", "class": "BrowserContext", "method": "cookies", "params": {}},
    {"type": "after", "callId": "3", "result": {"cookies": [{"value": COOKIE}]}},
    {"type": "console", "text": SESSION},
    {"type": "something-new", "value": PASSWORD},
    {
        "type": "frame-snapshot",
        "snapshot": {
            "html": [
                "HTML",
                {},
                ["META", {"name": "csrf-token", "content": "kept-by-nobody"}],
                ["P", {}, f"Signed in as {EMAIL}, {COOKIE}", SPELLED],
                ["INPUT", {"type": "password", "__playwright_value_": "kept-by-nobody"}],
                ["INPUT", {"type": "text", "__playwright_value_": "a name"}],
                [[1, 7]],
            ]
        },
    },
    {"type": "frame-snapshot", "snapshot": {"html": ["HTML", {}, ["P", {}, "Credit balance"]]}},
]
NETWORK = [
    {
        "type": "resource-snapshot",
        "snapshot": request("https://a.example/x.css?code=abc", "text/css", "resources/1.css"),
    },
    {"type": "resource-snapshot", "snapshot": request("https://a.example/me", "application/json", "resources/2.json")},
]
BODIES = {
    "resources/1.css": f".a::after {{ content: '{EMAIL}' }} .b {{ color: red }}",
    "resources/2.json": json.dumps({"token": SESSION}),
    "resources/3.css": f"@import url(/{quote(PASSWORD, safe='')});",
    "resources/4.html": "kept-by-nobody",
    "trace.stacks": "/home/you/secret-place",
}


@pytest.fixture
def cleaned(tmp_path: Path) -> dict[str, str]:
    """The files of the scrubbed trace."""
    with ZipFile(tmp_path / "raw.zip", "w") as raw:
        raw.writestr("trace.trace", "\n".join(map(json.dumps, LINES)))
        raw.writestr("trace.network", "\n".join(map(json.dumps, NETWORK)))
        for name, body in BODIES.items():
            raw.writestr(name, body)
    with ZipFile(io.BytesIO(scrubbed(tmp_path / "raw.zip", (PASSWORD, EMAIL)))) as clean:
        return {name: clean.read(name).decode() for name in clean.namelist()}


def test_no_secret_is_left_in_any_of_its_files(cleaned: dict[str, str]) -> None:
    whole = "\n".join(cleaned.values())

    for secret in (EMAIL, COOKIE, SESSION, PASSWORD, json.dumps(PASSWORD)[1:-1], quote(PASSWORD, safe="")):
        assert secret not in whole
    for gone in ("kept-by-nobody", "/home/you/secret-place", "code=abc", SPELLED):
        assert gone not in whole


def test_what_is_harmless_stays(cleaned: dict[str, str]) -> None:
    told = [json.loads(line) for line in cleaned["trace.trace"].splitlines()]

    kinds = ["context-options", "before", "log", "after", "frame-snapshot", "frame-snapshot"]
    assert [line["type"] for line in told] == kinds
    assert "Credit balance" in cleaned["trace.trace"]
    assert "color: red" in cleaned["resources/1.css"]
    assert set(cleaned) == {"trace.trace", "trace.network", "resources/1.css", "resources/3.css"}
    assert len(cleaned["trace.network"].splitlines()) == len(NETWORK)
