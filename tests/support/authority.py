"""A timestamp authority on this machine: openssl makes its keys and its answers, not our own code."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

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

    class Asked(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            authority.heard.append(query)
            answer = stamp(folder, query)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Asked) as server:
        authority = Authority(f"http://127.0.0.1:{server.server_address[1]}/tsr", folder / "root.pem")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield authority
        finally:
            server.shutdown()


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
