"""Our own browser: its new profile has what the run needs of it."""

import json

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
