"""receipt.json: what was done, by which versions, when, in whose words, and the chain that binds it to every file."""

from __future__ import annotations

from pathlib import Path

from cancelbot.recording.read import LoadedRecording
from cancelbot.report.receipt.manifest import JOURNAL, RECEIPT, Chain, File, canonical, file_of, names, plain, sha256
from cancelbot.result import Result

COPIED = (
    "flow", "mode", "site", "outcome", "exit_code", "message", "account", "started", "finished", "versions", "said",
    "banner_seen", "guard", "before", "after",
)  # fmt: skip
"""What stands in the receipt as it stands in result.json."""


class Receipt:
    """The receipt of the recording in ``folder``, in two stages.

    :meth:`seal` binds what the run itself left: events, pictures, result. :meth:`text` binds what was made of it too:
    the report, the printed receipt with that seal on it, the dates.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.chain = Chain()
        self.files: dict[str, File] = {}

    def seal(self) -> str:
        """The seal of the run: 64 hex digits."""
        self.files = checksums(self.folder)
        self.chain.add_journal((self.folder / JOURNAL).read_bytes(), self.files)
        self.chain.add_files(self.files)
        return self.chain.head

    def text(self, kept: LoadedRecording, seal: str) -> bytes:
        """receipt.json, whole."""
        new = {
            name: file_of((self.folder / name).read_bytes()) for name in names(self.folder) if name not in self.files
        }
        self.files |= new
        self.chain.add_files(self.files)
        told = {**summary(kept), "seal_of_the_run": seal}
        told["links"] = [plain(link) for link in self.chain.links]
        told["files"] = {name: plain(file) for name, file in self.files.items()}
        return canonical({**told, "seal": sealed(told)})


def checksums(folder: Path) -> dict[str, File]:
    """Every file of a recording that the chain covers."""
    return {name: file_of((folder / name).read_bytes()) for name in names(folder)}


def sealed(told: dict[str, object]) -> str:
    """The seal of a receipt's own content."""
    return sha256(canonical({name: value for name, value in told.items() if name != "seal"}))


def summary(kept: LoadedRecording) -> dict[str, object]:
    """What the receipt says of the run, from result.json and the events."""
    told = kept.result.as_json()
    return {
        "receipt": 1,
        "recording": kept.name,
        "check_with": f"cancelbot receipt verify {kept.name}",
        "confirming_requests": [write for write in kept.result.writes if write["step"] == "cancel-plan"],
        "clicked_at": kept.when("act.clicked", step="cancel-plan"),
        "confirmed_at": kept.when("look.confirmed", statement="the plan is canceled"),
        **{name: told[name] for name in COPIED},
    }


def is_worth_paper(result: Result) -> bool:
    """Whether anything was read that a printed page could show."""
    return result.account.email is not None or result.after.plan is not None or result.after.balance is not None


__all__ = ["RECEIPT", "Receipt", "checksums", "is_worth_paper", "sealed", "summary"]
