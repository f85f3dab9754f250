"""Small recordings to be damaged, keys to sign with, and a timestamp authority on this machine."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.authority import KEY, Authority, openssl, timestamp_authority
from tests.support.sealing import seal_anew

from cancelbot.report.receipt.manifest import STAMP, SUMS, sums


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A recording so small that every byte of it can be tried."""
    folder = tmp_path / "tiny"
    (folder / "invoices").mkdir(parents=True)
    at = "2026-11-22T13:34:08.530Z"
    events = [{"at": at, "event": "run.began"}, {"at": at, "event": "picture.taken", "file": "01_a.png"}]
    (folder / "events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events))
    (folder / "01_a.png").write_bytes(bytes(range(40)))
    (folder / "invoices" / "one.pdf").write_bytes(b"%PDF-1.4")
    told = {"flow": "f", "mode": "run", "started": "2026-11-22T13:34:08.530Z", "recording": "r"}
    (folder / "result.json").write_text(json.dumps(told))
    seal_anew(folder)
    return folder


@pytest.fixture
def printed(copy: Path) -> Path:
    """A recording with a receipt.pdf, and without a timestamp yet."""
    (copy / STAMP).unlink()
    (copy / SUMS).write_bytes(sums(copy))
    return copy


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """An ssh key without a passphrase."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not installed")
    path = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    return path


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-signed certificate with its key, as PKCS#12 without a passphrase."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    openssl(tmp_path, "req", "-x509", *KEY, "-keyout", "me.key", "-out", "me.pem", "-subj", "/CN=Sam Doe")
    openssl(tmp_path, "pkcs12", "-export", "-in", "me.pem", "-inkey", "me.key", "-out", "me.p12", "-passout", "pass:")
    return tmp_path / "me.p12"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """A timestamp authority, made with openssl."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    with timestamp_authority(tmp_path_factory.mktemp("authority")) as served:
        yield served
