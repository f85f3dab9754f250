"""make skins: does the whole job on every skin, and writes what came of it into docs/front-ends.md.

On each skin in this order, on one account: a dry run, a rehearsal, the run, and the run once more. With names of skins
(``make skins ARGS="slow early"``) only their lines are made anew.
"""

import sys
import tempfile
from pathlib import Path

from tests.skins.folders import skin_folder, skin_names

from cancelbot import app
from cancelbot.config.settings import load
from cancelbot.engine.interaction import IO
from cancelbot.result import Result, Step
from cancelbot.sandbox import SCENARIOS, Act, Sandbox, Scenario
from openai_platform import FLOW

PAGE = Path(__file__).parent.parent / "docs" / "front-ends.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->"
STEPS = ("sign-in", "invoices", "auto-recharge", "cancel-plan", "payment-methods", "api-keys")
WAYS: dict[str, dict[str, bool]] = {
    "dry run": {"dry_run": True},
    "rehearsal": {"dry_run": True, "rehearse": True},
    "run": {},
    "again": {},
}


class Silent:
    """A screen that nobody looks at."""

    def step_began(self, name: str) -> None: ...

    def step_ended(self, step: Step) -> None: ...

    def progressed(self, done: int, total: int) -> None: ...

    def note(self, text: str) -> None: ...


def main(wanted: list[str]) -> None:
    for skin in wanted or skin_names():
        write(skin, line_of(row(skin)))


def write(skin: str, line: str) -> None:
    """Put the line of ``skin`` into the table, at its place."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    table, _, after = rest.partition(END)
    lines = {each.split("`")[1]: each for each in table.splitlines() if each.startswith("| `")} | {skin: line}
    head = ["skin", *STEPS, "dry run", "rehearsal", "again"]
    made = [line_of(head), line_of(["---"] * len(head)), *(lines[name] for name in skin_names() if name in lines)]
    missing = ", ".join(f"`{name}`" for name in skin_names() if name not in lines)
    made += ["", f"Not measured here yet: {missing}."] if missing else []
    PAGE.write_text(before + BEGIN + "\n".join(made) + "\n" + END + after, encoding="utf-8")


def line_of(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def little() -> Scenario:
    """An account with one card and one key, and no second factor, which would have to be waited for."""
    scenario = SCENARIOS["no-mfa"]
    full = scenario.organizations[0]
    project = full.projects[0].model_copy(update={"keys": full.projects[0].keys[:1]})
    one_each = {"cards": full.cards[:1], "projects": [project], "legacy_keys": []}
    return scenario.model_copy(update={"organizations": (full.model_copy(update=one_each),)})


def row(skin: str) -> list[str]:
    """One line of the table: the steps of the run with their seconds, then the other ways with theirs."""
    with tempfile.TemporaryDirectory() as folder, Sandbox(little(), skin_folder(skin)) as sandbox:
        results = {way: bot(sandbox, Path(folder), flags) for way, flags in WAYS.items()}
    steps = {step.name: step for step in results["run"].results.steps}
    others = [results[way].cell for way in ("dry run", "rehearsal", "again")]
    cells = [f"`{skin}`", *(cell_of(steps[name]) if name in steps else "-" for name in STEPS), *others]
    print(" ".join(cells), flush=True)
    return cells


def cell_of(step: Step) -> str:
    return f"{'✓' if step.outcome == 'done' else step.outcome} {step.seconds:.0f} s"


class Way:
    """What came of one run, and what the site heard of it."""

    def __init__(self, results: Result, acts: int) -> None:
        self.results = results
        self.acts = acts

    @property
    def cell(self) -> str:
        good = self.results.exit_code == 0 and self.acts == 0
        seconds = sum(step.seconds for step in self.results.steps)
        return f"{'✓' if good else f'exit {self.results.exit_code}, {self.acts} acts'} {seconds:.0f} s"


def bot(sandbox: Sandbox, folder: Path, flags: dict[str, bool]) -> Way:
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
    result = app.run(settings, IO(Silent()), FLOW)
    return Way(result, sum(len(sandbox.request_log.acts(act.value)) for act in Act))


if __name__ == "__main__":
    main(sys.argv[1:])
