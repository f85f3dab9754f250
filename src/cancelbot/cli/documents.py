"""What --json prints: one document at every ending. `cancelbot schema` is made from these classes and from Result."""

import json
from dataclasses import asdict, dataclass, field
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field, TypeAdapter

from cancelbot.browser.doctor import MachineFinding
from cancelbot.drift.catalogue import Finding as PageFinding
from cancelbot.recording.folder import now
from cancelbot.recording.read import LoadedRecording
from cancelbot.redaction import Redactor
from cancelbot.report.receipt.manifest import Attested
from cancelbot.report.timings import total
from cancelbot.result import Account, Ending, Mode, Result

ID = "urn:cancelbot:json:1"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(kw_only=True)
class Document:
    """What every document says. ``message`` and ``advice``: what stopped the command, and what to do about it."""

    schema: Literal[1] = 1
    exit_code: int = 0
    message: str = ""
    advice: str = ""


@dataclass(kw_only=True)
class CheckDocument(Document):
    """`cancelbot check`: what of a page is as a run needs it."""

    document: Literal["check"] = "check"
    outcome: Ending = "failed"
    recording: str = ""
    findings: list[PageFinding] = field(default_factory=list)


@dataclass(kw_only=True)
class DoctorDocument(Document):
    """`cancelbot doctor`: whether a run could start on this machine."""

    document: Literal["doctor"] = "doctor"
    findings: list[MachineFinding] = field(default_factory=list)


@dataclass(kw_only=True)
class RunLine:
    """One recording in `cancelbot runs`. ``seconds``: None without an end."""

    name: str
    folder: str
    mode: Mode
    practice: bool
    started: str
    account: Account
    outcome: Ending
    exit_code: int
    has_end: bool
    seconds: float | None


@dataclass(kw_only=True)
class RunsDocument(Document):
    """`cancelbot runs`: the recordings, newest first."""

    document: Literal["runs"] = "runs"
    runs: list[RunLine] = field(default_factory=list)


@dataclass(kw_only=True)
class ReceiptDocument(Document):
    """`cancelbot receipt verify`: whether anything was changed since the receipt was written."""

    document: Literal["receipt"] = "receipt"
    recording: str = ""
    seal: str = ""
    changes: list[str] = field(default_factory=list)
    attested: list[Attested] = field(default_factory=list)


@dataclass(kw_only=True)
class AccountEnding:
    """One account, or one organization, of --all. ``result``: its own document, None if it printed none."""

    name: str
    exit_code: int
    outcome: Ending = "failed"
    message: str = ""
    result: Result | None = None


@dataclass(kw_only=True)
class AccountsDocument(Document):
    """`run`, `status` or `verify` with --all, or with --org all."""

    document: Literal["accounts"] = "accounts"
    accounts: list[AccountEnding] = field(default_factory=list)


AnyDocument = Annotated[
    Result | CheckDocument | DoctorDocument | RunsDocument | ReceiptDocument | AccountsDocument,
    Field(discriminator="document"),
]
_KINDS = {
    kind.document: kind for kind in (CheckDocument, DoctorDocument, RunsDocument, ReceiptDocument, AccountsDocument)
}


def schema() -> dict[str, object]:
    """The JSON Schema of everything that --json prints."""
    kinds: TypeAdapter[object] = TypeAdapter(AnyDocument, config=ConfigDict(use_attribute_docstrings=True))
    text = json.dumps(kinds.json_schema(mode="serialization"))
    made = json.loads(text.replace("None", "null").replace("``", "`"))  # what is said in the code, as JSON has it
    return {"$schema": DIALECT, "$id": ID, "title": "What cancelbot --json prints", **made}


def as_json_text(document: Document | Result) -> str:
    """``document`` as JSON, without e-mail addresses, secrets, and what a terminal obeys."""
    return Redactor().as_json(asdict(document))


def failure(kind: str, exit_code: int, message: str, advice: str) -> str:
    """The document of a command that stopped before it had a result. ``kind``: that of a document, or a run's mode."""
    if kind in _KINDS:
        return as_json_text(_KINDS[kind](exit_code=exit_code, message=message, advice=advice))
    mode: Mode = next((mode for mode in get_args(Mode) if mode == kind), "run")
    return as_json_text(Result("openai-platform", mode, now(), "", exit_code=exit_code, message=message, advice=advice))


def runs_document(runs: list[LoadedRecording]) -> RunsDocument:
    copied = ("mode", "started", "account", "outcome", "exit_code")
    return RunsDocument(
        runs=[
            RunLine(
                name=kept.name,
                folder=str(kept.folder),
                practice=kept.is_sandbox,
                has_end=kept.ended is not None,
                seconds=total(kept),
                **{name: getattr(kept.result, name) for name in copied},
            )
            for kept in runs
        ]
    )
