"""A local look-alike of the platform, its sign-in, its API and its invoice portal, to show and test the bot against.

with Sandbox(SCENARIOS["default"]) as sandbox:
    print(sandbox.platform_url, sandbox.scenario.account.email)
"""

from cancelbot.sandbox.account import Account, SignIn
from cancelbot.sandbox.faults import Act, Fault, Kind, every_fault, possible
from cancelbot.sandbox.sandbox import Sandbox
from cancelbot.sandbox.scenario import Popups, Scenario
from cancelbot.sandbox.scenarios import SCENARIOS, large
from cancelbot.sandbox.state import State
from cancelbot.sandbox.witness import Heard, Witness

__all__ = [
    "SCENARIOS",
    "Account",
    "Act",
    "Fault",
    "Heard",
    "Kind",
    "Popups",
    "Sandbox",
    "Scenario",
    "SignIn",
    "State",
    "Witness",
    "every_fault",
    "large",
    "possible",
]
