"""The platform's pages, on which only a sentence says that the plan is canceled: each time, or once."""

import shutil
from pathlib import Path

from cancelbot.sandbox.skin import PLATFORM_SKIN

SAID = "Your subscription was canceled."
PART = "  if (!plan) return"
EACH_TIME = (
    f'  if (plan?.is_over) return [h("h2.plan", {{}}, "Pay as you go"), h("p", {{ role: "alert" }}, "{SAID}")];\n'
)
ONCE = f"""  if (plan?.is_over) {{
    const first = !sessionStorage.getItem("told");
    sessionStorage.setItem("told", "1");
    return [h("h2.plan", {{}}, "Pay as you go"), first && h("p", {{ role: "alert" }}, "{SAID}")];
  }}
"""
STILL_NAMED = """  if (plan && !plan.cancelable && !plan.is_over) return [h("p", {}, "Pay as you go \u2013 Active")];
"""
"""says so of a plan that nothing cancels, such as one whose cancellation waits for a confirmation"""


def saying_skin(folder: Path, how: str) -> Path:
    """Such a skin, in a new ``folder``. ``how``: EACH_TIME, ONCE or STILL_NAMED."""
    (folder / "pages").mkdir(parents=True)
    shutil.copy(PLATFORM_SKIN / "index.html", folder)
    page = (PLATFORM_SKIN / "pages" / "overview.js").read_text(encoding="utf-8")
    assert page.count(PART) == 1
    (folder / "pages" / "overview.js").write_text(page.replace(PART, how + PART), encoding="utf-8")
    return folder
