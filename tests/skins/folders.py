"""The look-alikes by their names: the one that comes along, and those beside this file."""

import shutil
from pathlib import Path

from cancelbot.sandbox.skin import PLATFORM_SKIN

HERE = Path(__file__).parent


def skin_names() -> list[str]:
    others = [folder.name for folder in HERE.iterdir() if folder.is_dir() and not folder.name.startswith(("_", "."))]
    return sorted([PLATFORM_SKIN.name, *others])


def skin_folder(name: str | Path) -> Path:
    """The folder of a look-alike by name; a path stays as it is."""
    return PLATFORM_SKIN if name == PLATFORM_SKIN.name else HERE / name


def copy_of(skin: str | Path, copy: Path) -> Path:
    """A copy of a look-alike to change, beside a link to what they share."""
    shutil.copytree(skin_folder(skin), copy)
    shared = copy.parent / "_shared"
    if not shared.exists():
        shared.symlink_to(HERE / "_shared", target_is_directory=True)
    return copy
