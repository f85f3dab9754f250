"""make audit: looks up known vulnerabilities of what the lock files name, and says so where nobody could be asked."""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TypedDict


class Vulnerability(TypedDict):
    """One that is known of a package, and the versions that mend it."""

    id: str
    fix_versions: list[str]


class Package(TypedDict, total=False):
    """What pip-audit found out about a package: vulns, or a skip_reason."""

    name: str
    version: str
    vulns: list[Vulnerability]
    skip_reason: str


def main(locks: list[str]) -> int:
    """1 when something vulnerable is locked; 0 when not, and also when nobody could be asked."""
    verdicts = [audit(lock) for lock in locks]
    return 1 if any(verdicts) else 0


def audit(lock: str) -> bool:
    """Whether something vulnerable is locked; prints what is known and what is not."""
    packages, trouble = ask(lock)
    known = [tell(package, one) for package in packages for one in package.get("vulns", [])]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    elsewhere = sorted(locked(lock) - {package["name"].lower().replace("_", "-") for package in packages})
    if len(skipped) == len(packages):
        why = trouble or "the index that was asked knows none of its packages"
        print(f"audit: {lock} was NOT checked: {why}.")
        return False
    for line in known:
        print(f"audit: {lock}: {line}")
    for why, names in (("not known to the index", skipped), ("not for this system", elsewhere)):
        if names:
            print(f"audit: {lock}: {why}, so NOT checked: {', '.join(names)}")
    print(f"audit: {lock}: {len(packages) - len(skipped)} checked, {len(known)} known vulnerabilities")
    return bool(known)


def locked(lock: str) -> set[str]:
    """Every package that a lock file names, also those of other systems."""
    text = Path(lock).read_text(encoding="utf-8")
    return {name.lower().replace("_", "-") for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


def ask(lock: str) -> tuple[list[Package], str]:
    """pip-audit's findings, or why there are none. A package that the index does not know has a skip_reason."""
    with tempfile.TemporaryDirectory() as scratch:
        findings = Path(scratch) / "findings.json"
        options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--timeout", "15"]
        output = ["--format", "json", "--output", str(findings)]
        asked = subprocess.run(
            [sys.executable, "-m", "pip_audit", "--requirement", lock, *options, *output],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if not findings.exists():
            said = asked.stderr.strip().splitlines() or ["it says nothing"]
            return [], f"pip-audit came to no end ({said[-1][:200]})"
        packages: list[Package] = json.loads(findings.read_text(encoding="utf-8"))["dependencies"]
        return packages, ""


def tell(package: Package, one: Vulnerability) -> str:
    mended = ", ".join(one["fix_versions"]) or "nothing yet"
    return f"{package['name']} {package['version']}: {one['id']}, mended in {mended}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
