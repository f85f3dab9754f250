"""Plain words: phrases that stood here once and must not come back, in messages, help and pages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = [*(ROOT / "src" / "cancelbot").rglob("*.py"), *(ROOT / "flows").rglob("*.py")]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "src" / "cancelbot").rglob("*.html")]
GONE = [
    r"sandbox that comes along",
    r"not to be had",
    r"in so many words",
    r"nobody was told",
    r"held back: requests",
    r"what stopped it",
    r"to finish by hand",
    r"the run failed; ",
    r"a freshly loaded page confirms",
    r"all of it, with pictures",
    r"still worth knowing",
    r"nothing was taught",
    r"mend the setting",
    r"call up each question",
    r"heeds?\b",
    r"pip install '?cancelbot",
    r"print result\.json on stdout",
    r"without a terminal there is nobody",
]


def spoken(path: Path) -> Iterator[str]:
    """What a file may say to a person: its strings but no docstrings; a page whole."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield text
        return
    nodes = list(ast.walk(ast.parse(text)))
    bare = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def test_phrases_that_were_hard_to_understand_do_not_come_back() -> None:
    gone = re.compile("|".join(GONE), re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in (*CODE, *PAGES)
        for text in spoken(path)
        if (hit := gone.search(text))
    ]

    assert found == [], "\n".join(found)
