"""A local look-alike of the platform, its sign-in, its API and its invoice portal, to show and test the bot against.

with Sandbox(SCENARIOS["default"]) as sandbox:
    print(sandbox.platform_url, sandbox.scenario.account.email)
"""

from cancelbot.sandbox.account import SandboxAccount, SignInOptions
from cancelbot.sandbox.conditions import CONDITIONS, scenario_with
from cancelbot.sandbox.faults import Act, Fault, Kind, every_fault
from cancelbot.sandbox.request_log import LoggedRequest, RequestLog
from cancelbot.sandbox.sandbox import Sandbox
from cancelbot.sandbox.scenario import PopupsShown, Scenario
from cancelbot.sandbox.scenarios import SCENARIOS, large
from cancelbot.sandbox.state import SandboxState

__all__ = [
    "CONDITIONS",
    "SCENARIOS",
    "Act",
    "Fault",
    "Kind",
    "LoggedRequest",
    "PopupsShown",
    "RequestLog",
    "Sandbox",
    "SandboxAccount",
    "SandboxState",
    "Scenario",
    "SignInOptions",
    "every_fault",
    "large",
    "scenario_with",
]
