"""Traps around a row: what must not be agreed to, and what is. The guard of these tests lets nothing be committed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.flows.conftest import Read, SmallRun
from tests.support.committed import Committed, hold_back

from cancelbot.errors import CancelbotError, PageNotRecognized
from cancelbot.page import tab
from cancelbot.page.limits import LIMITS
from openai_platform.lists.remove import Removal, RowHints, Target
from openai_platform.lists.rows import KEY_ROWS, opener, says_so

Remove = Callable[..., str]
AT_ONCE = 0.3
"""seconds to look for a question that comes with the press itself, so the first look has it, or never"""
ICON = "<svg width=16 height=16><rect width=12 height=12 /></svg>"
ROWS = """<main><h1>API keys</h1><table>
<tr><td>Backup<td>sk-...GkgA<td>{}<tr><td>Production<td>sk-...AzN9<td>{}</table></main>"""
ASK = """<div role=dialog><h2>{}</h2><button>Cancel</button><button>{}</button></div>"""
OPENS = """<script>for (const button of document.querySelectorAll("td button")) button.onclick = () => {{
  document.body.insertAdjacentHTML("beforeend", `{}`) }}</script>"""
NATIVE = "<script>for (const b of document.querySelectorAll('td button')) b.onclick = () => confirm('{}')</script>"
REVOKE = "Revoke secret key"
ICONS = f"<button>{ICON}</button><button class=trash>{ICON}</button><button>{ICON}</button>"
"""Edit, trash, pin, none of them with a word."""
SECOND_OPENS = f"""<script>onclick = ({{target}}) => {{ if (target.closest(".trash"))
  document.body.insertAdjacentHTML("beforeend", `{ASK.format(REVOKE, "Revoke key")}`) }}</script>"""
REDRAWS = """<script>document.querySelector("main").addEventListener("mouseover", () => {
  const table = document.querySelector("table"); table.innerHTML = table.innerHTML }, {once: true})</script>"""
"""The table is drawn anew just when the pointer comes to press something in it."""
IN_A_MENU = """<script>for (const button of document.querySelectorAll("td button")) button.onclick = () => {
  document.body.insertAdjacentHTML("beforeend", `<div class=box role=dialog><div role=menu>
    <div role=menuitem tabindex=0>Edit</div><div class=on role=menuitem tabindex=0>Revoke</div></div></div>`);
  document.querySelector(".on").onclick = () => document.querySelector(".box").outerHTML =
    `<div role=dialog><h2>Revoke secret key</h2><button>Cancel</button><button>Revoke key</button></div>`; }</script>"""
"""A library calls the box that its menus unfold in a dialog."""
MANAGED = IN_A_MENU.replace("td button", "[aria-expanded]")
DEAD_ENTRY = IN_A_MENU.replace(IN_A_MENU[IN_A_MENU.index(".outerHTML") :], """.remove(); }</script>""")
"""Its entry closes it, and that is all."""
BESIDE = "<p>Use a key for each app.</p><button>Dismiss</button>"
MENU_OF_THE_PAGE = BESIDE + IN_A_MENU.replace("class=box role=dialog", "class=box").replace("beforeend", "afterbegin")
"""With the words around it, its entry seems to ask about a key, and something else on the page to go back."""
UNFOLDED = f"""{BESIDE}<script>for (const button of document.querySelectorAll("td button")) button.onclick = () => {{
  button.insertAdjacentHTML("afterend", "<p>Made in May</p><button class=on>Revoke</button>");
  const dialog = `{ASK.format(REVOKE, "Revoke key")}`;
  document.querySelector(".on").onclick = () => document.body.insertAdjacentHTML("beforeend", dialog)
}}</script>"""
"""The row shows its control only then, and the words of the page around it seem to ask about a key."""
SHOWS_THE_MARK = """<section style="position:absolute;top:0;background:#fff"><h2>Revoke secret key</h2>
<input readonly value="sk-...GkgA"><button>Cancel</button><button>Revoke key</button></section>"""
HINT = f"""{BESIDE}<script>for (const button of document.querySelectorAll("td button")) button.onclick = () => {{
  document.body.insertAdjacentHTML("beforeend", "<div role=tooltip>Revoke key</div>");
  setTimeout(() => document.body.insertAdjacentHTML("beforeend", `{ASK.format(REVOKE, "Revoke key")}`), 400)
}}</script>"""
"""What a pointer brings up is there before the question."""
ON_HOVER = "<style>td button { opacity: 0 } tr:hover button { opacity: 1 }</style>"


@pytest.fixture
def remove(small_run: SmallRun, monkeypatch: pytest.MonkeyPatch) -> Remove:
    """Removes the key Backup from a page; what would have been pressed in earnest. ``opening``: see Limits."""

    def start(body: str, *, opening: float = AT_ONCE) -> str:
        monkeypatch.setattr(tab, "LIMITS", replace(LIMITS, opening=opening))
        run = small_run()
        hold_back(run, monkeypatch)
        run.tab.page.set_content(body)
        target = Target(
            KEY_ROWS, "sk-...GkgA", lambda row: row.mark == "sk-...GkgA" and "Backup" in row.box.text, "Backup"
        )
        removal = Removal(run, target, lambda _there: None, RowHints())
        with pytest.raises(Committed) as committed:
            removal.remove("the key is gone")
        return str(committed.value)

    return start


def page(button: str, then: str) -> str:
    return ROWS.format(button, button) + then


@pytest.mark.parametrize(
    ("button", "then", "pressed"),
    [
        (f"<button>{ICON}</button>", OPENS.format(ASK.format(REVOKE, "Revoke key")), "Revoke key"),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Are you sure?", "Yes")), "Yes"),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Are you sure? This cannot be undone.", "Yes")), "Yes"),
        ("<button>Revoke</button>", OPENS.format(ASK.format("This key is deleted at once.", "Yes")), "Yes"),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Delete this key? It makes B the default.", "Yes")), "Yes"),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Revoke \u201cBackup\u201d?", "Revoke")), "Revoke"),
        (f"<button>{ICON}</button>", OPENS.format(ASK.format("Delete sk-...GkgA?", "Delete")), "Delete"),
        (
            "<button>Revoke</button>",
            OPENS.format(ASK.format("Revoke the key \u201cBack\u2026\u201d?", "Revoke")),
            "Revoke",
        ),
        (
            "<button>Revoke</button>",
            OPENS.format(ASK.format("Revoke Backup?</h2><p>sk-...GkgA stops working right away.</p><h2>", "Revoke")),
            "Revoke",
        ),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Revoke the key \u2018BACKUP\u2019?", "Revoke")), "Revoke"),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Revoke the key Backup?", "Revoke")), "Revoke"),
        *(
            ("<button>Revoke</button>", OPENS.format(ASK.format(asked, "Revoke")), "Revoke")
            for asked in (
                "Revoke Backup?",
                "Delete key Backup",
                "Delete API key",
                "Delete key warning",
                "Delete key permanently",
                "Revoke secret key</h2><p>This API key will be disabled.</p><p>Backup</p><h2>",
                "Delete key</h2><p>Backup</p><p>sk-...GkgA</p><h2>",
            )
        ),
        (f"<button>{ICON}</button>", NATIVE.format("Delete this API key?"), ""),
        ("<button>Delete</button>", NATIVE.format("Are you sure?"), "Delete"),
        (f"<button>{ICON}</button>", IN_A_MENU, "Revoke key"),
        ("<button>Rename</button><button aria-expanded=false>Manage</button>", MANAGED, "Revoke key"),
        (f"<button aria-label=More aria-haspopup=menu>{ICON}</button>", MENU_OF_THE_PAGE, "Revoke key"),
        (f"<button aria-label='API key options'>{ICON}</button>", MENU_OF_THE_PAGE, "Revoke key"),
        (f"<button>{ICON}</button>", UNFOLDED, "Revoke key"),
        (f"<button>{ICON}</button>", OPENS.format(SHOWS_THE_MARK), "Revoke key"),
        (ICONS, SECOND_OPENS, "Revoke key"),
        (ICONS, SECOND_OPENS + REDRAWS, "Revoke key"),
        (f"<button>{ICON}</button>", OPENS.format(ASK.format(REVOKE, "Revoke key")) + ON_HOVER, "Revoke key"),
        (f"<i></i><button>{ICON}</button>" + ICONS, SECOND_OPENS + ON_HOVER, "Revoke key"),
    ],
)
def test_the_expected_question_is_agreed_to(remove: Remove, button: str, then: str, pressed: str) -> None:
    assert remove(page(button, then)) == pressed


def test_a_question_that_comes_after_a_hint_is_waited_for(remove: Remove) -> None:
    assert remove(page(f"<button>{ICON}</button>", HINT), opening=LIMITS.opening) == "Revoke key"


@pytest.mark.parametrize(
    ("button", "then"),
    [
        (f"<button>{ICON}</button>", OPENS.format(ASK.format("Are you sure?", "Yes"))),
        (f"<button>{ICON}</button>", OPENS.format(ASK.format("Rotate this key?", "Confirm"))),
        ("<button>Delete</button>", OPENS.format(ASK.format("Are you sure you want to cancel your upload?", "Yes"))),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Revoke secret key sk-...AzN9", "Revoke key"))),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Are you sure? This makes it your default key.", "Yes"))),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Are you sure? The team keeps its budget.", "Yes"))),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Rotate this key? The old one is deleted.", "Yes"))),
        ("<button>Revoke</button>", NATIVE.format("Are you sure? This makes it your default key.")),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Revoke \u201cProduction\u201d?", "Revoke"))),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Revoke \u201cBackup owner\u201d?", "Revoke"))),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Revoke the key \u201cProduction\u201d?", "Revoke"))),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Revoke the key 'Production'?", "Revoke"))),
        *(
            ("<button>Revoke</button>", OPENS.format(ASK.format(asked, "Revoke")))
            for asked in (
                "Delete key Production",
                "Delete API key Production",
                "Delete key: Production",
                "Delete key Staging",
                "Delete key Backup 2",
                "Delete key Back",
                "Delete Production</h2><p>Are you sure you want to delete this key?</p><h2>",
                "Delete key</h2><p>Production</p><h2>",
                "Delete key</h2><p>Name</p><p>Production</p><p>This key will be deleted.</p><h2>",
                "Revoke Backup 2?",
                "Revoke Back?",
                "Revoke Backup or Production?",
                "Revoke Backup from Production?",
                "Remove IP restriction of Backup?",
            )
        ),
        ("<button>Revoke</button>", NATIVE.format("Delete key Production")),
        (f"<button>{ICON}</button>", OPENS.format(ASK.format("Delete key Production", "Delete key"))),
        (f"<button>{ICON}</button>", OPENS.format(ASK.format("Remove Backup?", "Remove"))),  # a project of that name?
        (
            "<button>Revoke</button>",
            "<script>document.querySelectorAll('td')[3].textContent = 'Backup 2'</script>"
            + OPENS.format(ASK.format("Revoke Backup?", "Revoke")),
        ),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Revoke key Production?", "Revoke"))),
        ("<button>Revoke</button>", NATIVE.format("Delete the key named Production?")),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Are you sure? Revoke the key Old Backup?", "Revoke"))),
        ("<button>Revoke</button>", OPENS.format(ASK.format("Rotate? sk-...GkgA stops working.", "Confirm"))),
        (f"<button>{ICON}</button>", NATIVE.format("Rotate this key?")),
        (f"<button>{ICON}</button>", NATIVE.format("Are you sure?")),
        (f"<button>{ICON}</button>", "<script>onclick = () => document.title = 'Copied'</script>"),
        (
            f"<button>{ICON}</button>",
            OPENS.format("<b>Remove IP restriction?<button>No</button><button>Remove</button></b>"),
        ),
        (f"<button>{ICON}</button>", OPENS.format("<div role=dialog>Tag A<button>Delete</button></div>")),
        ("<button>Edit</button>", OPENS.format(ASK.format(REVOKE, "Revoke key"))),
        ("<button aria-label='API key settings'>o</button>", OPENS.format(ASK.format(REVOKE, "Revoke key"))),
    ],
)
def test_anything_else_is_left_alone(remove: Remove, button: str, then: str) -> None:
    with pytest.raises(CancelbotError):
        remove(page(button, then))


QUESTIONS = """Revoke Backup?|Revoke key Backup?|Are you sure you want to revoke Backup?|Revoke key?|Delete it?
    |Revoke secret key Are you sure you want to delete Backup?|Revoke this key?|Revoke the key permanently?
    |Delete this key? It makes B the default.|Do you want to revoke this secret key now?|Revoke Back\u2026?
    |Delete API key Backup (sk-...GkgA)?|Delete sk-...GkgA?|Revoke the Backup key?|Revoke the key named Backup?
    |Revoke key that was created on May 3?|Remove this key from your project?|Revoke this API key used by 3 apps?
    |Revoke secret key This API key will immediately be disabled.|Delete your secret key?|Revoke BACKUP?
    |Revoke this key and end its use?|Revoke the key for good?|Revoke key Backup permanently?
    |Revoke secret key sk-...GkgA (Backup)? This API key will immediately be disabled.|Revoke key: Backup?
    |Delete key ending in GkgA?|Delete 1 key?|Delete the selected key?|Delete the following key?
    |Revoke your personal key?|Revoke this user key?"""
QUESTIONS_ABOUT_ANOTHER = """Revoke Production?|Revoke key Production?|Are you sure you want to revoke Production?
    |Delete API key Production?|Revoke the key named Production?|Revoke the Production key?|Revoke Backup owner?
    |Revoke Backup 2?|Revoke Old Backup?|Revoke my-Backup?|Revoke key Prod\u2026?|Delete Backup and Production?
    |Revoke all keys?|Revoke everything?|Revoke 3 keys?|Remove member Kim?|Revoke your Production key now?
    |Revoke key: Production?|Delete key ending in AzN9?|Delete 2 keys?|Delete selected keys?
    |Revoke this key Production?|Revoke key Backup and Production?|Revoke Backup-2?
    |Delete Production (sk-...AzN9)?|Revoke secret key sk-...GkgA (Production)?"""


def test_a_question_without_quotation_marks_names_this_entry_or_another() -> None:
    own = Target(KEY_ROWS, "sk-...GkgA", lambda _row: True, "Backup")
    asked, of_another = (
        [" ".join(one.split()) for one in told.split("|")] for told in (QUESTIONS, QUESTIONS_ABOUT_ANOTHER)
    )

    assert [one for one in asked if own.others(one)] == []
    assert [one for one in of_another if not own.others(one)] == []
    assert Target(KEY_ROWS, "sk-...GkgA", lambda _row: True, "API key 1").others("Revoke API key 1?") == set()
    assert Target(KEY_ROWS, "sk-...GkgA", lambda _row: True, "Revoke me").others("Revoke key Revoke me?") == set()
    assert Target(KEY_ROWS, "sk-...GkgA", lambda _row: True, "A").others("Revoke Alpha?") == {"Alpha"}


def test_a_question_that_was_there_before_is_not_the_answer_to_a_press(remove: Remove) -> None:
    with pytest.raises(PageNotRecognized):
        remove(page("<button>Revoke</button>", ASK.format(REVOKE, "Revoke key")))


def test_a_question_of_which_only_the_button_is_new_is_not_answered(remove: Remove) -> None:
    help_text = "<p>Are you sure you want to delete this key? Ask an owner first.</p>"

    with pytest.raises(PageNotRecognized):
        remove(
            page("<button>Revoke</button>", help_text + OPENS.format("<b><button>No</button><button>OK</button></b>"))
        )


@pytest.mark.parametrize(
    "button",
    [
        "<button aria-label='Delete key Backup'>x</button>",
        "<button aria-label='Revoke “Backup” key'><svg></svg></button>",
        "<button><span role=img aria-label=delete><svg></svg></span></button>",
        "<button><img alt='Trash icon' src='data:,'></button>",
        "<button title=Delete><i></i></button>",
    ],
)
def test_the_control_is_known_by_its_name_whatever_names_it(read: Read, button: str) -> None:
    snapshot = read(f"<table><tr><td>Backup<td>sk-...GkgA<td><button>Edit</button>{button}</table>")

    (row,) = KEY_ROWS.rows(snapshot)
    assert says_so(opener(row, KEY_ROWS))


def test_an_entry_of_a_menu_that_does_nothing_is_said_to_do_nothing(remove: Remove) -> None:
    with pytest.raises(PageNotRecognized, match="“Revoke” was pressed, but nothing happened"):
        remove(page("<button>...</button>", DEAD_ENTRY))
