"""A signature over receipt.json by the user's own key, through ssh-keygen or minisign, whichever the key belongs to.

age keys are made for encryption only and cannot sign; an ssh key that age uses can.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from cancelbot.config.places import write_whole
from cancelbot.config.processes import own_environment, program
from cancelbot.errors import UsageError
from cancelbot.recording.read import read_regular
from cancelbot.report.receipt.manifest import RECEIPT, SUMS, Attested, sums
from cancelbot.report.receipt.pdf import sign_pdf

_NAMESPACE = "cancelbot-receipt"
_SSH_KEYS = ("id_ed25519", "id_ecdsa", "id_rsa")
_SSH, _MINISIGN = f"{RECEIPT}.sig", f"{RECEIPT}.minisig"


def sign(folder: Path, key: Path | None, passphrase: Callable[[], str], authority: str | None) -> Path:
    """Sign with ``key`` (None: the user's ssh key). Returns the signature's file. A PKCS#12 key signs the PDF.

    ``authority`` timestamps the signature of the PDF. Raises UsageError, NotStamped.
    """
    key = key or _own_key()
    try:
        secret = read_regular(key)
    except OSError:
        raise UsageError(f"The key {key} cannot be read.", advice="Name another one with --key FILE.") from None
    if b"AGE-SECRET-KEY-" in secret:
        raise UsageError(
            f"{key} is an age key: age encrypts and cannot sign.",
            advice="Name an ssh key, such as one that age uses, a minisign key, or a certificate (.p12).",
        )
    if secret.startswith(b"\x30"):  # DER, as PKCS#12 is
        return sign_pdf(folder, secret, passphrase, authority)
    if secret.startswith(b"untrusted comment:"):
        made = folder / _MINISIGN
        _call("minisign", "-S", "-s", str(key), "-m", str(folder / RECEIPT))
    else:
        made = folder / _SSH
        made.unlink(missing_ok=True)  # ssh-keygen would ask before it overwrites
        _call("ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", _NAMESPACE, str(folder / RECEIPT))
    write_whole(folder / SUMS, sums(folder))
    return made


def _own_key() -> Path:
    found = [path for name in _SSH_KEYS if (path := Path.home() / ".ssh" / name).exists()]
    if not found:
        raise UsageError(
            "There is no ssh key in ~/.ssh to sign with.",
            advice="Name a key with --key FILE (ssh, minisign or .p12), or make one with: ssh-keygen -t ed25519",
        )
    return found[0]


def check_signatures(folder: Path) -> Iterator[Attested]:
    if (folder / _SSH).exists():
        yield _check_ssh(folder)
    if (folder / _MINISIGN).exists():
        yield _check_minisign(folder)


def _check_ssh(folder: Path) -> Attested:
    try:
        command = [program("ssh-keygen"), "-Y", "check-novalidate", "-n", _NAMESPACE, "-s", str(folder / _SSH)]
    except FileNotFoundError:
        return Attested("signed", None, f"{_SSH} cannot be checked: ssh-keygen is not installed.")
    receipt = read_regular(folder / RECEIPT)
    done = subprocess.run(command, input=receipt, capture_output=True, check=False, env=own_environment())
    key = re.search(r"SHA256:\S+", done.stdout.decode(errors="replace"))
    if done.returncode or key is None:
        return Attested("signed", False, f"{_SSH} does not fit: the receipt or the signature was changed.")
    return Attested("signed", True, f"signed with the ssh key {key.group()}")


def _check_minisign(folder: Path) -> Attested:
    public = Path.home() / ".minisign" / "minisign.pub"
    try:
        command = [program("minisign"), "-V", "-q", "-p", str(public.resolve(strict=True)), "-m", str(folder / RECEIPT)]
    except FileNotFoundError:
        return Attested("signed", None, f"{_MINISIGN} needs minisign and ~/.minisign/minisign.pub to be checked.")
    if subprocess.run(command, capture_output=True, check=False, env=own_environment()).returncode:
        return Attested("signed", False, f"{_MINISIGN} does not fit the key in ~/.minisign.")
    return Attested("signed", True, "signed with the minisign key in ~/.minisign")


def _call(tool: str, *arguments: str) -> None:
    """Run a signing tool, which may ask for the key's passphrase on the terminal. Raises UsageError."""
    try:
        command = [program(tool), *arguments]
    except FileNotFoundError:
        advice = f"Install {tool}, or name a key of another kind."
        raise UsageError(f"{tool} is not installed.", advice=advice) from None
    if subprocess.run(command, check=False, env=own_environment()).returncode:
        raise UsageError(f"{tool} did not sign the receipt.", advice="See its own message above.")
