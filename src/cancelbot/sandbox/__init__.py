"""A local look-alike of the platform, its sign-in, its API and its invoice portal, to show and test the bot against.

with Sandbox(SCENARIOS["default"]) as sandbox:
    print(sandbox.platform_url, sandbox.scenario.account.email)
"""

from cancelbot.sandbox.account import Account, SignInOptions
from cancelbot.sandbox.conditions import CONDITIONS, scenario_with
from cancelbot.sandbox.faults import Act, Fault, Kind, every_fault, possible
from cancelbot.sandbox.request_log import LoggedRequest, RequestLog
from cancelbot.sandbox.sandbox import Sandbox
from cancelbot.sandbox.scenario import Popups, Scenario
from cancelbot.sandbox.scenarios import SCENARIOS, large
from cancelbot.sandbox.state import State

__all__ = [
    "CONDITIONS",
    "SCENARIOS",
    "Account",
    "Act",
    "Fault",
    "Kind",
    "LoggedRequest",
    "Popups",
    "RequestLog",
    "Sandbox",
    "Scenario",
    "SignInOptions",
    "State",
    "every_fault",
    "large",
    "possible",
    "scenario_with",
]
