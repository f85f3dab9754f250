"""A timestamp authority on this machine: openssl makes its keys and its answers, not our own code."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.serving import Handler, serving

CONFIG = """
[tsa]
default_tsa = authority
[authority]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""
KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
YEARS = str(100 * 365)
"""days for which the certificates are valid: the sample recording must stay verifiable"""


@dataclass
class Authority:
    """Its address, its root certificate, and every request that it got."""

    url: str
    root: Path
    heard: list[bytes] = field(default_factory=list)


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@contextmanager
def timestamp_authority(folder: Path, name: str = "cancelbot test timestamp authority") -> Iterator[Authority]:
    """Served for as long as the block runs; ``folder`` holds its keys."""
    folder.mkdir(exist_ok=True)
    make_keys(folder, name)

    class Asked(Handler):
        def answer(self) -> None:
            query = self.body()
            authority.heard.append(query)
            self.send(200, stamp(folder, query), content_type="application/timestamp-reply")

    with serving(Asked) as origin:
        authority = Authority(f"{origin}/tsr", folder / "root.pem")
        yield authority


def make_keys(folder: Path, name: str) -> None:
    """A root, and the authority's own certificate, signed by it."""
    ca = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"]
    subject = ["-subj", f"/CN={name}: root"]
    openssl(folder, "req", "-x509", *KEY, "-keyout", "root.key", "-out", "root.pem", "-days", YEARS, *subject, *ca)
    openssl(folder, "req", *KEY, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", f"/CN={name}")
    (folder / "extensions").write_text("extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n")
    by = ["-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-extfile", "extensions"]
    openssl(folder, "x509", "-req", "-in", "tsa.csr", "-out", "tsa.pem", "-days", YEARS, *by)
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))


def stamp(folder: Path, query: bytes) -> bytes:
    (folder / "asked.tsq").write_bytes(query)
    signer = ["-signer", "tsa.pem", "-inkey", "tsa.key"]
    openssl(folder, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "asked.tsq", *signer, "-out", "answer.tsr")
    return (folder / "answer.tsr").read_bytes()
