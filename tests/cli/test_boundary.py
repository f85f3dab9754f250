"""What others have written goes to people through one boundary: over every print, template and file name."""

import ast
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cancelbot.cli.documents import DoctorDocument, as_json_text, failure
from cancelbot.drift.overrides import Taught, TaughtFile
from cancelbot.redaction import Redactor, file_stem
from cancelbot.report.document import prepare
from cancelbot.report.receipt.manifest import readable
from cancelbot.window.page import _templates

ROOT = Path(__file__).parent.parent.parent
SAFE = {"visible", "escaped", "as_json_text", "failure", "typed"}
"""what makes text safe, or is given only such text"""
OURS = {
    "practice.py": "the sandbox's own names and its made-up account",
    "machine.py": "the schema, and what click makes for the shell",
    "__init__.py": "the help, the name of a variable, the questions of this program and the command of each answer",
}
"""files of the room that prints, in which a bare echo prints words of this program alone"""
NASTY = "\x1b[31m\x9b2J\x1b]0;t\x07\u202egpj\x7f\r\u2028\u061c\n"
ANY = st.text(max_size=20).map(lambda text: f"{NASTY}{text}")


def files() -> Iterator[tuple[Path, ast.Module]]:
    for path in (*(ROOT / "src" / "cancelbot").rglob("*.py"), *(ROOT / "flows").rglob("*.py")):
        if "sandbox" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def test_only_one_room_prints_and_it_does_so_through_the_boundary() -> None:
    for path, tree in files():
        for name, call in calls(tree):
            where = f"{path}:{call.lineno}"
            assert name != "print", where
            assert not name.endswith(("stdout.write", "stdout.buffer.write")), where
            if name in {"click.echo", "click.secho"}:
                assert path.parent.name == "cli", where
                said = ast.unparse(call.args[0]) if call.args else "''"
                is_ours = path.name in OURS or isinstance(call.args[0], ast.Constant) or said.startswith("f'Seal: {")
                if said == "said":  # the boundary itself, which folds what it has made safe
                    made = [ast.unparse(one) for one in ast.walk(tree) if isinstance(one, ast.Assign)]
                    said = next(one for one in made if one.startswith("said = ")).removeprefix("said = ")
                    assert said == "typed(visible(redact(str(text))))", where
                assert is_ours or said.partition("(")[0] in SAFE, where
            if name == "Console" or name.endswith(".Console"):
                pytest.fail(f"{where}: a console that shows everything raw")


def test_every_template_engine_makes_what_it_shows_visible() -> None:
    for path, tree in files():
        for name, call in calls(tree):
            if name == "Environment":
                told = {word.arg: ast.unparse(word.value) for word in call.keywords}
                assert (told.get("autoescape"), told.get("finalize")) == ("True", "_safe"), path
    for template in (ROOT / "src" / "cancelbot").rglob("templates/*.html"):
        assert "|safe" not in template.read_text(encoding="utf-8").replace(" ", ""), template


def obeyed(text: str, but: str = "\n") -> list[str]:
    """What of ``text`` a terminal would obey."""
    return [hex(ord(sign)) for sign in text if not (sign.isprintable() or sign in f"\u200c\u200d{but}")]


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANY)
def test_no_template_shows_what_a_terminal_obeys(text: str) -> None:
    for engine in (prepare(), _templates()):
        shown = engine.from_string('<p title="{{ text }}">{{ text }}</p>').render(text=text)
        assert obeyed(shown) == []
        assert "<" not in shown.removeprefix("<p").removesuffix("</p>")


@settings(deadline=None)
@given(ANY)
def test_no_json_that_is_printed_or_kept_holds_it(text: str) -> None:
    for made in (
        as_json_text(DoctorDocument(exit_code=0, message=text)),
        failure("run", 2, text, text),
        failure("doctor", 2, text, text),
        readable({text: text}).decode(),
    ):
        assert obeyed(made) == []
        json.loads(made)


@settings(deadline=None)
@given(ANY)
def test_no_line_of_the_log_holds_it(text: str) -> None:
    told = Redactor()(None, "info", {"event": text, "facts": text})

    assert obeyed("".join(str(value) for value in told.values()), but="") == []


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_name_of_a_file_is_harmless_on_every_system_and_its_own(text: str) -> None:
    name = file_stem(text)

    assert len(name) <= 100
    assert name.isascii()
    assert not set(name) & set('/\\:*?"<>|. \n\0%')
    assert file_stem(text) == name
    assert file_stem(f"{text}!") != name


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_what_was_taught_is_read_back_whatever_its_signs(tmp_path: Path, text: str) -> None:
    file = TaughtFile(tmp_path / "taught.toml")
    file.path.unlink(missing_ok=True)

    file.add(Taught("2026-11-27", "https://x.example", "need", f"{NASTY}{text}", "button", ""))

    written = file.path.read_bytes().decode()
    assert tomllib.loads(written)["taught"][0]["words"] == f"{NASTY}{text}"
    assert [sign for sign in obeyed(written) if sign in {hex(ord(one)) for one in NASTY}] == []
