"""The channels of pages/channels.js: what kind each is of, and what is to be expected of it where."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).with_name("pages") / "channels.js"
LISTED = PAGE.read_text(encoding="utf-8").partition("const channels = {")[2].partition("\n};")[0]
NAMES = re.findall(r'^  "([\w-]+)": ', LISTED, re.MULTILINE)

NAVIGATING = {
    "beforeunload-beacon", "beforeunload-keepalive", "pagehide-beacon", "pagehide-keepalive", "pagehide-later",
    "visibility-beacon", "srcdoc-pagehide", "later",
}  # fmt: skip
CLOSING = NAVIGATING - {"beforeunload-beacon", "beforeunload-keepalive"}
LEAVING = {f"{name}-navigating" for name in NAVIGATING} | {f"{name}-closing" for name in CLOSING}
QUITTING = {"later-quitting"}
"""what is sure to be sent while the whole browser closes; more may be"""

NEVER = {
    "event-source": "asks by GET, and cannot be made to ask otherwise",
    "prefetched": "asks by GET, and runs nothing of what comes",
    "prerendered": "a page that is driven is not rendered in advance (PrerenderingDisabledByDevTools)",
    "attribution-source": "asks by GET; Chromium reports of it days later, and the profile is gone by then",
    "audio-worklet": "a worklet knows no interface of the network",
    "paint-worklet": "likewise",
    "storage-worklet": "refused to sites that are not enrolled for it",
    "auction": "likewise; it would ask by GET",
    "topics": "likewise",
    "private-token": "refused to sites that are not known as issuers",
    "form-fenced": "a page cannot make the configuration that a fenced frame needs",
    "federated": "nothing is sent before a person chooses an account in the browser's own dialog",
    "bound-session": "needs a key store in hardware, which Chromium uses on Windows alone",
}
"""what carries no write in this Chromium, tried all the same, and why"""

REPORTS = {"report", "report-embedder", "report-policy", "report-deprecation"}
NEEDS_HTTPS = REPORTS | {"report-integrity", "upload-stream"}
LEAVES_WITH_HTTPS = {"report-error-log"}
"""what the browser itself sends of an answer, over https"""
SHARED = {"shared-worker", "shared-socket", "shared-of-popup"}
SERVICE = {"service-worker", "service-socket", "service-of-frame", "background-fetch", "background-sync"}
PEERS = {"rtc-stun", "rtc-turn", "rtc-of-frame", "rtc-of-popup", "rtc-set-later"}
NEVER_ASKED = SHARED | SERVICE | PEERS | REPORTS | set(NEVER)
"""channels that are taken away, so that the rules find nothing to stop"""
WHEN_IT_LIKES = {"background-fetch"}
"""the browser's download service may take half a minute to begin"""

OF_NO_ORIGIN = {"form-sandboxed", "form-sandboxed-url", "form-data-url", "sandboxed-fetch", "sandboxed-keepalive"}
OF_POPUPS = {"popup-fetch", "popup-beacon", "popup-keepalive", "form-popup", "picture-in-picture"}
GONE_FROM_PAGES = {
    "fetch-later", "blank-later", "socket-stream", "transport",
    "worker-socket", "worker-transport", "worker-nested-socket",
}  # fmt: skip
NEVER_ROUTED = NEVER_ASKED | OF_NO_ORIGIN | OF_POPUPS | GONE_FROM_PAGES | {"removed-frame", "form-script-url"}
TABS = {"form-new-tab", "form-popup-page", "form-noopener", "popup-socket"}
"""what needs a tab of its own, which an attached browser does not open for a page"""
LEFT = {"attached": REPORTS | LEAVES_WITH_HTTPS | {"report-integrity"}}
"""what arrives all the same: reports that the user's own Chrome sends by itself"""

KINDS = {
    "fetch: every method, streamed, redirected, with the options of newer Chromiums": {
        "fetch", "put", "patch", "delete", "invented-method", "lower-case-method", "query-method", "no-cors",
        "upload-stream", "request-object", "redirected", "fetch-topics", "fetch-attribution", "fetch-shared-storage",
        "fetch-priority",
    },
    "XMLHttpRequest": {"xhr", "xhr-sync"},
    "keepalive, beacons, deferred fetch": {"keepalive", "beacon", "beacon-of-prototype", "fetch-later"},
    "forms: in a frame, a new tab, as a download, from about:blank, srcdoc, data:, blob: and javascript: documents": {
        "form-frame", "form-new-tab", "form-button", "form-requested", "form-action", "form-download",
        "form-blank-frame", "form-srcdoc", "form-data-url", "form-blob-url", "form-script-url", "form-object",
        "form-embed", "form-foreign-frame",
    },
    "frames: about:blank, srcdoc, sandboxed, of another origin, removed at once": {
        "blank-fetch", "blank-beacon", "blank-keepalive", "blank-later", "blank-socket", "srcdoc-fetch",
        "srcdoc-beacon", "sandboxed-fetch", "sandboxed-keepalive", "form-sandboxed", "form-sandboxed-url",
        "foreign-fetch", "foreign-beacon", "removed-frame",
    },
    "windows that the page opens, picture-in-picture included": {
        "form-popup", "form-popup-page", "form-noopener", "popup-fetch", "popup-beacon", "popup-keepalive",
        "popup-socket", "picture-in-picture",
    },
    "pings of links and areas": {"ping", "ping-area"},
    "reports of a CSP by its older way": {"csp-report"},
    "reports by the Reporting API: CSP, COEP, permissions, deprecations, integrity": {*REPORTS, "report-integrity"},
    "dedicated workers, also nested, of modules and of frames": {
        "worker", "worker-module", "worker-blob", "worker-data", "worker-xhr", "worker-keepalive", "worker-socket",
        "worker-transport", "worker-of-frame", "worker-nested", "worker-nested-socket",
    },
    "shared workers": SHARED,
    "service workers, background fetch and background sync": SERVICE,
    "web sockets and WebTransport": {"socket", "socket-stream", "transport"},
    "WebRTC: packets to STUN and TURN servers, by UDP and TCP": PEERS,
}  # fmt: skip


def table() -> str:
    """The channels by kind, with how many arrive in which browser, as it stands in docs/guard.md."""
    rows = [_row(kind, names) for kind, names in KINDS.items()]
    rows.append(_row("while the page is left, closed, or the browser ends", LEAVING | QUITTING))
    rows.append(_row("reports of network errors (NEL), over https", LEAVES_WITH_HTTPS))
    heads = "| how a page can write | tried | arrive unguarded | in our own browser | attached | on a server or grid |"
    return "\n".join([heads, "|---|---|---|---|---|---|", *rows])


def _row(kind: str, names: set[str]) -> str:
    left, one_by_one = len(names & LEFT["attached"]), not names <= LEAVING | QUITTING | LEAVES_WITH_HTTPS
    own = "0" if not one_by_one else "0, taken away" if names <= NEVER_ASKED else "0, stopped"
    page = "0" if not one_by_one else "0, taken away" if names <= NEVER_ROUTED else "0, stopped"
    return f"| {kind} | {len(names)} | {len(names)} | {own} | {left or page} | {page} |"


def nothing_carried() -> str:
    """What was tried and carries no write, as it stands in docs/guard.md."""
    return "\n".join(
        ["| tried as | why nothing is written |", "|---|---|", *(f"| `{n}` | {w} |" for n, w in NEVER.items())]
    )
