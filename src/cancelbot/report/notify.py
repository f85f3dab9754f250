"""--notify: the outcome, or the call for a person, sent to wherever the user reads messages.

The library apprise knows a hundred services by one form of address (``mailto://``, ``ntfy://``, ``tgram://``, ``json://``).
An address can hold a token, so it is a secret: it is never written down, and nothing of it is in an error.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from cancelbot.errors import UsageError
from cancelbot.recording.read import read
from cancelbot.report.summary import headline

if TYPE_CHECKING:
    from apprise import Apprise

INSTALL = "Install it with: pip install 'cancelbot[notify]'"


class Messenger:
    """Sends short messages to the address given (None: nowhere). Raises UsageError if it is no address."""

    def __init__(self, address: SecretStr | None) -> None:
        self._service = _service(address.get_secret_value()) if address else None

    def call(self, why: str) -> bool:
        """Call a person to the window."""
        return self.send("cancelbot needs you at its window", why)

    def tell(self, folder: Path) -> bool:
        """Send the outcome of the run recorded in ``folder``."""
        if self._service is None:
            return False
        kept = read(folder)
        text = "\n".join(filter(None, (headline(kept), kept.result.message, kept.result.advice)))
        return self.send(f"cancelbot: {kept.result.outcome}", text)

    def send(self, title: str, text: str) -> bool:
        """Whether the message went out; what stops it is never worth failing a run for."""
        if self._service is None:
            return False
        try:
            return bool(self._service.notify(title=title, body=text))
        except Exception:  # noqa: BLE001  # a hundred services fail in a hundred ways, and the run is over
            return False


def _service(address: str) -> Apprise:
    try:
        from apprise import Apprise
    except ImportError:
        raise UsageError("--notify needs the library apprise.", advice=INSTALL) from None
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it logs addresses, which may hold tokens
    service = Apprise()
    if not service.add(address):
        raise UsageError(
            "The address of --notify is not one that apprise knows.",
            advice="For example: ntfy://ntfy.sh/your-topic or mailto://user:password@example.com (see appriseit.com).",
        )
    return service
