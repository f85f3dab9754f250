"""--notify sends the outcome, and never what is secret."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pydantic import SecretStr
from tests.report.conftest import SAMPLE

from cancelbot.errors import UsageError
from cancelbot.recording.folder import Recording
from cancelbot.report.notify import Messenger

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # what apprise loads


class Mailbox(BaseHTTPRequestHandler):
    """Keeps what is posted to it."""

    got: list[dict[str, str]]

    def do_POST(self) -> None:  # the name that http.server calls
        self.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None: ...


@pytest.fixture
def mailbox() -> Iterator[HTTPServer]:
    Mailbox.got = []
    server = HTTPServer(("127.0.0.1", 0), Mailbox)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def messenger(mailbox: HTTPServer) -> Messenger:
    return Messenger(SecretStr(f"json://127.0.0.1:{mailbox.server_port}"))


def test_the_outcome_is_sent_in_a_sentence(mailbox: HTTPServer) -> None:
    assert messenger(mailbox).tell(SAMPLE)

    (message,) = Mailbox.got
    assert message["title"] == "cancelbot: canceled"
    assert "the reloaded page confirms it" in message["message"]


def test_a_call_for_a_person_is_sent_when_it_is_noted(mailbox: HTTPServer, tmp_path: Path) -> None:
    recording = Recording(tmp_path, "flow", "run", ("hunter2",))
    recording.on_call = messenger(mailbox).call

    recording.note("person.called", why="The sign-in shows a bot check for hunter2.")
    recording.close()

    (message,) = Mailbox.got
    assert "needs you" in message["title"]
    assert "hunter2" not in message["message"]


def test_without_an_address_nothing_is_sent() -> None:
    assert not Messenger(None).tell(SAMPLE)


def test_an_address_that_is_none_is_refused_without_being_repeated() -> None:
    with pytest.raises(UsageError) as raised:
        Messenger(SecretStr("nothing://hunter2@nowhere"))

    assert "hunter2" not in f"{raised.value} {raised.value.advice}"


def test_a_message_that_cannot_be_sent_stops_nothing() -> None:
    assert not Messenger(SecretStr("json://127.0.0.1:9")).tell(SAMPLE)
