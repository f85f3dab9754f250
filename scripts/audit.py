"""make audit: looks up known vulnerabilities of what the lock files name, and says so where nobody could be asked."""

import json
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
    packages = ask(lock)
    known = [tell(package, one) for package in packages for one in package.get("vulns", [])]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if len(skipped) == len(packages):
        print(f"audit: {lock} was NOT checked: no index of known vulnerabilities answered.")
        return False
    for line in known:
        print(f"audit: {lock}: {line}")
    if skipped:
        print(f"audit: {lock}: not known to the index, so NOT checked: {', '.join(skipped)}")
    print(f"audit: {lock}: {len(packages) - len(skipped)} checked, {len(known)} known vulnerabilities")
    return bool(known)


def ask(lock: str) -> list[Package]:
    """pip-audit's findings; none when it could not ask. A package that the index does not know has a skip_reason."""
    with tempfile.TemporaryDirectory() as scratch:
        findings = Path(scratch) / "findings.json"
        options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--timeout", "15"]
        output = ["--format", "json", "--output", str(findings)]
        subprocess.run(
            [sys.executable, "-m", "pip_audit", "--requirement", lock, *options, *output],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if not findings.exists():
            return []
        packages: list[Package] = json.loads(findings.read_text(encoding="utf-8"))["dependencies"]
        return packages


def tell(package: Package, one: Vulnerability) -> str:
    mended = ", ".join(one["fix_versions"]) or "nothing yet"
    return f"{package['name']} {package['version']}: {one['id']}, mended in {mended}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
