"""make tools: the public programs that tests hold the project's own answers against.

What is missing is installed with apt-get where that can be done; else the tests that need it are left out, and say so.
"""

import os
import shutil
import subprocess

PACKAGES = {"jq": "jq", "openssl": "openssl", "pdfsig": "poppler-utils", "ssh-keygen": "openssh-client"}
"""the package of Debian and Ubuntu that each program is in"""
APT = ["apt-get", "-q", "-o", "Acquire::Retries=0", "-o", "DPkg::Lock::Timeout=60"]


def main() -> None:
    missing = {program: package for program, package in PACKAGES.items() if shutil.which(program) is None}
    if not missing:
        return
    if shutil.which("apt-get") and os.name == "posix" and os.geteuid() == 0:
        print(f"Installing {', '.join(missing.values())} with apt-get ...")
        install = [*APT, "install", "-y", "--no-install-recommends", *missing.values()]
        if quietly(install) or (quietly([*APT, "update"]) and quietly(install)):
            return
    print(f"Not installed: {', '.join(missing)} (on Debian and Ubuntu: apt-get install {' '.join(missing.values())}).")
    print("The tests that need them are skipped.")


def quietly(command: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    main()
