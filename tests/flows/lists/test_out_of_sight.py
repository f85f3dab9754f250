"""A list of several pages, each of which draws only the rows that are in sight."""

import re
from pathlib import Path

from playwright.sync_api import BrowserContext
from tests.flows.conftest import make_bot

from cancelbot.page.snapshot import Observation, Snapshot
from openai_platform.lists.absence import Unseen
from openai_platform.lists.pages import Paginated
from openai_platform.navigation import PROJECT_KEYS, Site

IN_SIGHT = """<main><div id=box style="height:100px;overflow:auto"><div id=rows style="height:400px;position:relative">
</div></div>
<button onclick="page = 2; box.scrollTop = 0; draw(); this.disabled = true">Next page</button></main>
<script>let page = 1; const draw = () => { const first = Math.floor(box.scrollTop / 50); rows.innerHTML = "";
  for (let n = first; n < Math.min(first + 3, 8); n++) rows.insertAdjacentHTML("beforeend",
    `<p style="position:absolute;margin:0;top:${n * 50}px">row-${page}${n}</p>`) };
  box.onscroll = draw; draw()</script>"""


def listed(snapshot: Snapshot) -> Observation[list[str] | Unseen]:
    return Observation(re.findall(r"row-\d+", snapshot.text), certain=False, partial=True)


def test_every_row_of_each_page_is_read(context: BrowserContext, tmp_path: Path) -> None:
    made = make_bot(context, tmp_path, {"timeout": 3.0, "email": "a@example.com", "password": "-"})
    run, site = made.run, Site(made.sign_in)
    context.route(f"{made.url}/**", lambda route: route.fulfill(body=IN_SIGHT, content_type="text/html"))
    run.tab.open(f"{made.url}{PROJECT_KEYS.path}")

    found = Paginated(site, PROJECT_KEYS, listed, go=lambda: run.tab.until(listed, "the rows")).all()

    run.recording.close()
    assert found == [f"row-{page}{n}" for page in (1, 2) for n in range(8)]
