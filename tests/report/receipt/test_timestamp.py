"""A timestamp is another's word for the time of a receipt; openssl makes it and checks it here, not we."""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conftest import Ran
from tests.report.receipt.test_manifest import shown_below
from tests.support.authority import Authority
from tests.support.damage import state
from tests.support.sealing import seal_anew

from cancelbot import app
from cancelbot.cli import cancelbot
from cancelbot.config.machine import require
from cancelbot.config.settings import load
from cancelbot.engine.interaction import IO, Progress
from cancelbot.errors import SignInRefused, UsageError
from cancelbot.report.receipt.manifest import RECEIPT, STAMP, put_beside
from cancelbot.report.receipt.timestamp import NotStamped, stamp
from cancelbot.report.receipt.verify import verify_recording
from openai_platform import FLOW


def call(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cancelbot, ["receipt", *arguments, str(folder)], env={"COLUMNS": "200"})


@contextmanager
def answering(reply: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """A server that is no timestamp authority; its address."""

    class Asked(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            reply(self)

        def log_message(self, *_arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Asked) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_the_command_stamps_a_receipt_and_says_by_whom_and_when(tiny: Path, authority: Authority) -> None:
    said = call(tiny, "timestamp", "--timestamp", authority.url, "--roots", str(authority.root))

    assert said.exit_code == 0
    assert said.output.startswith("Sealed and timestamped: all 4 files are as the run left them; timestamped by “CN=")
    proof = verify_recording(tiny, authority.root)
    assert [(one.kind, one.fits) for one in proof.attested] == [("timestamped", True)]
    assert proof.exit_code == 0


def test_a_timestamp_is_not_replaced_by_a_later_one(tiny: Path, authority: Authority) -> None:
    stamp(tiny, authority.url)
    before = state(tiny)

    said = call(tiny, "timestamp", "--timestamp", authority.url, "--roots", str(authority.root))

    assert (said.exit_code, state(tiny) == before) == (0, True)


def test_plain_openssl_confirms_the_timestamp_as_the_page_shows(tiny: Path, authority: Authority) -> None:
    stamp(tiny, authority.url)
    command = shown_below("### The timestamp, with openssl").replace("authority.pem", str(authority.root))

    assert "openssl ts -verify" in command
    assert subprocess.run(["bash", "-ec", command], cwd=tiny, capture_output=True, check=False).returncode == 0
    (tiny / RECEIPT).write_bytes((tiny / RECEIPT).read_bytes() + b"\n")
    assert subprocess.run(["bash", "-ec", command], cwd=tiny, capture_output=True, check=False).returncode != 0


def test_only_the_hash_leaves_the_machine(tiny: Path, authority: Authority) -> None:
    stamp(tiny, authority.url)

    (query,) = authority.heard[-1:]
    assert sha256((tiny / RECEIPT).read_bytes()).digest() in query
    assert len(query) < 80  # version, algorithm, hash, a random number, and that the certificate is wanted


def test_an_authority_that_nobody_here_believes_leaves_the_timestamp_unchecked(
    tiny: Path, authority: Authority
) -> None:
    stamp(tiny, authority.url)

    proof = verify_recording(tiny)

    assert proof.exit_code == 6
    assert [one.fits for one in proof.attested] == [None]
    assert "no root known here vouches" in proof.attested[0].text
    assert proof.sentence.startswith("Sealed: ")


def test_a_receipt_that_was_sealed_anew_no_longer_fits_its_timestamp(tiny: Path, authority: Authority) -> None:
    stamp(tiny, authority.url)
    (tiny / "01_a.png").write_bytes(b"forged")
    seal_anew(tiny)

    proof = verify_recording(tiny, authority.root)

    assert proof.changes == []
    assert [one.fits for one in proof.attested] == [False]
    assert proof.exit_code == 1


def test_a_changed_recording_is_not_stamped(tiny: Path, authority: Authority) -> None:
    (tiny / "01_a.png").write_bytes(b"forged")
    heard = len(authority.heard)

    assert call(tiny, "timestamp", "--timestamp", authority.url).exit_code == 1
    assert len(authority.heard) == heard


def refuse(asked: BaseHTTPRequestHandler) -> None:
    asked.send_error(503)


def babble(asked: BaseHTTPRequestHandler) -> None:
    asked.send_response(200)
    asked.end_headers()
    asked.wfile.write(b"<html>Sign in to our network first")


def never_end(asked: BaseHTTPRequestHandler) -> None:
    asked.send_response(200)
    asked.end_headers()
    for _ in range(10_000):
        try:
            asked.wfile.write(b"?" * 65_536)
        except OSError:
            return


@pytest.mark.parametrize(
    ("reply", "why"),
    [(refuse, "it answered 503"), (babble, "did not answer with a timestamp"), (never_end, "its answer does not end")],
)
def test_what_is_no_timestamp_is_said_and_nothing_is_kept(
    tiny: Path, reply: Callable[[BaseHTTPRequestHandler], None], why: str
) -> None:
    before = state(tiny)
    with answering(reply) as url, pytest.raises(NotStamped, match=why):
        stamp(tiny, url)

    assert state(tiny) == before


def test_a_redirect_is_not_followed_so_no_other_server_is_asked(tiny: Path, authority: Authority) -> None:
    def elsewhere(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(307)
        asked.send_header("Location", authority.url)
        asked.end_headers()

    heard = len(authority.heard)
    with answering(elsewhere) as url, pytest.raises(NotStamped, match="it answered 307"):
        stamp(tiny, url)

    assert len(authority.heard) == heard


def test_the_answer_to_an_earlier_question_is_refused(tiny: Path, authority: Authority) -> None:
    stamp(tiny, authority.url)
    earlier = (tiny / STAMP).read_bytes()

    def repeat(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(200)
        asked.end_headers()
        asked.wfile.write(earlier)

    with answering(repeat) as url, pytest.raises(NotStamped, match="did not answer with a timestamp"):
        stamp(tiny, url)


def closed_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/"


def refused_run(recordings: Path, authority: str) -> Ran:
    """A run with a timestamp at its end, which the site stopped before it came to anything."""

    def stop() -> None:
        raise SignInRefused("The site does not take the password.")

    settings = load(recordings=recordings, timestamp=authority, email="sam@example.com")
    with app.recorded(settings, "run", IO(Progress()), FLOW) as session:
        stop()
    return Ran({}, session.recording.folder, session.result)


def test_a_server_that_cannot_be_reached_is_one_warning_and_changes_nothing_of_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = refused_run(tmp_path, closed_port())

    assert ran.exit_code == 3
    assert capsys.readouterr().err.count("The receipt has no timestamp. The timestamp server 127.0.0.1 could not") == 1
    assert verify_recording(ran.recording).exit_code == 0


def test_a_run_is_stamped_by_the_server_that_is_named(tmp_path: Path, authority: Authority) -> None:
    ran = refused_run(tmp_path, authority.url)

    assert ran.exit_code == 3
    assert verify_recording(ran.recording, authority.root).sentence.startswith("Sealed and timestamped: ")


def test_a_missing_library_is_said_before_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)

    with pytest.raises(UsageError, match="rfc3161-client"):
        require("timestamp")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "authority.example", "ftp://authority.example/tsr"])
def test_the_setting_takes_web_addresses_only(address: str) -> None:
    with pytest.raises(UsageError, match="--timestamp takes an address"):
        load(timestamp=address)


def test_roots_that_hold_no_certificate_are_said_to_hold_none(tiny: Path, authority: Authority) -> None:
    stamp(tiny, authority.url)

    with pytest.raises(UsageError, match="has no certificate"):
        verify_recording(tiny, tiny / "result.json")


def test_a_timestamp_of_something_else_is_no_timestamp(tiny: Path) -> None:
    put_beside(tiny, STAMP, b"\x30\x03\x02\x01\x00")

    proof = verify_recording(tiny)

    assert (proof.exit_code, proof.changes) == (1, [])
    assert proof.attested[0].text == "receipt.json.tsr was changed: it is not a timestamp any more."
