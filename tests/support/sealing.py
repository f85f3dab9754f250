"""Seals a recording as a run does at its end."""

from pathlib import Path

from cancelbot.recording.read import read_recording
from cancelbot.report.receipt.manifest import RECEIPT, SUMS, Receipt, sums


def seal_anew(folder: Path) -> None:
    for name in (RECEIPT, SUMS):
        (folder / name).unlink(missing_ok=True)
    (folder / RECEIPT).write_bytes(Receipt(read_recording(folder)).text())
    (folder / SUMS).write_bytes(sums(folder))
