"""Secrets that are planted where a run can meet them, and a search for them in everything that the run leaves."""

import base64
import functools
import gzip
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, quote_plus

from pypdf import PdfReader

from cancelbot.sandbox import SCENARIOS, Sandbox, Scenario
from cancelbot.sandbox.account import SandboxAccount
from cancelbot.sandbox.faults import Fault
from cancelbot.sandbox.fixtures import card, key, project
from cancelbot.sandbox.refusals import UNPAID

API_KEY = "sk-proj-Canary0Bird1Sings2In3The4Mine5And6Nobody7Hears8ItAtAll"
ACCOUNT = SandboxAccount(
    email="canary.bird@mine.example",
    password='pa"ss<wörd>&canary/bird+7?',
    totp_secret="KNUW4Z3TJFXFI2DFJVUW4ZKO",
)
CODE = re.compile(r'\bcode"?[=:]\s?"?(\d{6})\b')


def planted(*faults: Fault, refused_card: bool = False, **sign_in: object) -> Scenario:
    """A small account whose holder has named a key by the key itself, and who signs in by password and two codes."""
    default = SCENARIOS["default"]
    organization = default.organizations[0].model_copy(
        update={
            "cards": [card("Visa", "8490", is_default=True, refusal=UNPAID if refused_card else None)],
            "projects": [project("Default project", [key(API_KEY, "AtAl")])],
            "legacy_keys": [],
            "invoices": default.organizations[0].invoices[:1],
        }
    )
    how = default.sign_in.model_copy(update={"email_code": "after-password", **sign_in})
    return default.model_copy(
        update={"organizations": (organization,), "account": ACCOUNT, "sign_in": how}
    ).with_faults(*faults)


@functools.cache
def spellings(secret: str) -> set[bytes]:
    """A secret as it may stand in a file, whatever stands before it."""
    raw = secret.encode()
    texts = {secret, quote(secret, safe=""), quote_plus(secret), html.escape(secret), json.dumps(secret)[1:-1]}
    texts |= {json.dumps(secret, ensure_ascii=False)[1:-1], quote(secret, safe="").lower(), repr(secret)[1:-1]}
    texts |= {raw.hex(), raw.hex().upper(), raw.hex(" "), raw.hex(":")}
    encoded = {text.encode() for text in texts} | {secret.encode("utf-16-le"), secret.encode("utf-16-be")}
    return encoded | set(_in_base64(raw)) | set(_in_base64(secret.encode("utf-16-le")))


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """The base64 of ``raw`` without what depends on its neighbors, for each of the three alignments."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw)
        first = (before * 8 + 5) // 6
        whole = encoded[first : (before + len(raw)) * 8 // 6]
        yield from (whole, whole.translate(bytes.maketrans(b"+/", b"-_")))


def _stands(spelling: bytes, content: bytes) -> bool:
    """Whether it is in ``content``. A code is not part of a longer number, as a browser's command line has many."""
    if spelling not in content or not spelling.isdigit():
        return spelling in content
    return re.search(rb"(?<!\d)%b(?!\d)" % spelling, content) is not None


IN_SESSIONS = frozenset({"e-mail"})
"""what a session file may hold besides tokens"""


@dataclass(frozen=True)
class Secrets:
    """What must not be found, by what it is; and what may stand in the file that is there to keep it."""

    never: dict[str, str]
    kept: dict[str, str] = field(default_factory=dict)

    def found_in(self, named: dict[str, bytes]) -> list[str]:
        """Which secret stands where."""
        return [
            f"{what} in {where}"
            for where, content in named.items()
            for what, secret in (self._but_kept if is_session(where) else {**self.never, **self.kept}).items()
            if any(_stands(spelling, content) for spelling in spellings(secret))
        ]

    @property
    def _but_kept(self) -> dict[str, str]:
        return {what: secret for what, secret in self.never.items() if what not in IN_SESSIONS}


def is_session(name: str) -> bool:
    """Whether a file is there to keep a session."""
    return "/sessions/" in name


def secrets_of(sandbox: Sandbox, **more: str) -> Secrets:
    """Every secret that this sandbox was given or has issued, and the key that its pages show."""
    account = sandbox.scenario.account
    asked = [heard for heard in sandbox.request_log.requests if heard.origin == "auth"]
    typed = {code for heard in asked for code in CODE.findall(heard.body)}
    codes = {f"code {n}": code for n, code in enumerate(sorted(typed | set(sandbox.codes)))}
    tokens = {f"token {n} ({token[:5]}…)": token for n, token in enumerate(sorted(sandbox.handed_out))}
    own = {"e-mail": account.email, "password": account.password, "authenticator": account.totp_secret or ""}
    return Secrets({**own, "API key": API_KEY, **codes, **more}, tokens)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under ``folder``, and what is packed into it."""
    found: dict[str, bytes] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found.update(_unpacked(str(path.relative_to(folder.parent)), path.read_bytes()))
    return found


def _unpacked(name: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, raw
    if raw.startswith(b"PK\x03\x04"):
        archive = zipfile.ZipFile(io.BytesIO(raw))
        for inner in archive.namelist():
            yield from _unpacked(f"{name}!{inner}", archive.read(inner))
    elif raw.startswith(b"\x1f\x8b"):
        yield from _unpacked(f"{name}!", gzip.decompress(raw))
    elif raw.startswith(b"%PDF"):
        yield f"{name}!", "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages).encode()
