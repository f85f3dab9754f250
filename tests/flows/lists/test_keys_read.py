"""A table of keys, read: one row is one key, dead ones are known, and that there is none must be known."""

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import doubted, listed

from openai_platform import api_keys

PAGE = "<main><h1>API keys</h1><button>+ Create new secret key</button>{}</main>"
HEAD = "<thead><tr><th>Name<th>Status<th>Secret key<th>Created<th></thead>"
BIN = "<button><svg width=16 height=16><rect width=12 height=12 /></svg></button>"
NONE = "<p>Create an API key to access the OpenAI API</p>"


def table(*rows: str) -> str:
    return PAGE.format(f"<table>{HEAD}<tbody>{''.join(f'<tr>{row}' for row in rows)}</table>")


def test_a_key_named_after_another_is_one_key(read: Read) -> None:
    page = table(
        f"<td>replaces sk-...AAAA<td>Active<td>sk-...BBBB<td>May 1, 2026<td>{BIN}",
        f"<td>Build<td>Active<td>sk-...AAAA<td>May 1, 2026<td>{BIN}",
        f"<td>sk-...BBBB<td>Active<td>sk-...CCCC<td>May 1, 2026<td>{BIN}",
    )

    found = listed(api_keys.read_keys(read(page)))
    assert [(key.name, key.key) for key in found] == [
        ("replaces sk-...AAAA", "sk-...BBBB"),
        ("Build", "sk-...AAAA"),
        ("sk-...BBBB", "sk-...CCCC"),
    ]


ROW = "<div class=r style='display:flex;gap:20px'><div>{}</div><div>Active</div><div>{}</div>" + BIN + "</div>"


@pytest.mark.parametrize("others", [ROW.format("Build", "sk-...AAAA"), ""])
def test_a_key_named_after_another_is_one_key_in_plain_boxes_too(read: Read, others: str) -> None:
    page = PAGE.format(f"<div>{ROW.format('replaces sk-...AAAA', 'sk-...BBBB')}{others}</div>")

    found = listed(api_keys.read_keys(read(page)))
    assert [key.key for key in found] == ["sk-...BBBB", *(["sk-...AAAA"] if others else [])]


def test_two_keys_of_one_name_and_mark_are_two(read: Read) -> None:
    row = f"<td>Twin<td>Active<td>sk-...AAAA<td>May 1, 2026<td>{BIN}"

    assert len(listed(api_keys.read_keys(read(table(row, row))))) == 2


@pytest.mark.parametrize(
    ("status", "control", "is_dead"),
    [
        ("Revoked", "", True),
        ("Expired", "", True),
        ("Disabled", "", True),
        ("Expired Aug 1, 2026", "", True),
        ("Revoked", BIN, True),
        ("Expired", BIN, False),
        ("Active", "", False),
        ("Active", BIN, False),
    ],
)
def test_a_dead_key_is_one_that_says_so_and_has_nothing_that_would_remove_it(
    read: Read, status: str, control: str, is_dead: bool
) -> None:
    page = table(
        f"<td>Live<td>Active<td>sk-...AAAA<td>May 1, 2026<td>{BIN}",
        f"<td>Revoked<td>{status}<td>sk-...BBBB<td>May 1, 2026<td>{control}",
    )

    live, other = listed(api_keys.read_keys(read(page)))
    assert (live.is_dead, other.is_dead, other.status) == (False, is_dead, status)


def test_the_table_of_autumn_2026_is_read_by_its_headings(read: Read) -> None:
    cells = {
        "Name": "Backup",
        "Status": "Active",
        "Tracking ID": "key_0A1b2C",
        "Secret Key": "sk-...GkgA",
        "Created": "May 1 2026",
        "Expires": "Never",
        "Last used": "May 9 2026",
        "Created by": "Dana Reyes",
        "Permissions": "All",
        "Monthly spend": "$1.20",
    }
    head, row = "".join(f"<th>{name}" for name in cells), "".join(f"<td>{cell}" for cell in cells.values())
    page = PAGE.format(f"<table><tr>{head}<th><tr>{row}<td>{BIN}{BIN}</table>")

    (key,) = listed(api_keys.read_keys(read(page)))
    assert (key.name, key.key, key.status, key.last_used, key.created_by) == (
        "Backup",
        "sk-...GkgA",
        "Active",
        "May 9 2026",
        "Dana Reyes",
    )


@pytest.mark.parametrize("body", [NONE, f"<table>{HEAD}<tbody></table>", "<p>You don't have any API keys</p>"])
def test_a_page_without_keys_says_so(read: Read, body: str) -> None:
    assert listed(api_keys.read_keys(read(PAGE.format(body)))) == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (
            f"<p role=alert>Your API keys could not be loaded. Try again later.</p><table>{HEAD}</table>",
            "could not be loaded",
        ),
        (f"{NONE}<p>Failed to load API keys</p>", "Failed to load API keys"),
        ("<p role=alert>No list today.</p>", "No list today."),
        (f"<table>{HEAD}<tbody><tr><td>Backup<td>Active<td>••••GkgA<td>May 1<td>{BIN}</table>", "Active"),
        (f"<table><tbody><tr><td>Backup<td>••••GkgA<td>{BIN}</table>", "Backup"),
        ("<div>Backup <button>Revoke</button></div>", "Revoke"),
        ("<div>Backup ••••GkgA <button aria-label=More>⋯</button></div>", "⋯"),
        ("<button aria-expanded=false>Active keys (3)</button>", "Active keys (3)"),
        ("<p>3 keys</p>", "3 keys"),
        ("<input placeholder='Search keys' value=ci><p>No API keys found.</p>", "ci"),
        ("<p>No API keys could be loaded.</p>", "could be loaded"),
    ],
)
def test_a_page_of_keys_on_which_none_is_recognised_is_not_taken_for_empty(read: Read, body: str, why: str) -> None:
    assert why in doubted(api_keys.read_keys(read(PAGE.format(body))))


def test_a_key_may_be_called_after_trouble(read: Read) -> None:
    page = table(f"<td>Failed to load<td>Active<td>sk-...AAAA<td>May 1, 2026<td>{BIN}")

    assert [key.name for key in listed(api_keys.read_keys(read(page)))] == ["Failed to load"]
