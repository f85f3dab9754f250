"""The projects that a page offers, and switching to one, by a select, a menu or plain boxes."""

from collections.abc import Callable

import pytest
from tests.conftest import Serve
from tests.flows.conftest import MakeBot, Read, SmallRun
from tests.skins.folders import skin_names

from cancelbot.errors import ControlNotFound
from cancelbot.sandbox import SCENARIOS, Scenario
from cancelbot.sandbox.fixtures import key, project
from openai_platform.account.switchers import Switcher, current_organization, current_project, in_account_menu
from openai_platform.api_keys import ApiKeys
from openai_platform.navigation import PROJECT_KEYS, Site

Show = Callable[[str], Switcher]
SHOWN = "<main><h1>API keys</h1><p id=shown></p></main>"
SELECT = "<select aria-label={}>{}</select>"
PROJECTS = "<option>Alpha<option disabled>Archived<option selected>Beta<option>Create project"
ACME = SELECT.format("Organization", "<option>Acme")
LISTBOX = """<button aria-haspopup=listbox onclick="choices.hidden = !choices.hidden"><span>{}</span></button>"""
CHOICES = """<ul role=listbox id=choices hidden>{}</ul>"""
CHOICE = """<li role=option onclick="now(this.textContent); choices.hidden = true">{}</li>"""
COMBOBOX = """<input role=combobox aria-label=Project aria-expanded=false readonly value=Beta
onclick="choices.hidden = !choices.hidden">"""
NOW = """<script>function now(name) {
  shown.textContent = name;
  for (const at of document.querySelectorAll("[role=combobox], header button:last-of-type span"))
    if (at.value === undefined) at.textContent = name; else at.value = name;
}
for (const at of document.querySelectorAll("select[aria-label=Project]"))
  if (!at.form) at.onchange = () => now(at.selectedOptions[0].textContent);
for (const at of document.forms) at.onsubmit = () => { now(at.querySelector("select").value); return false; };
</script>"""
ENTRIES = CHOICES.format(CHOICE.format("Alpha") + CHOICE.format("✓ Beta") + CHOICE.format("+ New project"))
PAGES = {
    "select": f"<header>{ACME}{SELECT.format('Project', PROJECTS)}</header>",
    "select with a button, far from the top": (
        f"<header>{ACME}</header><div style='height:400px'></div>"
        f"<form>{SELECT.format('Project', PROJECTS)}<button>Switch project</button></form>"
    ),
    "list beside the organization": f"<header>{LISTBOX.format('Acme')}{LISTBOX.format('Beta')}{ENTRIES}</header>",
    "combobox": f"<header>{ACME}{COMBOBOX}{ENTRIES}</header>",
}


@pytest.fixture
def show(small_run: SmallRun) -> Show:
    """The switcher of a page that is written here."""
    run = small_run(timeout=3.0)

    def put(body: str) -> Switcher:
        run.tab.page.set_content(body + SHOWN + NOW)
        return Switcher(run, "project", current_project)

    return put


@pytest.mark.parametrize("page", PAGES)
def test_every_project_is_offered_and_the_one_that_is_meant_is_switched_to(show: Show, page: str) -> None:
    switcher = show(PAGES[page])

    assert switcher.names() == ["Alpha", "Beta"]
    assert switcher.choose("Alpha")
    assert switcher.run.tab.page.locator("#shown").text_content() == "Alpha"
    assert not switcher.choose("Alpha"), "it is shown already"


GROUP = """<nav><button aria-expanded=false onclick="inner.hidden = !inner.hidden">Project</button>
<div id=inner hidden><a href=/{0}>{0}</a> <a href=/x>Usage</a></div></nav>"""


@pytest.mark.parametrize(
    ("first", "names"), [("API keys", ["Project"]), ("Alpha", ["Alpha", "Usage"])], ids=["only pages", "a project"]
)
def test_a_group_of_links_to_pages_offers_no_projects(show: Show, first: str, names: list[str]) -> None:
    assert show(f"<header>{ACME}</header>{GROUP.format(first)}").names() == names


def test_a_project_whose_name_is_offered_twice_is_not_chosen(show: Show) -> None:
    twice = SELECT.format("Project", "<option>Alpha<option>Alpha<option selected>Beta")

    with pytest.raises(ControlNotFound, match="offered 2 times"):
        show(f"<header>{ACME}{twice}</header>").choose("Alpha")


DRAWN = "<div style='cursor:pointer;float:left'><span>{}</span> <svg width=14 height=14></svg></div>"
"""A library's select: no role, and a picture at the end."""
FLOATING = "<button aria-haspopup=listbox><span>Acme</span><label>Organization</label></button>"
"""A library's select with the label of the field in it."""


def test_the_label_of_a_field_is_not_part_of_a_name(read: Read) -> None:
    shown = current_organization(read(f"<header>{FLOATING}</header>{SHOWN}"))

    assert shown is not None
    assert shown.name == "Acme"


IN_A_FIELD = "<input aria-label={} readonly aria-haspopup=listbox value={}>"
BESIDE_A_FIELD = """<div style='width:200px'><div>Acme</div><div>
<input role=combobox aria-expanded=false aria-label=Organization style='width:2px;border:0'></div></div>"""
BESIDE_AN_ARROW = """<ol>
<li><a href=/>Acme</a> <button aria-haspopup=menu aria-label='Switch organization'>⇅</button></li>
<li><a href=/p>Beta</a> <button aria-haspopup=menu aria-label='Switch project'>⇅</button></li></ol>"""


@pytest.mark.parametrize(
    ("header", "organization", "project"),
    [
        (IN_A_FIELD.format("Organization", "Acme") + IN_A_FIELD.format("Project", "Beta"), "Acme", "Beta"),
        (BESIDE_A_FIELD, "Acme", None),
        (BESIDE_AN_ARROW, "Acme", "Beta"),
        ("<input aria-label=Organization value=Acme>", None, None),
        ("<div>Acme <a href=/b>Beta</a> <button aria-haspopup=menu aria-label='Switch organization'></button></div>",
         None, None),
    ],
)  # fmt: skip
def test_a_switcher_may_show_its_choice_in_a_field_or_beside_itself(
    read: Read, header: str, organization: str | None, project: str | None
) -> None:
    page = read(f"<header>{header}</header>{SHOWN}")
    found = [switcher(page) for switcher in (current_organization, current_project)]

    assert [each and each.name for each in found] == [organization, project]


LABELLED = "<button aria-haspopup=menu aria-label=Project>Beta</button>"


@pytest.mark.parametrize(
    ("header", "named"),
    [
        (f"{ACME}<button aria-haspopup=menu>Beta</button>", "Beta"),
        (
            "<button aria-haspopup=menu>Acme</button><button aria-haspopup=menu>Default project</button>",
            "Default project",
        ),
        ("<button aria-haspopup=menu>Acme</button><button aria-haspopup=menu>Create project</button>", None),
        ("<button aria-haspopup=menu>Acme</button><a href='/docs'>Docs</a>", None),
        (DRAWN.format("Acme") + DRAWN.format("Beta"), "Beta"),
        (DRAWN.format("Acme") + DRAWN.format("Docs"), None),
        (f"{FLOATING}<button aria-haspopup=menu>Default project</button>", "Default project"),
        (f"<button aria-expanded=true>Project</button>{ACME}{LABELLED}", "Beta"),  # a heading that folds
        (
            f"<nav><button aria-expanded=true>Project</button></nav>{ACME}<button aria-haspopup=menu>Beta</button>",
            "Beta",
        ),
        (f"{ACME}<a href=# aria-haspopup=menu aria-expanded=false>Default project</a>", "Default project"),
        (f"{ACME}<a href=# aria-haspopup=menu>Default project</a>", None),
        (f"{ACME}<button aria-haspopup=menu>Project</button>", "Project"),  # one may be called so
        (f"{ACME}<button aria-haspopup=menu>Project</button><button aria-haspopup=menu>Live</button>", "Project"),
    ],
)
def test_the_project_is_read_from_the_control_that_names_it(read: Read, header: str, named: str | None) -> None:
    found = current_project(read(f"<header>{header}</header>{SHOWN}"))

    assert (found.name if found else None) == named


def several() -> Scenario:
    """Two projects with a key each, of one organization, and no second factor."""
    plain = SCENARIOS["no-mfa"]
    projects = [project("Alpha", [key("Backup", "GkgA")]), project("Beta", [key("Revoke me", "AzN9")])]
    mine = plain.organizations[0].model_copy(update={"projects": projects, "legacy_keys": []})
    return plain.model_copy(update={"organizations": (mine,)})


@pytest.mark.parametrize(
    "skin",
    [pytest.param(name, marks=[] if name == "classic" else [pytest.mark.soak]) for name in skin_names()],
)
def test_the_keys_of_every_project_are_seen_on_any_front_end(bot: MakeBot, serve: Serve, skin: str) -> None:
    sandbox = serve(several(), skin)
    made = bot(sandbox, timeout=15.0)

    lists = ApiKeys(Site(made.sign_in)).look()

    seen = {where.project: [key.name for key in keys] for where, keys in lists.items() if where.project}
    assert seen == {"Alpha": ["Backup"], "Beta": ["Revoke me"]}
    assert sandbox.request_log.account_writes == []
    if skin == "classic":  # choosing a project loads its page there, so it is not loaded once more
        heard = [each.path for each in sandbox.request_log.requests]
        assert heard[heard.index("/auth/callback") :].count(PROJECT_KEYS.path) == 2


ITEM = "<button role=menuitem>{}</button>"
BOTH = """<header><button aria-haspopup=menu onclick="menu.hidden = !menu.hidden">{}</button></header>
<div id=menu role=menu hidden>{}</div>"""


def _menu(*parts: tuple[str, str]) -> str:
    return "".join(f"<p>{head}</p>{''.join(ITEM.format(name) for name in names.split())}" for head, names in parts)


@pytest.mark.parametrize(
    ("shown", "menu", "organizations"),
    [
        ("Acme", _menu(("Organizations", "Acme Beta"), ("Projects", "Alpha Gamma")), ["Acme", "Beta"]),
        ("Acme", _menu(("Projects in Acme", "Alpha"), ("Organizations", "Acme")), ["Acme"]),
        ("Acme", _menu(("Your organizations", "Acme Beta"), ("3 members", "Gamma")), ["Acme", "Beta", "Gamma"]),
        ("Acme", _menu(("", "Acme Projects Beta")), ["Acme", "Projects", "Beta"]),
        ("Alpha", _menu(("Projects", "Alpha Gamma")), ["Alpha", "Gamma"]),
        ("Acme", _menu(("", "Acme"), ("Projects", "Beta")), ["Acme", "Beta"]),
    ],
)
def test_what_stands_under_a_heading_of_projects_is_no_organization(
    show: Show, shown: str, menu: str, organizations: list[str]
) -> None:
    run = show(BOTH.format(shown, menu)).run

    assert Switcher(run, "organization", current_organization).names() == organizations


def test_a_switcher_that_says_more_than_a_name_shows_the_one_that_it_offers(show: Show) -> None:
    switcher = Switcher(
        show(BOTH.format("<b>Acme</b><div>Owner</div>", _menu(("", "Acme Beta")))).run,
        "organization",
        current_organization,
    )
    switcher.names()

    shown = switcher.find(switcher.run.tab.read())

    assert shown is not None
    assert shown.name == "Acme"


ACCOUNT = """<button style="position:absolute;left:8px;top:600px" aria-expanded=false
onclick="menu.hidden = !menu.hidden"><b>{}</b><div>Dana Whitfield</div></button>
<div id=menu role=menu hidden>{}</div>"""


@pytest.mark.parametrize(
    ("shown", "menu", "current", "offered"),
    [
        ("Acme", (("Switch organization", "Acme Beta Profile Settings"),), "Acme", ["Acme", "Beta"]),
        ("Acme", (("Organizations", "Acme"), ("Account", "Help")), "Acme", ["Acme"]),
        ("Acme", (("Account", "Acme Profile"),), None, []),
        ("Acme", (("Organizations", "Beta"),), None, []),
        ("Acme", (("Organizations", "Beta Gamma"),), "Acme Dana Whitfield", ["Beta", "Gamma"]),
    ],
)
def test_the_organization_may_be_switched_in_the_menu_of_the_account(
    show: Show, shown: str, menu: tuple[tuple[str, str], ...], current: str | None, offered: list[str]
) -> None:
    run = show(ACCOUNT.format(shown, _menu(*menu))).run

    switcher = in_account_menu(run, "organization")

    found = switcher.find(run.tab.read()) if switcher else None
    assert (found and found.name, switcher.offered if switcher else []) == (current, offered)
    assert run.tab.page.locator("#menu").is_hidden()


def test_a_menu_of_the_account_that_lists_nothing_of_the_kind_leaves_the_switcher_as_it_was(show: Show) -> None:
    header = f"<header>{ACME}</header>" + ACCOUNT.format("Dana", _menu(("Account", "Profile Acme")))
    run = show(header).run

    assert in_account_menu(run, "organization") is None
    assert Switcher(run, "organization", current_organization).names() == ["Acme"]
