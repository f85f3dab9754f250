"""A signature over receipt.json by the user's own key, through ssh-keygen or minisign, whichever the key belongs to.

age keys are made for encryption only and cannot sign; an ssh key that age uses can.
"""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from cancelbot.config.machine import own_environment, program, write_whole
from cancelbot.errors import UsageError
from cancelbot.recording.read import read_regular
from cancelbot.report.receipt.manifest import MINISIGN, RECEIPT, SSH, SUMS, Attested, sums
from cancelbot.report.receipt.pdf import sign_pdf

_NAMESPACE = "cancelbot-receipt"
_SSH_KEYS = ("id_ed25519", "id_ecdsa", "id_rsa")


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
        made = folder / MINISIGN
        command = ["minisign", "-S", "-s", str(key), "-m"]
    else:
        made = folder / SSH
        made.unlink(missing_ok=True)  # ssh-keygen would ask before it overwrites
        command = ["ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", _NAMESPACE]
    done = _run(*command, str(folder / RECEIPT), capture_output=False)  # it may ask for the key's passphrase
    if done is None:
        raise UsageError(
            f"{command[0]} is not installed.", advice=f"Install {command[0]}, or name a key of another kind."
        )
    if done.returncode:
        raise UsageError(f"{command[0]} did not sign the receipt.", advice="See its own message above.")
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
    receipt = folder / RECEIPT
    if (folder / SSH).exists():
        checking = ("ssh-keygen", "-Y", "check-novalidate", "-n", _NAMESPACE, "-s", str(folder / SSH))
        done = _run(*checking, told=read_regular(receipt))
        key = re.search(r"SHA256:\S+", done.stdout.decode(errors="replace")) if done else None
        if done is None:
            yield Attested("signed", None, f"{SSH} cannot be checked: ssh-keygen is not installed.")
        elif done.returncode or key is None:
            yield Attested("signed", False, f"{SSH} does not fit: the receipt or the signature was changed.")
        else:
            yield Attested("signed", True, f"signed with the ssh key {key.group()}")
    if (folder / MINISIGN).exists():
        public = Path.home() / ".minisign" / "minisign.pub"
        done = _run("minisign", "-V", "-q", "-p", str(public), "-m", str(receipt)) if public.exists() else None
        if done is None:
            yield Attested("signed", None, f"{MINISIGN} needs minisign and ~/.minisign/minisign.pub to be checked.")
        elif done.returncode:
            yield Attested("signed", False, f"{MINISIGN} does not fit the key in ~/.minisign.")
        else:
            yield Attested("signed", True, "signed with the minisign key in ~/.minisign")


def _run(
    tool: str, *arguments: str, told: bytes | None = None, capture_output: bool = True
) -> subprocess.CompletedProcess[bytes] | None:
    """What became of ``tool``, which is ``told`` this on standard input; None if it is not installed."""
    try:
        command = [program(tool), *arguments]
    except FileNotFoundError:
        return None
    return subprocess.run(command, input=told, capture_output=capture_output, check=False, env=own_environment())
