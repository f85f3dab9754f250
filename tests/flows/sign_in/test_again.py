"""When the sign-in comes up once more in a run: gone through where somebody had been let in, else left alone."""

import pytest
from tests.conftest import Serve
from tests.flows.conftest import MakeBot, there
from tests.flows.sign_in.test_sign_in import VERIFY, tries

from cancelbot.errors import LookFailed, SignInRefused
from cancelbot.page.snapshot import Observation, Snapshot


def falls_silent(snapshot: Snapshot) -> Observation[str] | None:
    """Where the overview should be seen, the look fails for a reason that may pass."""
    if there(snapshot):
        raise LookFailed("The site fell silent.")
    return None


@pytest.mark.soak  # one that had ended before is healed in test_login.py
def test_a_session_that_ends_in_between_is_healed_where_it_ended(bot: MakeBot, serve: Serve) -> None:
    sandbox = serve("no-mfa")
    made = bot(sandbox)
    made.through()
    made.run.tab.context.clear_cookies()
    made.run.tab.page.evaluate("localStorage.clear()")
    sandbox.request_log.clear()

    assert made.through("/settings/organization/billing/overview") == "the overview"

    assert tries(sandbox, VERIFY) == 1


def test_a_password_that_was_given_is_not_given_again_by_the_next_look(bot: MakeBot, serve: Serve) -> None:
    sandbox = serve("no-mfa")
    made = bot(sandbox)
    with pytest.raises(LookFailed):
        made.through(arrived=falls_silent)
    made.run.tab.context.clear_cookies()
    made.run.tab.page.evaluate("localStorage.clear()")

    with pytest.raises(SignInRefused, match="asks for a password again after it was given"):
        made.through()

    assert tries(sandbox, VERIFY) == 1
