"""The network guard: no request that could change anything leaves the browser unless a step asked for it.

policy.py     which request may pass in which state; knows no browser
rules.py      the policy as rules for the browser's own network layer, below every page, frame and worker
extension/    what carries these rules into the browser
browser.py    the guard that loads them (our own browser: "browser" in result.json)
page.py       the guard for a browser that is not ours (attached, remote: "page" in result.json)
stilled.py    interfaces that no rule and no route reaches, taken away from the page
allowing.py   what to tell somebody whose page is broken by it
proof.py      the proof, at the start of each run, that the guard holds
"""

from cancelbot.guard.policy import Blocked, Guard, Passed, Policy

__all__ = ["Blocked", "Guard", "Passed", "Policy"]
