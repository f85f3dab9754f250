"""A script with all that it imports in one file does what it does in many."""

import pytest
from playwright.sync_api import Page

from cancelbot.sandbox.whole import whole

FILES = {
    "main.js": """import { told, Box } from "/assets/parts/told.js";
import "/assets/tells.js";
import { one, two } from "/assets/base.js";
told.push("main", new Box().name, one() + two);
window.told = told;
""",
    "tells.js": """import { told } from "/assets/parts/told.js";
const name = "tells";
told.push(name);
export const later = async () => await import("/assets/base.js");
""",
    "parts/told.js": """import { two } from "/assets/base.js";
const name = "a name of its own";
export const told = ["told", two];
export class Box { name = name; }
""",
    "base.js": """export function one() { return 1; }
export const { two } = { two: 2 };
export async function three() {}
""",
}


def test_each_part_runs_once_in_order_and_keeps_its_own_names(page: Page) -> None:
    page.add_script_tag(content=whole("main.js", FILES.__getitem__), type="module")

    assert page.evaluate("told") == ["told", 2, "tells", "main", "a name of its own", 3]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('import { a } from "/assets/b.js";\nexport const b = 1;\n', "a.js -> b.js -> a.js"),
        ('import * as all from "/assets/c.js";\n', "import \\* as all"),
        ("const a = 1;\nexport { a };\n", "export { a }"),
        ("export default 1;\n", "export default 1"),
    ],
)
def test_what_it_does_not_understand_is_refused(text: str, why: str) -> None:
    files = {"a.js": text, "b.js": 'import { b } from "/assets/a.js";\nexport const a = 1;\n'}

    with pytest.raises(ValueError, match=why):
        whole("a.js", files.__getitem__)
