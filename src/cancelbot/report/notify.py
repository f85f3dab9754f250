"""--notify: sends the outcome, or a call for the person, to where the user reads messages.

The library apprise has one form of address for a hundred services (``mailto://``, ``ntfy://``, ``tgram://``,
``json://``). An address can contain a token, so it is a secret: it is never written down, and no error contains it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import structlog
from pydantic import SecretStr

from cancelbot.config.machine import require
from cancelbot.config.settings import PRACTICE
from cancelbot.errors import UsageError
from cancelbot.recording.read import LoadedRecording
from cancelbot.redaction import redact, visible
from cancelbot.report.summary import headline
from cancelbot.result import Result

if TYPE_CHECKING:
    from apprise import Apprise

_LOG: structlog.typing.FilteringBoundLogger = structlog.get_logger()


class Messenger:
    """Sends short messages to the given address (None: nowhere). Raises UsageError if apprise does not know it.

    ``account``: what the settings call it, for a command that ends before it has signed in.
    """

    def __init__(self, address: SecretStr | None, account: str | None = None) -> None:
        self._service = _service(address.get_secret_value()) if address else None
        self._account = account
        self._warned = False

    def call(self, why: str) -> bool:
        return self.send("cancelbot needs you at its window", why, "warning")

    def tell(self, result: Result, known: tuple[str, ...] = ()) -> bool:
        """Send how a command has ended: what became of which account, and where the recording is."""
        if self._service is None:
            return False
        kept = LoadedRecording.of(result)
        who = filter(None, (self._account, result.account.organization, result.account.email))
        account = ", ".join(dict.fromkeys(who)) or "not known"
        lines = (
            headline(kept) if result.is_run else "",
            result.message,
            *result.advice.splitlines(),
            f"Account: {account}. Exit code {result.exit_code}. Recording: {result.recording or 'none'}",
        )
        text = "\n".join(visible(redact(line, known)) for line in lines if line)
        kind = "failure" if result.exit_code else "success"
        name = f"cancelbot, {PRACTICE}" if kept.is_sandbox else "cancelbot"
        return self.send(f"{name}: {result.outcome if result.is_run else result.mode}", text, kind)

    def send(self, title: str, text: str, kind: str = "info") -> bool:
        """Returns whether the message was sent. A failure does not fail the run, but it is reported once."""
        if self._service is None:
            return False
        try:
            sent = bool(self._service.notify(title=title, body=text, notify_type=kind))
        except Exception:  # noqa: BLE001  # a hundred services fail in a hundred ways, and the run is over
            sent = False
        if not sent and not self._warned:
            self._warned = True
            _LOG.warning("a message could not be sent to where --notify points", title=title)
        return sent


def _service(address: str) -> Apprise:
    require("notify")
    from apprise import Apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it logs addresses, which may hold tokens
    service = Apprise()
    if not service.add(address):
        raise UsageError(
            "The address of --notify is not one that apprise knows.",
            advice="For example: ntfy://ntfy.sh/your-topic (all that it knows: appriseit.com).",
        )
    return service
