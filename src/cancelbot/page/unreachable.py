"""Why a page could not be loaded, in words for whoever waits for it."""

from __future__ import annotations

import re

_CODE = re.compile(r"\b(?:net::)?(ERR_[A-Z0-9_]+)")
OFFLINE = "Check that this machine is online, and the address in the settings."
FOREIGN = (
    "Something else answers in its place (a proxy, the network's own portal, a virus scanner): do not sign in there."
)
WAIT = "Run the command again when the site answers: it looks first and repeats nothing."
REASONS = {
    "ERR_NAME_NOT_RESOLVED": ("no such address is known here", OFFLINE),
    "ERR_INTERNET_DISCONNECTED": ("this machine is not online", OFFLINE),
    "ERR_NETWORK_CHANGED": ("the network changed meanwhile", WAIT),
    "ERR_ADDRESS_UNREACHABLE": ("no way leads there", OFFLINE),
    "ERR_CONNECTION_REFUSED": ("nothing answers there", OFFLINE),
    "ERR_PROXY_CONNECTION_FAILED": ("the proxy does not answer", OFFLINE),
    "ERR_TUNNEL_CONNECTION_FAILED": ("the proxy does not let it through", OFFLINE),
    "ERR_TIMED_OUT": ("it did not answer in time", WAIT),
    "ERR_CONNECTION_TIMED_OUT": ("it did not answer in time", WAIT),
    "ERR_CONNECTION_RESET": ("the connection was dropped", WAIT),
    "ERR_CONNECTION_CLOSED": ("the connection was dropped", WAIT),
    "ERR_EMPTY_RESPONSE": ("the connection was dropped", WAIT),
}
"""Chromium's codes (chrome://network-errors), as a reason and what to do"""


def why_unreachable(message: str) -> tuple[str, str | None]:
    """The reason in ``message``, the browser's own words, and advice, or None where there is no better than usual."""
    code = found.group(1) if (found := _CODE.search(message)) else ""
    if code.startswith("ERR_CERT_"):
        return f"its certificate is not one this machine trusts, {code}", FOREIGN
    if message.startswith("Page.goto: Timeout"):
        return REASONS["ERR_TIMED_OUT"]
    return REASONS.get(code, (code or message.splitlines()[0].split(" at http")[0], None))
