"""The rules of the house, kept by reading the code: floors, names, lengths, and what is said in comments."""

import ast
import functools
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = sorted((ROOT / "src" / "cancelbot").rglob("*.py"))
FLOWS = sorted((ROOT / "flows").rglob("*.py"))
OTHERS = sorted(path for name in ("tests", "scripts", "bench") for path in (ROOT / name).rglob("*.py"))
SITES = {path.parent.name for path in (ROOT / "flows").glob("*/__init__.py")}

# From the ground up: a room imports only what stands before it.
ROOMS = [
    "errors",
    "redaction",
    "log",
    "config",
    "guard",
    "result",
    "browser",
    "page",
    "recording",
    "report",
    "drift",
    "engine",
    "app",
    "window",
    "sandbox",
    "cli",
    "__main__",
]
ROOMS_OF_THE_FLOW = [
    "words",
    "teachable",
    "sign_in",
    "navigation",
    "account",
    "lists",
    "billing",
    "api_keys",
    "steps",
    "check",
]
FLOOR = {name: number for number, name in enumerate(ROOMS)}
KERNEL = ("errors.py", "redaction.py", "log.py", "result.py", "engine/ensure.py")
TOO_LONG = 400

COMMENT_WITH_REASON = re.compile(r"(?:type: ignore\[[\w, -]+\]|noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*)\s*#?\s*[\w'\"`].{8,}")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def each(paths: list[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """One test of all files: the first that breaks the rule is named. A test for each would be thousands."""

    def over(rule: Callable[[Path], None]) -> Callable[[], None]:
        def of_all() -> None:
            for path in paths:
                try:
                    rule(path)
                except AssertionError as broken:
                    raise AssertionError(f"{name_of(path)}: {broken}") from None

        of_all.__doc__ = rule.__doc__
        return of_all

    return over


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def says(path: Path, *words: str) -> bool:
    """Whether any of them stands in the file: where none does, it need not be taken apart, which takes far longer."""
    text = path.read_text(encoding="utf-8")
    return any(word in text for word in words)


def imports(path: Path) -> Iterator[str]:
    """Every module that is imported anywhere in a file; ``from cancelbot import guard`` counts as cancelbot.guard."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@functools.cache
def module(path: Path) -> str:
    """The dotted name under which a file is imported."""
    root = ROOT / "src" if path.is_relative_to(ROOT / "src") else ROOT / "flows"
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def files_used(path: Path) -> set[str]:
    """The modules of the project that a file imports, those under TYPE_CHECKING included."""
    modules = {*map(module, CORE + FLOWS)}
    used = {name if name in modules else name.rpartition(".")[0] for name in imports(path)}
    return (used & modules) - {module(path)}


def room(name: str) -> str:
    """The folder below the package that a module is in, or the module itself where it is in none."""
    return [*name.split("."), ""][1]


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Every call in a file: its line, and the last two names of what is called (``sys.exit``, ``print``)."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ".".join(ast.unparse(node.func).split(".")[-2:])


def words(path: Path) -> set[str]:
    """Every name and attribute that occurs in a file, imported or used."""
    names: set[str] = {module.split(".")[-1] for module in imports(path)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Name):
            names.add(node.id)
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
    return names


def comments(path: Path) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function and the number of lines of its body, without its docstring."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            yield node.name, (body[-1].end_lineno or 0) - body[0].lineno + 1


def parameters(path: Path) -> Iterator[tuple[str, int]]:
    """Each function and how many parameters it has, itself or its class not counted."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            yield node.name, len([name for name in names if name not in {"self", "cls"}])


def public_names(path: Path) -> set[str]:
    """What a file defines at its top for others: functions, classes and values, but not type variables."""
    names: set[str] = set()
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return {name for name in names if not name.startswith("_") and name not in {"T", "T_co"}}


def texts() -> list[Path]:
    """Every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    paths = [ROOT / line for line in listed.stdout.splitlines()]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


@each(CORE + FLOWS)
def test_imports_only_go_down(path: Path) -> None:
    floors = FLOOR if path in CORE else {name: number for number, name in enumerate(ROOMS_OF_THE_FLOW)}
    own = floors.get(room(module(path)), len(floors))
    package = module(path).split(".")[0]
    rooms = {room(used) for used in files_used(path) if used.split(".")[0] == package}

    assert sorted(name for name in rooms if floors.get(name, -1) > own) == []


def test_no_file_imports_itself_in_a_circle() -> None:
    TopologicalSorter({module(path): files_used(path) for path in CORE + FLOWS}).prepare()


@each([path for path in CORE if room(module(path)) != "cli"])
def test_only_the_commands_name_a_flow(path: Path) -> None:
    assert [module for module in imports(path) if module.split(".")[0] in SITES] == []


@each(CORE + FLOWS)
def test_only_cli_prints_and_exits(path: Path) -> None:
    if name_of(path).startswith("src/cancelbot/cli/"):
        return
    loud = {"print", "click.echo", "click.secho", "sys.exit", "os._exit", "exit", "quit", "stdout.write", "SystemExit"}

    assert [(line, call) for line, call in calls(path) if call in loud] == []


@each(CORE + FLOWS)
def test_only_browser_starts_playwright(path: Path) -> None:
    allowed = {"sync_playwright"} if name_of(path) == "src/cancelbot/browser/launch.py" else set()

    assert words(path) & {"sync_playwright", "async_playwright"} <= allowed


@each([ROOT / "src" / "cancelbot" / name for name in KERNEL])
def test_the_kernel_and_what_is_below_know_no_playwright(path: Path) -> None:
    assert [module for module in imports(path) if module.split(".")[0] == "playwright"] == []


@pytest.mark.skipif(not (ROOT / "src/cancelbot/cli/__init__.py").exists(), reason="there is no command yet")
def test_the_command_starts_without_loading_playwright() -> None:
    program = "import sys, cancelbot.cli; sys.exit('playwright' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@each(CORE + FLOWS + OTHERS)
def test_no_room_is_a_lumber_room(path: Path) -> None:
    lumber = {"utils", "util", "helpers", "helper", "common", "misc", "base"}

    assert lumber.isdisjoint(path.relative_to(ROOT).with_suffix("").parts)


@each(CORE + FLOWS + OTHERS)
def test_nothing_is_typed_any(path: Path) -> None:
    assert not (says(path, "Any") and "Any" in words(path))


@each([path for path in CORE + FLOWS + OTHERS if "sandbox" not in path.relative_to(ROOT).parts])
def test_nothing_sleeps(path: Path) -> None:
    """Who waits, waits for something. Only the sandbox may sleep, where it plays a slow site."""
    sleeps = {"time.sleep", "asyncio.sleep", "sleep", "page.wait_for_timeout"}

    made = calls(path) if says(path, "sleep", "wait_for_timeout") else ()
    assert [(line, call) for line, call in made if call in sleeps or call.endswith(".wait_for_timeout")] == []


@each(CORE + FLOWS)
def test_no_locator_takes_the_first_of_several(path: Path) -> None:
    """Two matches mean that we do not know the page."""
    taken = [node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute) and node.attr == "first"]

    assert taken == []


@each(FLOWS)
def test_no_flow_asks_whether_it_is_a_dry_run(path: Path) -> None:
    """That is decided in the kernel, and enforced by the guard."""
    assert "dry_run" not in path.read_text(encoding="utf-8")


@each(CORE + FLOWS + OTHERS)
def test_no_file_is_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= TOO_LONG


@each(CORE + FLOWS)
def test_functions_are_as_long_as_one_thought(path: Path) -> None:
    assert {name: length for name, length in functions(path) if length > 60} == {}


@each(CORE + FLOWS)
def test_no_function_takes_too_much(path: Path) -> None:
    assert {name: count for name, count in parameters(path) if count > 5} == {}


def test_no_public_name_stands_twice() -> None:
    found: dict[str, list[str]] = {}
    for path in CORE + FLOWS:
        for name in sorted(public_names(path)):
            found.setdefault(name, []).append(name_of(path))

    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


@each(CORE + FLOWS)
def test_no_file_is_named_like_one_of_the_standard_library(path: Path) -> None:
    assert path.stem not in sys.stdlib_module_names


@each(CORE + FLOWS + OTHERS)
def test_each_silenced_check_has_its_code_and_its_reason(path: Path) -> None:
    written = comments(path) if says(path, "type: ignore", "noqa") else ()
    silenced = [(line, text) for line, text in written if re.match(r"#\s*(type: ignore|noqa)", text)]

    assert [(line, text) for line, text in silenced if not COMMENT_WITH_REASON.search(text)] == []


@each([path for path in CORE + FLOWS if path.name == "__init__.py"])
def test_what_a_room_says_of_its_files_is_there(path: Path) -> None:
    told = re.findall(r"^(\w+\.(?:py|js)|\w+/) +\w", ast.get_docstring(tree(path)) or "", re.MULTILINE)

    assert [name for name in told if not (path.parent / name).exists()] == []


def test_no_file_names_a_place_on_one_machine_only() -> None:
    places = re.compile("|".join(["/" + "work/", "/" + "root/", "/" + r"home/(?!you/)\w", r"[A-Z]:\\" + "Users"]))
    found = [name_of(path) for path in texts() if places.search(path.read_text(encoding="utf-8", errors="replace"))]

    assert found == []


def test_no_file_names_a_package_index() -> None:
    hosts = re.compile("|".join([r"pypi\." + "org", r"python" + r"hosted\.org", r"deb\." + r"debian\.org"]))
    found = [name_of(path) for path in texts() if hosts.search(path.read_text(encoding="utf-8", errors="replace"))]

    assert found == []


@each(sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")))
def test_what_the_documents_name_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    linked = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:|#", link)]
    targets = re.findall(r"`make ([a-z]+)", text) + re.findall(r"^\s*(?:\$ )?make ([a-z]+)", text, re.MULTILINE)
    made = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert [link for link in linked if not (path.parent / link).exists()] == []
    assert sorted(set(targets) - set(made)) == []
