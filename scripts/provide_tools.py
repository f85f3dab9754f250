"""make tools: what the tests use besides a browser.

Public programs that the project's own answers are held against, a screen for browsers that can be seen, and on Debian a
headless shell, in which the tests of single pages take less time. What is missing is installed with apt-get where that
can be done; else the tests that need a program are left out, and say so, and pages are shown by the browser that the
bot finds.
"""

import os
import platform
import shutil
import subprocess

PACKAGES = {"jq": "jq", "openssl": "openssl", "pdfsig": "poppler-utils", "ssh-keygen": "openssh-client", "Xvfb": "xvfb"}
"""the package of Debian and Ubuntu that each program is in"""
SHELL = "chromium-headless-shell"
"""a program, and Debian's package of it"""
APT = ["apt-get", "-q", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10", "-o", "DPkg::Lock::Timeout=60"]


def main() -> None:
    if is_debian() and shutil.which(SHELL) is None:
        install([SHELL])
    missing = {program: package for program, package in PACKAGES.items() if shutil.which(program) is None}
    if not missing or install([*missing.values()]):
        return
    print(f"Not installed: {', '.join(missing)} (on Debian and Ubuntu: apt-get install {' '.join(missing.values())}).")
    print("The tests that need them are skipped.")


def is_debian() -> bool:
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def install(packages: list[str]) -> bool:
    """Whether they could be installed."""
    if shutil.which("apt-get") is None or os.name != "posix" or os.geteuid() != 0:
        return False
    print(f"Installing {', '.join(packages)} with apt-get ...")
    line = [*APT, "install", "-y", "--no-install-recommends", *packages]
    return quietly(line) or (quietly([*APT, "update"]) and quietly(line))


def quietly(command: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    main()
