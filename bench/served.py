"""A sandbox in a process of its own, so that neither its start nor its work counts as that of what is measured.

Run by path it is that process: it serves the scenario that it is given, says where, and answers each line on its
stdin until that ends: what is left of the account, how many pages were loaded, or the time that it used itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, cast

from cancelbot.sandbox import SCENARIOS, Sandbox, Scenario
from cancelbot.sandbox.scenarios import large
from cancelbot.sandbox.skin import PLATFORM_SKIN

SKINS = Path(__file__).parent.parent / "tests" / "skins"


@dataclass(frozen=True)
class Size:
    """How much there is in an account."""

    keys: int = 0
    projects: int = 1
    invoices: int = 0
    cards: int = 0
    organizations: int = 1
    page_size: int | None = None
    """rows on one page of a list; None: all of them"""


@dataclass(frozen=True)
class Left:
    """The paying organization as it really is, and how often the site was asked to change it."""

    plan: str
    auto_recharge: bool
    cards: int
    keys: int
    writes: int
    purchases: int

    @property
    def is_canceled(self) -> bool:
        """Whether the plan is canceled, auto-recharge is off, and nothing was bought."""
        return (self.plan, self.auto_recharge, self.purchases) == ("canceled", False, 0)


class Served:
    """The sandbox in the other process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._in, self._out = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
        self.settings: dict[str, str] = json.loads(self._out.readline())
        """CANCELBOT_* of its own account"""

    @property
    def environment(self) -> dict[str, str]:
        """Of a process that works on this account, and on no other that may be set here."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CANCELBOT_")}
        return kept | self.settings

    def left(self) -> Left:
        """The account now."""
        return Left(**json.loads(self._ask("left")))

    def loads(self) -> int:
        """How many documents of the platform were asked for so far."""
        return int(self._ask("loads"))

    def cpu(self) -> float:
        """Seconds of processor time that the sandbox itself has used."""
        return float(self._ask("cpu"))

    def _ask(self, what: str) -> str:
        self._in.write(what + "\n")
        self._in.flush()
        return self._out.readline()


@contextmanager
def served(account: str | Size, delay: float = 0.0, skin: str = "") -> Iterator[Served]:
    """A fresh sandbox of a scenario, by its name, or of an account of that size; ``delay``: seconds that data takes.

    ``skin``: another look-alike than the one that comes along, by its folder in tests/skins.
    """
    told = account if isinstance(account, str) else json.dumps(asdict(account))
    line = [sys.executable, str(Path(__file__)), told, str(delay), skin]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Served(process)
        process.communicate()


def _scenario(told: str, delay: float) -> Scenario:
    if told in SCENARIOS:
        known = SCENARIOS[told]
    else:
        size = json.loads(told)
        shown = {"sign_in": SCENARIOS["no-mfa"].sign_in, "page_size": size.pop("page_size")}
        known = large(**size).model_copy(update=shown)
    return known.model_copy(update={"latency": delay}) if delay else known


def _left(sandbox: Sandbox) -> Left:
    mine = sandbox.state.organizations[0]
    writes = sandbox.request_log.account_writes
    return Left(
        plan=mine.plan,
        auto_recharge=mine.auto_recharge,
        cards=len(mine.cards),
        keys=len(mine.keys()) + len(mine.legacy_keys),
        writes=len(writes),
        purchases=sum("purchas" in write.path for write in writes),
    )


def _loads(sandbox: Sandbox) -> int:
    heard = [each.path for each in sandbox.request_log.requests if (each.origin, each.method) == ("platform", "GET")]
    return sum(not path.startswith(("/assets/", "/favicon")) for path in heard)


def _serve(told: str, delay: float, skin: str) -> None:
    with Sandbox(_scenario(told, delay), SKINS / skin if skin else PLATFORM_SKIN) as sandbox:
        answers: dict[str, Callable[[], object]] = {
            "cpu": time.process_time,
            "left": lambda: json.dumps(asdict(_left(sandbox))),
            "loads": lambda: _loads(sandbox),
        }
        account = sandbox.scenario.account
        own = {
            "CANCELBOT_PLATFORM_URL": sandbox.platform_url,
            "CANCELBOT_AUTH_URL": sandbox.auth_url,
            "CANCELBOT_API_URL": sandbox.api_url,
            "CANCELBOT_EMAIL": account.email,
            "CANCELBOT_PASSWORD": account.password,
            "CANCELBOT_TOTP_SECRET": account.totp_secret or "",
        }
        print(json.dumps(own), flush=True)
        for asked in sys.stdin:
            print(answers[asked.strip()](), flush=True)


if __name__ == "__main__":
    _serve(sys.argv[1], float(sys.argv[2]), sys.argv[3])
