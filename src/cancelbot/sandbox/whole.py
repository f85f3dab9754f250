"""One file for a script with all that it imports, as sites ship theirs: thirty files cost a browser a tenth of a run.

Takes what the look-alikes' scripts say: imports by name from /assets/, one a line, and exports where they are made.
"""

import re
from collections.abc import Callable

IMPORT = re.compile(r'^import (?:(\{[\w, ]{1,300}\}) from )?"/assets/([\w./-]{1,100})";$', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:const|class|(?:async )?function) )(\{[\w, ]{1,300}\}|\w{1,100})", re.MULTILINE)
_OTHERWISE = re.compile(r"^(?:import|export)\b.{0,100}", re.MULTILINE)


def whole(path: str, read: Callable[[str], str]) -> str:
    """The script at ``path``. ``read``: the text of an asset.

    Raises ValueError if a script imports itself by others, or says it in another way.
    """
    parts: dict[str, str] = {}
    _add(path, read, parts, ())
    return "\n".join(["const $scripts = {};", *parts.values()])


def _add(path: str, read: Callable[[str], str], parts: dict[str, str], importing: tuple[str, ...]) -> None:
    if path in importing:
        raise ValueError(f"{' -> '.join((*importing, path))}: each imports the next")
    if path in parts:
        return
    text = read(path)
    for _, imported in IMPORT.findall(text):
        _add(imported, read, parts, (*importing, path))
    names = ", ".join(name.strip("{ }") for _, name in EXPORT.findall(text))
    body = EXPORT.sub(r"\1\2", IMPORT.sub(_taken, text))
    if other := _OTHERWISE.search(body):
        raise ValueError(f"{path}: {other.group()}")
    parts[path] = f'$scripts["{path}"] = (() => {{\n{body}\nreturn {{ {names} }};\n}})();'


def _taken(imported: re.Match[str]) -> str:
    names, path = imported.groups()
    return f'const {names} = $scripts["{path}"];' if names else ""
