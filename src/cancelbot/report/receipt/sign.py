"""A signature over receipt.json by the user's own key, through ssh-keygen or minisign, whichever the key belongs to.

age keys are made for encryption only and cannot sign; an ssh key that age uses can.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from cancelbot.config.processes import own_environment, program
from cancelbot.errors import UsageError
from cancelbot.report.receipt.manifest import RECEIPT

NAMESPACE = "cancelbot-receipt"
SSH_KEYS = ("id_ed25519", "id_ecdsa", "id_rsa")
MINISIGN_PUBLIC = ("minisign.pub",)


def sign(folder: Path, key: Path | None) -> Path:
    """The signature's file, made over the receipt with ``key`` (None: the user's ssh key). Raises UsageError."""
    key = key or own_key()
    if b"AGE-SECRET-KEY-" in _content(key):
        raise UsageError(
            f"{key} is an age key: age encrypts and cannot sign.",
            advice="Name an ssh key, such as one that age uses, or a minisign key.",
        )
    if _content(key).startswith(b"untrusted comment:"):
        _call("minisign", "-S", "-s", str(key), "-m", str(folder / RECEIPT))
        return folder / f"{RECEIPT}.minisig"
    (folder / f"{RECEIPT}.sig").unlink(missing_ok=True)  # ssh-keygen would ask before it overwrites
    _call("ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", NAMESPACE, str(folder / RECEIPT))
    return folder / f"{RECEIPT}.sig"


def own_key() -> Path:
    """The user's ssh key. Raises UsageError."""
    found = [path for name in SSH_KEYS if (path := Path.home() / ".ssh" / name).exists()]
    if not found:
        raise UsageError(
            "There is no ssh key in ~/.ssh to sign with.",
            advice="Name a key with --key FILE (ssh or minisign), or make one with: ssh-keygen -t ed25519",
        )
    return found[0]


def signatures(folder: Path) -> list[tuple[bool, str]]:
    """Whether each signature that is there fits the receipt, and a sentence about it."""
    found = []
    if (folder / f"{RECEIPT}.sig").exists():
        found.append(_check_ssh(folder))
    if (folder / f"{RECEIPT}.minisig").exists():
        found.append(_check_minisign(folder))
    return found


def _check_ssh(folder: Path) -> tuple[bool, str]:
    try:
        tool = program("ssh-keygen")
    except FileNotFoundError:
        return False, f"{RECEIPT}.sig cannot be checked: ssh-keygen is not installed."
    signature = folder / f"{RECEIPT}.sig"
    done = subprocess.run(
        [tool, "-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(signature)],
        input=(folder / RECEIPT).read_bytes(),
        capture_output=True,
        check=False,
        env=own_environment(),
    )
    key = re.search(r"SHA256:\S+", done.stdout.decode(errors="replace"))
    if done.returncode or key is None or not _is_whole(signature):
        return False, f"{RECEIPT}.sig does not fit: the receipt or the signature was changed."
    return True, f"{RECEIPT}.sig fits; signed by the ssh key {key.group()}."


def _is_whole(signature: Path) -> bool:
    """Whether the armour is written as ssh-keygen writes it, which reads more forgivingly than it writes."""
    content = signature.read_bytes()
    body = content.removeprefix(b"-----BEGIN SSH SIGNATURE-----\n").removesuffix(b"-----END SSH SIGNATURE-----\n")
    *full, last = body.splitlines(keepends=True) or [b""]
    tidy = all(re.fullmatch(rb"[A-Za-z0-9+/]{70}\n", line) for line in full)
    return tidy and re.fullmatch(rb"[A-Za-z0-9+/]{1,70}={0,2}\n", last) is not None and len(last) <= 71


def _check_minisign(folder: Path) -> tuple[bool, str]:
    public = next((path for name in MINISIGN_PUBLIC if (path := Path.home() / ".minisign" / name).exists()), None)
    try:
        tool = program("minisign")
    except FileNotFoundError:
        tool = ""
    if not tool or public is None:
        return False, f"{RECEIPT}.minisig cannot be checked: it needs minisign and ~/.minisign/minisign.pub."
    command = [tool, "-V", "-q", "-p", str(public), "-m", str(folder / RECEIPT)]
    done = subprocess.run(command, capture_output=True, check=False, env=own_environment())
    fits = done.returncode == 0
    return fits, f"{RECEIPT}.minisig {'fits' if fits else 'does not fit'} the key in ~/.minisign."


def _content(key: Path) -> bytes:
    try:
        return key.read_bytes()
    except OSError:
        raise UsageError(f"The key {key} cannot be read.", advice="Name another one with --key FILE.") from None


def _call(tool: str, *arguments: str) -> None:
    """Run a signing tool, which may ask for the key's passphrase on the terminal. Raises UsageError."""
    try:
        command = [program(tool), *arguments]
    except FileNotFoundError:
        raise UsageError(
            f"{tool} is not installed.", advice=f"Install {tool}, or name a key of another kind."
        ) from None
    if subprocess.run(command, check=False, env=own_environment()).returncode:
        raise UsageError(f"{tool} did not sign the receipt.", advice="See its own message above.")
