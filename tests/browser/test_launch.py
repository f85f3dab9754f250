"""Our own browser: its new profile has what the run needs of it."""

import json
import subprocess
import sys

import pytest
from tests.guard.arms import own
from tests.support.threads import apart

from cancelbot.browser.find import find


def test_a_new_profile_never_offers_to_keep_the_password_that_was_typed() -> None:
    """Its bubble would lie over the page with the password in it."""

    def preferences() -> list[object]:
        found = find()
        assert found is not None
        with own(found) as arm:
            arm.page.goto("chrome://prefs-internals")
            told = json.loads(arm.page.locator("body").inner_text())
            kept = [told["credentials_enable_service"], told["profile"]["password_manager_leak_detection"]]
            return [one["value"] for one in kept]

    assert apart(preferences) == [False, False]


@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX")
def test_a_driver_that_does_not_start_is_told_in_one_sentence_without_its_stack_trace() -> None:
    few_files = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))"
    begin = "from cancelbot.browser import launch; from cancelbot.errors import BrowserMissing"
    told = "try:\n with launch.library(): pass\nexcept BrowserMissing as error: print(error.exit_code, error)"

    ended = subprocess.run(
        [sys.executable, "-c", f"{begin}\n{few_files}\n{told}"], capture_output=True, text=True, check=True, timeout=60
    )

    assert ended.stdout.startswith("2 The part of Playwright that speaks to browsers did not start (")
    assert ended.stderr == ""
