"""What a question wants typed: its own words and the thing's own name are, where it asks for them, and nothing else."""

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from tests.flows.conftest import SmallRun

from cancelbot.page.confirmation import Confirmation
from cancelbot.page.query import dialog_of, named, only
from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words
from openai_platform.lists.rows import KEY_ROWS
from openai_platform.lists.typed_confirmation import TypedConfirmation

Call = Callable[..., Confirmation]
soak = partial(pytest.param, marks=pytest.mark.soak)
PAGE = """<main><h1>API keys</h1><button onclick="asking.hidden = false">Revoke</button></main>
<input aria-label=Search><div role=dialog id=asking hidden><h2>Revoke secret key</h2>{}
<button>Cancel</button><button id=go disabled>Revoke key</button></div><script>
const field = document.querySelector("#asking input");
field.oninput = () => {{ go.disabled = field.value !== field.dataset.wants }};</script>"""
FIELD = "<input data-wants='{}'>"


def opener(snapshot: Snapshot) -> Node:
    return only(named(snapshot.root, re.compile("Revoke")), "It")


def asks(now: Snapshot, before: Snapshot, _pressed: Node) -> Confirmation | None:
    found = dialog_of(now, KEY_ROWS.question, since=before)
    return Confirmation.by(found) if found else None


@pytest.fixture
def call(small_run: SmallRun) -> Iterator[Call]:
    """Calls for the question of a page about the key Backup; what is then agreed to, and nothing is."""
    run = small_run(timeout=3.0)
    names = frozenset({"Backup", "sk-...GkgA", "api.v1.2", "v1.2", "team, prod", "Active"})

    def start(inside: str, own_name: str = "") -> Confirmation:
        typed = TypedConfirmation(run, KEY_ROWS.question, words.TYPED_TO_REMOVE, lambda _: names, own_name)
        run.tab.page.set_content(PAGE.format(inside))
        return typed.open_confirmation(opener, asks)

    yield start
    assert run.tab.page.get_by_label("Search").input_value() == ""


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("<p>Type <b>delete</b> to confirm</p>", "delete"),
        soak("<p>Please type DELETE below to confirm.</p>", "DELETE"),
        ("<p>To confirm, type “revoke key” in the box below:</p>", "revoke key"),
        ("<p>Enter the name <code>Backup</code> to continue</p>", "Backup"),
        soak("<p>This cannot be undone. To delete the key, type Backup.</p>", "Backup"),
        soak("<p>Type <b>api.v1.2</b> to confirm</p>", "api.v1.2"),
        ("<p>To confirm, type api.v1.2.</p>", "api.v1.2"),
        ("<p>Type “team, prod” to confirm</p>", "team, prod"),
    ],
)
def test_what_a_question_asks_for_in_so_many_words_is_typed(call: Call, inside: str, wanted: str) -> None:
    confirmation = call(inside + FIELD.format(wanted))

    assert (confirmation.kind, confirmation.control.name, confirmation.control.enabled) == ("page", "Revoke key", True)


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Type the name of the key to confirm</p>",
        soak("<p>Type the key's name to confirm.</p>"),
        soak("<p>To confirm, enter its name:</p>"),
        "<p>Please type this key's name exactly to continue</p>",
    ],
)
def test_the_things_own_name_is_typed_where_the_question_asks_for_it_without_naming_it(call: Call, inside: str) -> None:
    assert call(inside + FIELD.format("a, b & c.d"), "a, b & c.d").control.enabled


def test_the_field_itself_may_say_what_it_wants(call: Call) -> None:
    assert call("<input data-wants=delete placeholder='Type \"delete\" to confirm'>").control.enabled


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Type the name of the key to confirm</p>",
        "<p>Type “delete all keys” to confirm</p>",
        "<p>Type “Production” to confirm</p>",
        soak("<p>Type api.v1.3 to confirm</p>"),
        soak("<p>Enter your reason to continue</p>"),
        "<p>Type “delete” to confirm</p><p>Type “revoke” to confirm</p>",
        soak("<p>Are you sure?</p>"),
    ],
)
def test_what_is_not_clear_or_not_its_own_is_left_to_the_person(call: Call, inside: str) -> None:
    _nothing_is_typed(call(inside + FIELD.format("delete")))


def _nothing_is_typed(asked: Confirmation) -> None:
    assert asked.dialog is not None
    assert asked.dialog.is_disabled
    assert not any(node.value for node in asked.dialog.box.walk())


@pytest.mark.parametrize(
    "fields",
    ["<input type=password data-wants=delete>", "<input data-wants=delete><input data-wants=delete>"],
    ids=["a password", "two fields"],
)
def test_nothing_is_typed_where_it_is_not_clear_into_what(call: Call, fields: str) -> None:
    _nothing_is_typed(call("<p>Type “delete” to confirm</p>" + fields))
