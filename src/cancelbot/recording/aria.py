"""The accessibility tree beside each picture, as text: two runs can be compared line by line."""

from __future__ import annotations

from playwright.sync_api import Error, Page

CREDENTIAL_FIELDS = (
    'input[type=password], input[autocomplete="one-time-code"], input[autocomplete="current-password"], '
    "input[type=email], input[name=username], input[name=code], [data-cancelbot-secret]"
)
"""Fields that a sign-in page has; what is typed into them stands in the tree in clear."""
_PATIENCE = 2000
"""milliseconds"""


def aria_snapshot(page: Page) -> str | None:
    """The tree as YAML; None for a page that has a field for a secret, or that is gone."""
    try:
        if page.locator(CREDENTIAL_FIELDS).count():
            return None
        return page.aria_snapshot(timeout=_PATIENCE) + "\n"
    except Error:
        return None
