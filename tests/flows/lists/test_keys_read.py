"""A table of keys, read: one row is one key, dead ones are known, and that there is none must be known."""

import pytest
from tests.flows.conftest import Read
from tests.support.read_pages import doubted, listed

from cancelbot.errors import RefusedBySite
from cancelbot.page.snapshot import Observation, Snapshot
from cancelbot.result import ApiKey
from openai_platform import api_keys
from openai_platform.lists.absence import Unseen
from openai_platform.lists.rows import KEY_ROWS, opener
from openai_platform.navigation import ORGANIZATION_KEYS, PROJECT_KEYS, SitePage

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
        ("Disabled", "<button>Delete</button>", False),
        ("Deactivated", "<button>Copy</button>", True),
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


@pytest.mark.parametrize("back", ["Enable", "Reactivate key", "Restore"])
@pytest.mark.parametrize("status", ["Disabled", "Deactivated", "Revoked"])
def test_a_key_that_can_be_enabled_again_is_not_dead(read: Read, status: str, back: str) -> None:
    ends = "<button>Disable</button>"
    page = table(
        f"<td>Live<td>Active<td>sk-...AAAA<td>May 1, 2026<td>{ends}",
        f"<td>Other<td>{status}<td>sk-...BBBB<td>May 1, 2026<td><button>{back}</button>",
    )

    live, other = listed(api_keys.read_keys(read(page)))
    assert (live.is_dead, other.is_dead) == (False, False)
    assert other.status == f"“{back}” is offered: {status}"


@pytest.mark.parametrize("ends", ["Disable", "Disable key", "Suspend this API key", "Deactivate"])
def test_a_key_that_can_only_be_disabled_is_left_alone_with_a_reason(read: Read, ends: str) -> None:
    (row,) = KEY_ROWS.rows(read(table(f"<td>Live<td>Active<td>sk-...AAAA<td><button>Edit</button><button>{ends}")))

    with pytest.raises(RefusedBySite, match=f"no way to remove this key, only “{ends}”"):
        opener(row, KEY_ROWS)


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


@pytest.mark.parametrize(
    "body",
    [
        NONE,
        f"<table>{HEAD}<tbody></table>",
        "<p>You don't have any API keys</p>",
        "<p>You haven't created any API keys yet.</p>",
        "<p>No API keys in this project. Create one to get started.</p>",
        "<p>This project doesn't have any keys yet.</p>",
        "<h2>Project API keys</h2><button aria-haspopup=listbox>Owner: All</button><p>No API keys</p>",
    ],
)
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
        ("<div>Backup <span>key_0A1b2C</span></div>", "key_0A1b2C"),
        ("<div>Backup <span>...x7Qa</span></div>", "x7Qa"),
        ("<input placeholder='Search keys' value=ci><p>No API keys found.</p>", "ci"),
        ("<p>No API keys could be loaded.</p>", "could be loaded"),
        ("<p>No keys match your filter</p>", "match your filter"),
        ("<p>No active API keys</p>", "No active API keys"),
        ("<p>No API keys in project Staging</p>", "project Staging"),
        ("<h2>Service accounts</h2><p>No API keys</p>", "Service accounts"),
        ("<div>Backup <button aria-label='Revoke Backup'><svg></svg></button></div>", "Revoke Backup"),
        ("<p>You have no API keys. Other members have 3.</p>", "Other members have 3"),
        ("<p>You don't own any API keys.</p>", "own any"),
        ("<p>Keys are visible to owners only.</p>", "owners only"),
        ("<ul><li>production</li><li>staging</li></ul>", "production"),
        ("<p>Showing 0 of 3</p>", "0 of 3"),
        ("<button>Load keys</button>", "Load keys"),
        ("<button>Status: Active \u2715</button><p>No API keys</p>", "Status: Active"),
        ("<button aria-haspopup=listbox>Owner: You</button><p>No API keys</p>", "Owner: You"),
        ("<label><input type=checkbox checked> Only my keys</label><p>No API keys</p>", "Only my keys"),
        (
            "<button role=tab aria-selected=true>My keys</button><button role=tab>All keys</button><p>No API keys</p>",
            "My keys",
        ),
    ],
)
def test_a_page_of_keys_on_which_none_is_recognized_is_not_taken_for_empty(read: Read, body: str, why: str) -> None:
    assert why in doubted(api_keys.read_keys(read(PAGE.format(body))))


def test_an_organization_s_list_may_speak_of_this_project_where_each_project_is_read_too(read: Read) -> None:
    page = read(PAGE.format("<p>No API keys in this project.</p>"))
    page.url = f"https://platform.openai.com{ORGANIZATION_KEYS.path}"

    assert listed(api_keys.of(ORGANIZATION_KEYS)(page)) == []


PROJECTS = "<label>Project <select><option>{}<option>Mobile</select></label>"
BY_READERS = "<span id=p>Project</span><button role=combobox aria-labelledby=p>{}</button>"


@pytest.mark.parametrize("select", [PROJECTS, BY_READERS])
def test_what_a_select_leaves_of_one_project_is_not_the_organization_s_list(read: Read, select: str) -> None:
    one, every = (
        read(PAGE.format(select.format(shown) + "<p>No API keys</p>")) for shown in ("Default", "All projects")
    )
    one.url = every.url = f"https://platform.openai.com{ORGANIZATION_KEYS.path}"

    assert "Default" in doubted(api_keys.of(ORGANIZATION_KEYS)(one))
    assert listed(api_keys.of(ORGANIZATION_KEYS)(every)) == []


@pytest.mark.parametrize(
    ("body", "is_part"),
    [
        ("<h6>Console</h6><aside>{}</aside><main><h1>API keys</h1>{}</main>", False),
        ("<h6>Console</h6><header><h1>API keys</h1>{}</header><main><h3>Nothing yet</h3>{}</main>", True),
        ("<h1>API keys in this organization</h1>{}<main>{}</main>", True),
        ("<main><h1>Keys of Acme</h1>{}{}</main>", True),
    ],
)
def test_a_switcher_of_the_whole_console_leaves_nothing_out_of_the_organization_s_list(
    read: Read, body: str, is_part: bool
) -> None:
    page = read(body.format(PROJECTS.format("Web shop"), "<button>+ Create new secret key</button><p>No API keys</p>"))
    page.url = f"https://platform.openai.com{ORGANIZATION_KEYS.path}"
    told = api_keys.of(ORGANIZATION_KEYS)(page)

    assert ("Web shop" in doubted(told)) if is_part else (listed(told) == [])


ONE_PART = (
    *(
        f"<label>{name} <select><option>Alpha<option>Beta</select></label>"
        for name in ("Project *", "Workspace", "Team", "Environment", "Project:", "Viewing project")
    ),
    "<select><option>Alpha<option>Beta</select>",
    "<select><option>All-hands<option>Beta</select>",
    "<select><option>Default project<option>Beta</select>",
    "<label>Project <select><option>Help desk<option>Docs</select></label>",
    "<label>Project <select><option>3D viewer<option>Beta</select></label>",
    "<button aria-haspopup=listbox>Docs bot</button>",
    "<button role=combobox aria-haspopup=listbox>Alpha</button>",
    "<button aria-haspopup=menu>Alpha</button>",
    "<button aria-haspopup=dialog>Alpha \u25be</button>",
    "<button aria-haspopup=dialog aria-label='Project: Alpha'>Alpha</button>",
    "<input role=combobox aria-label=Team value=Alpha>",
    "<div role=tablist><button role=tab aria-selected=true>Alpha</button><button role=tab>Beta</button></div>",
    "<div><button aria-pressed=true>Alpha</button><button aria-pressed=false>Beta</button></div>",
    "<ul role=tree><li role=treeitem aria-selected=true>Alpha</li><li role=treeitem>Beta</li></ul>",
    "<ul><li><a href=/a aria-current=true>Alpha</a></li><li><a href=/b>Beta</a></li></ul>",
    "<label><input type=radio name=p checked>Alpha</label><label><input type=radio name=p>Beta</label>",
    "<p>Project: Alpha</p>",
    "<p>Showing keys of Alpha</p>",
    "<div><button>Alpha</button><button>Beta</button></div>",
    "<div><p><button>Alpha (2)</button></p><p><button>Beta (0)</button></p></div>",
    "<div><span>Projects:</span> <button>Alpha</button><button>Beta</button></div>",
    "<div><div role=button>Alpha</div><div role=button>Beta</div></div>",
    "<div><button>Billing service</button><button>Support bot</button></div>",
    "<div><a href='?project=a'>Alpha</a> | <a href='?project=b'>Beta</a></div>",
    "<ul><li><a href=/a>Alpha</a></li><li><a href=/b>Beta</a></li></ul>",
    "<section><h2>Alpha</h2><p>No API keys</p></section><section><h2>Beta</h2><p>See its page.</p></section>",
    "<section><h2>Alpha</h2><p>No API keys</p></section><section><h2>Beta</h2><button>Show</button></section>",
    f"<h2>Alpha</h2><table>{HEAD}</table><h2>Beta</h2>",
)
NO_PART = (
    *(
        f"<label>{name} <select><option>{shown}<option>Other</select></label>"
        for name, shown in (
            ("Project", "All projects"),
            ("Project", "All"),
            ("Scope", "Organization"),
            ("Rows per page", "10"),
            ("Sort by", "Newest"),
            ("Language", "English"),
            ("Show", "25 per page"),
            ("Team", "Everyone"),
        )
    ),
    "<button aria-haspopup=listbox>Owner: All</button>",
    "<button aria-haspopup=menu aria-label='More options'>\u22ef</button>",
    "<button aria-haspopup=menu>Create new secret key</button>",
    "<button aria-haspopup=dialog>Create new secret key</button>",
    "<button aria-haspopup=menu>Filters</button>",
    "<button aria-haspopup=menu>Columns</button>",
    *(
        f"<button aria-haspopup=menu>{name}</button>"
        for name in ("Resources", "Support", "What's new", "Status", "Any status", "\U0001f310 English (US)", "+")
    ),
    "<button aria-haspopup=menu aria-label='User menu'>S</button>",
    "<button aria-haspopup=dialog>Learn more \u25be</button>",
    "<label>Status <select><option>All statuses<option>Active</select></label>",
    "<select><option>Filter by project<option>Alpha</select>",
    "<div role=tablist><button role=tab aria-selected=true>Python</button><button role=tab>curl</button></div>",
    "<div><button aria-pressed=true>Table view</button><button aria-pressed=false>Card view</button></div>",
    "<label>Currency <select><option>USD<option>EUR</select></label>",
    "<h3>Project limits</h3><table><tr><th>Model<th>Limit<tr><td>gpt<td>500</table>",
    "<p>0 / 100 keys</p>",
    "<input type=search placeholder='Search keys'>",
    "<details><summary>How do I use keys?</summary>So</details>",
    "<button role=tab aria-selected=true>Project API Keys</button><button role=tab>User API Keys</button>",
    "<div role=tablist><button role=tab aria-selected=true>API keys</button><button role=tab>Admin keys</button></div>",
    "<button style='position:absolute;top:0' aria-haspopup=menu>Alpha</button>",
    "<style>h1{margin-left:200px}</style><b style='position:absolute;left:0' role=button aria-haspopup=menu>Kim</b>",
    "<nav><a href=/a aria-current=page>Alpha</a></nav>",
    "<p>Each project can have 100 keys.</p><p>Revoke keys that you no longer use.</p>",
    "<h2>Alpha</h2><p>No API keys</p><h2>Beta</h2>",
    "<h2>Nothing here</h2>",
    "<div><a href=/docs>Quickstart</a> <a href=/docs/api>API reference</a></div>",
    "<p><a href=/x>Learn more</a> <a href=/y>Best practices</a></p>",
    "<div><button>Export</button><button>Refresh</button></div>",
    "<div><a href=/usage>View usage</a><a href=/limits>View limits</a></div>",
    "<div><button>Python</button><button>Node.js</button></div>",
    "<div><button>Build</button><button>Deploy</button></div>",
    "<div><a href=/about>About</a><a href=/jobs>Careers</a></div>",
    "<div>Was this page helpful? <button>Yes</button><button>No</button></div>",
    "<p>Ask <button>Kim</button> of <button>Acme</button> for help.</p>",
)


def at(page: Snapshot, place: SitePage) -> Observation[list[ApiKey] | Unseen] | None:
    """What a page says at the address of ``place``."""
    page.url = f"https://platform.openai.com{place.path}"
    return api_keys.of(place)(page)


def test_what_a_choice_by_any_name_leaves_is_not_the_whole_list(read: Read) -> None:
    none = "<p>No API keys</p>"
    pages = {shown: read(PAGE.format(shown + none)) for shown in (*ONE_PART, *NO_PART)}

    for shown in ONE_PART:
        assert doubted(at(pages[shown], ORGANIZATION_KEYS)), shown
    for shown in NO_PART:
        assert listed(at(pages[shown], ORGANIZATION_KEYS)) == [], shown


def test_a_table_without_rows_says_no_more_of_what_is_not_chosen(read: Read) -> None:
    for shown in ONE_PART[:8]:
        assert doubted(at(read(PAGE.format(f"{shown}<table>{HEAD}<tbody></table>")), ORGANIZATION_KEYS)), shown


def test_of_a_project_s_list_only_the_switcher_between_projects_may_choose(read: Read) -> None:
    chosen = "<label>{} <select><option>Alpha<option>Beta</select></label><p>No API keys</p>"

    assert listed(at(read(PAGE.format(chosen.format("Project"))), PROJECT_KEYS)) == []
    assert listed(at(read(PAGE.format("<p>Project: Default project</p><p>No API keys</p>")), PROJECT_KEYS)) == []
    assert doubted(at(read(PAGE.format("<p>Team: Default team</p><p>No API keys</p>")), PROJECT_KEYS))
    assert doubted(at(read(PAGE.format(chosen.format("Team"))), PROJECT_KEYS))
    assert doubted(at(read(PAGE.format(chosen.format(""))), PROJECT_KEYS))


@pytest.mark.parametrize(
    "shown", ["<p>0 keys</p>", "<h2>API keys (0)</h2>", "<p>API keys: 0</p>", "<p>0 API keys found.</p>"]
)
def test_a_count_of_no_keys_is_an_empty_list_unless_it_may_be_what_a_search_has_left(read: Read, shown: str) -> None:
    assert listed(api_keys.read_keys(read(PAGE.format(shown)))) == []
    if "<p>" in shown:
        assert doubted(api_keys.read_keys(read(PAGE.format(f"<input type=search placeholder=Search>{shown}"))))
        assert doubted(api_keys.read_keys(read(PAGE.format(f"{shown}<button>Clear filters</button>"))))


@pytest.mark.parametrize(
    "shown",
    [
        "<h3>Alpha</h3><p>0 keys</p><h3>Beta</h3>",
        "<h3>Admin keys</h3><p>0 keys</p>",
        "<h3>Service accounts</h3><p>0 keys</p>",
        "<p>0 keys</p><button>Alpha \u25be</button>",
        "<p>0 keys</p><button>Load more</button>",
    ],
)
def test_a_count_of_no_keys_under_another_heading_or_beside_what_shows_more_is_not_of_all(
    read: Read, shown: str
) -> None:
    assert doubted(api_keys.read_keys(read(PAGE.format(shown))))


@pytest.mark.parametrize(
    "shown", ["<p>3 keys</p>", "<span>Active</span>", "<table><tr><td>Backup<td>....GkgA</table>", "<p>Revoked</p>"]
)
def test_an_absence_beside_what_only_a_key_has_is_no_absence(read: Read, shown: str) -> None:
    assert doubted(api_keys.read_keys(read(PAGE.format(f"<p>No API keys</p>{shown}"))))


def test_a_key_may_be_called_after_trouble(read: Read) -> None:
    page = table(f"<td>Failed to load<td>Active<td>sk-...AAAA<td>May 1, 2026<td>{BIN}")

    assert [key.name for key in listed(api_keys.read_keys(read(page)))] == ["Failed to load"]
