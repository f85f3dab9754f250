"""make package: builds sdist and wheel, and tries the wheel in a fresh environment.

Nothing is downloaded: the fresh environment borrows its dependencies from the one that runs this script.
"""

import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
MADE_BY_OTHERS = {"__pycache__", "_metadata", ".DS_Store"}  # by Python, by Chromium beside an extension, by macOS
PROBE = """
import sys, pathlib
import cancelbot, openai_platform
home = pathlib.Path(sys.prefix).resolve()
for package in (cancelbot, openai_platform):
    assert pathlib.Path(package.__file__).resolve().is_relative_to(home), package.__file__
print(openai_platform.FLOW.name)
"""


def main() -> None:
    """Raises SystemExit with one sentence when the package is not as it should be."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        sdist, wheel = build(ROOT, folder / "dist")
        expect_everything(wheel)
        expect_same_from_sdist(sdist, wheel, folder)
        try_it(wheel, folder / "fresh")
    print(f"package: {sdist.name} and {wheel.name} are complete and work")


def build(source: Path, into: Path) -> tuple[Path, Path]:
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", into, cwd=source)
    return next(into.glob("*.tar.gz")), next(into.glob("*.whl"))


def expect_everything(wheel: Path) -> None:
    """Every file of the packages is in the wheel: code, types marker, skins, templates, the guard's extension."""
    inside, outside = contents(wheel), written()
    if outside - inside:
        raise SystemExit(f"package: missing in the wheel: {', '.join(sorted(outside - inside))}")
    if inside - outside:
        raise SystemExit(f"package: in the wheel, but not in the source: {', '.join(sorted(inside - outside))}")


def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name and ".data/" not in name}


def written() -> set[str]:
    return {
        path.relative_to(root).as_posix()
        for root in (ROOT / "src", ROOT / "flows")
        for path in root.rglob("*")
        if path.is_file() and MADE_BY_OTHERS.isdisjoint(path.relative_to(root).parts)
    }


def expect_same_from_sdist(sdist: Path, wheel: Path, folder: Path) -> None:
    """Whoever builds from the sdist gets the same wheel."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "sdist", filter="data")
    _, rebuilt = build(next((folder / "sdist").iterdir()), folder / "rebuilt")
    if contents(rebuilt) != contents(wheel):
        raise SystemExit(f"package: the sdist lacks {', '.join(sorted(contents(wheel) ^ contents(rebuilt)))}")


def try_it(wheel: Path, fresh: Path) -> None:
    """Install the wheel alone, and start it."""
    venv.create(fresh, with_pip=False, symlinks=True)
    python = fresh / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", wheel)
    flows = run(python, "-c", PROBE, cwd=fresh)
    if "openai-platform" not in flows.split():
        raise SystemExit("package: the installed wheel has no flow openai-platform")
    run(fresh / "bin" / "cancelbot", "--help", cwd=fresh)


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    done = subprocess.run(command, cwd=cwd, text=True, capture_output=True, check=False)
    if done.returncode:
        shown = " ".join(str(word) for word in command if "\n" not in str(word))
        raise SystemExit(f"package: {shown} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
