"""Front-ends of the sandbox on which something is called otherwise than anybody expects."""

import shutil
from pathlib import Path

from cancelbot.sandbox.skins import HERE


def renamed(folder: Path, skin: str, file: str, *changes: tuple[str, str]) -> Path:
    """A copy of ``skin`` in ``folder``, in whose ``file`` each text (it must be there once) is replaced."""
    copy = folder / f"{skin}-renamed"
    shutil.copytree(HERE / skin, copy)
    text = (copy / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (copy / file).write_text(text, encoding="utf-8")
    return copy


OPENER = ('askToCancel }, "Cancel plan")', 'askToCancel }, "End billing")')


def end_billing(folder: Path) -> Path:
    """The platform's own look, but what opens the question is called "End billing"."""
    return renamed(folder, "platform", "pages/overview.js", OPENER)
