"""How long the bot waits for a page, in seconds: every limit with its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Limits:
    """The limits of one tab. What a person or a slow page may need is long; what only saves time is short."""

    page: float = 30.0
    """for a page to show what is expected: the setting CANCELBOT_TIMEOUT"""

    recent: float = 0.05
    """for which the last snapshot counts as the current page, if nothing was done or waited for since"""
    glance: float = 0.2
    """for the page to change before it is read again anyway: not all that changes changes the document"""

    committed: float = 2.0
    """after a load, for the browser to report the new document"""
    nothing_came: float = 1.0
    """after a load without a document (204, a download), for a redirect to one"""
    hangs: float = 10.0
    """at least, that a page may leave a call unanswered before its tab is given up; else as long as a page may take"""
    longest_hang: float = 20.0
    """at most: a page that has not answered for so long does not come back"""

    hover: float = 2.0
    """to move the pointer: the control may also be found without it"""
    press: float = 5.0
    """for a click that only moves about; it can be tried again"""
    click: float = 10.0
    """for the click that counts, which is made once"""
    typing: float = 5.0
    """for typing into a field"""
    opening: float = 8.0
    """for a question to come up after a press"""
    unasked: float = 0.5
    """after a press that made the page try to act, for a question to come up after all"""
    leaving: float = 2.0
    """for a question to close after it was left"""

    act: float = 60.0
    """for a whole act, if its request gets no answer or the pressed control is still busy"""
    unheard: float = 10.0
    """for the page to send a request of the act's own; twice that if the page says that it is busy"""
    at_work: float = 10.0
    """after the answer, for the control to come to rest while the page shows no reaction"""
    stays_off: float = 1.0
    """after the page's reaction, for a busy control to come to rest: some stay grayed for good"""
    asked: float = 2.5
    """after a further question has come up, for the page to send the request after all"""
    fetching: float = 1.5
    """after the answer, for the page to fetch what it is going to show"""
    stays: float = 2.0
    """after the answer, for a page that still offers the control as before: it may be about to send again"""
    quiet: float = 0.4
    """after the answer, for any other page to react"""
    reacted: float = 0.15
    """after the page's reaction, for another write"""

    picture: float = 10.0
    """for a picture: without one the run goes on"""
    tree: float = 2.0
    """for the accessibility tree beside it"""
    frame: float = 1.0
    """for a frame to have its text covered; one that does not answer is blurred as a whole"""
    saving: float = 60.0
    """for a download to end once it has begun"""
    left: float = 3.0
    """at the end of the run, for the page to give way to an empty one: a script that never yields would hold it up"""
    pointed: float = 10.0
    """to find again what a person has pointed at"""

    def within(self, page: float) -> Limits:
        """These limits if a page may take ``page`` seconds: no single press, field or question may take longer."""
        capped = {name: min(page, getattr(self, name)) for name in _CAPPED}
        hangs = min(max(page, self.hangs), self.longest_hang)
        return replace(self, page=page, hangs=hangs, **capped)


_CAPPED = ("hover", "press", "click", "typing", "opening", "leaving")
LIMITS = Limits()
