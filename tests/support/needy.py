"""The platform's pages, changed so that they show nothing until the guard lets their own POST pass."""

import shutil
from pathlib import Path

from cancelbot.sandbox.skin import PLATFORM_SKIN

READING = 'export const get = (path) => call("GET", path);'
NEEDY = """export const get = async (path) => {
  const answer = await fetch(`${boot.api_url}/dashboard/onboarding/dismiss`, { method: "POST" });
  return answer.ok ? call("GET", path) : Promise.reject(answer);
};"""


def needy_skin(folder: Path) -> Path:
    """Such a skin, in a new ``folder``."""
    folder.mkdir()
    shutil.copy(PLATFORM_SKIN / "index.html", folder)
    api = (PLATFORM_SKIN / "api.js").read_text(encoding="utf-8")
    assert READING in api
    (folder / "api.js").write_text(api.replace(READING, NEEDY), encoding="utf-8")
    return folder
