"""--notify sends the outcome, and never what is secret."""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pydantic import SecretStr
from tests.report.conftest import SAMPLE

from cancelbot.app import recorded
from cancelbot.config.lock import one_run
from cancelbot.config.settings import load
from cancelbot.engine.interaction import IO, Progress
from cancelbot.errors import AlreadyRunning, CancelbotError, UsageError
from cancelbot.recording.folder import Recording
from cancelbot.recording.read import read_recording
from cancelbot.report.notify import Messenger
from cancelbot.result import Account, Mode, Result
from openai_platform import FLOW

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
    assert messenger(mailbox).tell(read_recording(SAMPLE).result)

    (message,) = Mailbox.got
    assert (message["title"], message["type"]) == ("cancelbot, PRACTICE (fake site): canceled", "success")
    assert "the reloaded page confirms it" in message["message"]
    assert "Account: Acme Robotics, " in message["message"]
    assert "Exit code 0. Recording: " in message["message"]


@pytest.mark.parametrize("mode", ["run", "dry-run", "check", "login"])
def test_every_ending_is_sent_and_a_failed_one_as_such(mailbox: HTTPServer, mode: Mode) -> None:
    result = Result("openai-platform", mode, "2026-11-22T13:34:08.530Z", "recordings/x", exit_code=3)
    result.account, result.message = Account("d***@acme.example", "Acme\x1b[2J"), "Refused for hunter2."

    assert messenger(mailbox).tell(result, ("hunter2",))

    (message,) = Mailbox.got
    assert message["type"] == "failure"
    assert "Acme\u241b[2J, d***@acme.example. Exit code 3. Recording: recordings/x" in message["message"]
    assert "hunter2" not in message["message"]


@pytest.mark.parametrize(("stops", "code"), [("Another run", 8), ("recordings folder", 2)])
def test_a_command_that_cannot_begin_is_told_of_too(
    mailbox: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stops: str, code: int
) -> None:
    monkeypatch.setattr("cancelbot.config.machine.SHARED", tmp_path)
    monkeypatch.setattr("keyring.get_password", lambda *_: None)
    no_folder = tmp_path / "file"
    no_folder.touch()
    address = f"json://127.0.0.1:{mailbox.server_port}"
    settings = load(email="dana@acme.example", notify=address, recordings=str(no_folder))

    other = one_run(settings) if code == AlreadyRunning.exit_code else nullcontext()
    with other, pytest.raises(CancelbotError, match=stops), recorded(settings, "verify", IO(Progress()), FLOW):
        pass

    (message,) = Mailbox.got
    assert message["type"] == "failure"
    assert f"Account: d***@acme.example. Exit code {code}. Recording: none" in message["message"]


def test_a_call_for_a_person_is_sent_when_it_is_noted(mailbox: HTTPServer, tmp_path: Path) -> None:
    recording = Recording(tmp_path, "flow", "run", ("hunter2",), messenger(mailbox).call)

    recording.note("person.called", why="The sign-in shows a bot check for hunter2.")
    recording.close()

    (message,) = Mailbox.got
    assert "needs you" in message["title"]
    assert "hunter2" not in message["message"]


def test_without_an_address_nothing_is_sent() -> None:
    assert not Messenger(None).tell(read_recording(SAMPLE).result)


def test_an_address_that_is_none_is_refused_without_being_repeated() -> None:
    with pytest.raises(UsageError) as raised:
        Messenger(SecretStr("nothing://hunter2@nowhere"))

    assert "hunter2" not in f"{raised.value} {raised.value.advice}"


def test_a_message_that_cannot_be_sent_stops_nothing_and_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = Messenger(SecretStr("json://hunter2:hunter3@127.0.0.1:9"))

    assert not nowhere.tell(read_recording(SAMPLE).result)
    assert not nowhere.call("A code is wanted.")

    told = capsys.readouterr().err
    assert told.count("could not be sent") == 1
    assert "hunter" not in told
