"""make skins: does the whole job on every skin in the words of every era, and writes it into docs/front-ends.md.

On each in this order, on one account: a dry run, a rehearsal, the run, and the run once more; after the skins the same
on the newest console under each of the conditions of `tests/flows/test_plan_conditions.py` that a run can master. With
names of skins, eras or conditions (``make skins ARGS="slow 2024"``) only their lines are made anew.
"""

import sys
import tempfile
from pathlib import Path
from typing import get_args

from tests.flows.test_plan_conditions import ENDS, under
from tests.skins.folders import skin_folder, skin_names

from cancelbot import app
from cancelbot.config.settings import load
from cancelbot.engine.interaction import IO, Progress
from cancelbot.result import Outcome, Result
from cancelbot.sandbox import SCENARIOS, Act, Sandbox, Scenario
from cancelbot.sandbox.eras import Era
from cancelbot.sandbox.skin import PLATFORM_SKIN
from openai_platform import FLOW

PAGE = Path(__file__).parent.parent / "docs" / "front-ends.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->"
WAYS: dict[str, dict[str, bool]] = {
    "dry run": {"dry_run": True},
    "rehearsal": {"dry_run": True, "rehearse": True},
    "run": {},
    "again": {},
}
Line = tuple[str, str]
"""a skin, and the era or the conditions that it is served in"""


def main(wanted: list[str]) -> None:
    known = {name for line in every_line() for name in " ".join(line).split()}
    if strange := set(wanted) - known:
        sys.exit(f"unknown: {', '.join(sorted(strange))}")
    for line in every_line():
        if all(any(name in part.split() for part in line) for name in wanted):
            write(line, cells(line))


def every_line() -> list[Line]:
    skins = [(skin, era) for skin in skin_names() for era in get_args(Era)]
    mastered = [" ".join(conditions) for conditions, exit_code, *_ in ENDS if exit_code == 0]
    return [*skins, *((PLATFORM_SKIN.name, conditions) for conditions in mastered)]


def write(line: Line, made: list[str]) -> None:
    """Put the cells of ``line`` into the table, at its place."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    table, _, after = rest.partition(END)
    lines = {key_of(each): each for each in table.splitlines() if each.startswith("| `")} | {line: row(line, made)}
    head = ["| skin | served in | " + " | ".join(WAYS) + " |", "| --- | --- |" + " --- |" * len(WAYS)]
    made = [*head, *(lines[each] for each in every_line() if each in lines)]
    PAGE.write_text(before + BEGIN + "\n".join(made) + "\n" + END + after, encoding="utf-8")


def row(line: Line, made: list[str]) -> str:
    return "| " + " | ".join([f"`{line[0]}`", line[1], *made]) + " |"


def key_of(text: str) -> Line:
    skin, served = text.split("|")[1:3]
    return skin.strip(" `"), served.strip()


def little(served: str) -> Scenario:
    """An account with one card and one key, and no second factor, which would have to be waited for."""
    if served not in get_args(Era):
        return under(*served.split())
    full = SCENARIOS["default"].organizations[0]
    project = full.projects[0].model_copy(update={"keys": full.projects[0].keys[:1]})
    one_each = {"cards": full.cards[:1], "projects": [project], "legacy_keys": []}
    changes = {"organizations": (full.model_copy(update=one_each),), "era": served}
    return SCENARIOS["no-mfa"].model_copy(update=changes)


def cells(line: Line) -> list[str]:
    """What came of each way, on one account."""
    skin, served = line
    with tempfile.TemporaryDirectory() as folder, Sandbox(little(served), skin_folder(skin)) as sandbox:
        made = [cell(sandbox, way, bot(sandbox, Path(folder), flags)) for way, flags in WAYS.items()]
    print(skin, served, *made, flush=True)
    return made


def cell(sandbox: Sandbox, way: str, result: Result) -> str:
    """✓ if the way came to its right end for the bot and for the site; else what came of it."""
    acts = sum(len(sandbox.request_log.acts(act.value)) for act in Act)
    open_steps = [step for step in result.steps[1:] if step.name != "invoices" and step.outcome is not Outcome.ALREADY]
    planned = all(step.outcome is Outcome.PLANNED for step in open_steps)
    mine = sandbox.state.organizations[0]
    is_over = mine.is_plan_over() and not (mine.auto_recharge or mine.cards or mine.keys())
    right = {"run": is_over, "again": acts == 0 and not open_steps}.get(way, acts == 0 and planned)
    seconds = f"{sum(step.seconds for step in result.steps):.0f} s"
    if result.exit_code == 0 and right:
        return f"✓ {seconds}"
    stopped = ", ".join(step.name for step in result.steps if step.outcome in {Outcome.FAILED, Outcome.UNVERIFIED})
    return f"exit {result.exit_code}, {acts} acts ({stopped or 'not as it is'}) {seconds}"


def bot(sandbox: Sandbox, folder: Path, flags: dict[str, bool]) -> Result:
    own = sandbox.scenario.account
    sandbox.request_log.clear()
    settings = load(
        platform_url=sandbox.platform_url,
        auth_url=sandbox.auth_url,
        api_url=sandbox.api_url,
        email=own.email,
        password=own.password,
        yes=True,
        everything=True,
        recordings=folder,
        timeout=20.0,
        **flags,
    )
    result = app.run(settings, IO(Progress()), FLOW)
    if result.exit_code:
        print(" ", result.message, flush=True)
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
