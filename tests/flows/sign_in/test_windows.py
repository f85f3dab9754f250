"""A sign-in in a window of its own, or in a frame of the site's own, is gone through where it is."""

from tests.flows.conftest import MakeBot
from tests.support.own_pages import EMAIL, LOGGED_OUT, PASSWORD, OwnPages

POPUP = "<h1>Platform</h1><button onclick=\"open('/start', '', 'width=400,height=500')\">Log in</button>"
DONE = "<h1>Done</h1><script>close()</script>"
FRAMED = "<h1>Platform</h1><iframe src='/start' width=500 height=400></iframe>"


def site(entrance: str, end: str) -> OwnPages:
    """A site that signs in at /start, all at one origin; the last form answers with ``end``."""
    made = OwnPages([], loads=lambda _load: None if made.signed_in else (200, entrance))
    pages = [EMAIL, PASSWORD]

    def answer(_body: str) -> tuple[int, str]:
        at = len(made.heard)
        made.signed_in = at == len(pages)
        return 200, end if made.signed_in else pages[at]

    made.answer = answer
    made.files["/start"] = pages[0]
    return made


def test_a_sign_in_in_a_window_of_its_own_is_followed_and_left_when_it_closes(bot_for: MakeBot) -> None:
    served = site(POPUP, DONE)
    made = bot_for(served)
    home = made.run.tab.page

    assert made.through() == "the overview"

    assert served.heard == ["email=dana%40acme.example", "password=correct+horse"]
    assert made.run.tab.page is home


def test_a_sign_in_in_a_frame_of_the_sites_own_is_gone_through(bot_for: MakeBot) -> None:
    served = site(FRAMED, "<h1>Done</h1>")

    assert bot_for(served).through() == "the overview"

    assert served.heard == ["email=dana%40acme.example", "password=correct+horse"]


def test_a_frame_of_somebody_else_gets_nothing(bot_for: MakeBot) -> None:
    foreign = FRAMED.replace("src='/start'", 'srcdoc="<h1>Log in</h1><input type=password aria-label=Password>"')
    served = OwnPages([EMAIL, PASSWORD])
    served.loads = lambda _load: None if served.signed_in else (200, foreign + LOGGED_OUT.format(auth=served.auth))

    assert bot_for(served).through() == "the overview"

    assert len(served.heard) == 2
