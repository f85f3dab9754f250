"""What leads to the next page of a list, on pages that are written out here."""

import pytest
from tests.flows.conftest import Read

from openai_platform.lists.pages import next_control, shown_number

FOUR = "".join(f"<button{' aria-current=page' if n == 1 else ''}>{n}</button>" for n in range(1, 5))


@pytest.mark.parametrize(
    ("pager", "name"),
    [
        ("<button>Previous</button><button>Next</button>", "Next"),
        ("<button>\u2039</button><button>\u203a</button>", "\u203a"),
        ("<button>\u00ab</button><button>\u00bb</button>", "\u00bb"),
        (
            "<button>\u00ab</button><button>\u27e8</button>" + FOUR + "<button>\u27e9</button><button>\u00bb</button>",
            "\u27e9",
        ),
        ("<button aria-label='Next item'>\u27e9</button><button aria-label='Last item'>\u00bb</button>", "\u27e9"),
        ("<button>&gt;</button><button>&gt;&gt;</button>", ">"),
        ("<button>chevron_right</button><button>last_page</button>", "chevron_right"),
        ("<button aria-label='Go to next page'></button><button aria-label='Go to last page'></button>", ""),
        (FOUR, "2"),
        (FOUR + "<button aria-label='Last page'>\u00bb</button>", "2"),
    ],
)
def test_the_next_page_is_the_next_and_not_the_last(read: Read, pager: str, name: str) -> None:
    found = next_control(read(f"<main>{pager}</main>"), 2)

    assert found is not None
    assert found.text == name
    assert not found.label.startswith(("Last", "Go to last"))


@pytest.mark.parametrize(
    "pager", ["<button aria-label='Last page'>\u00bb</button>", "<button disabled>Next</button>", ""]
)
def test_what_leads_to_the_last_page_alone_is_no_way_on(read: Read, pager: str) -> None:
    assert next_control(read(f"<main>{pager}</main>"), 2) is None


ROWS = "<tr><td>Backup<td>sk-...GkgA<td><button>{}</button>"


@pytest.mark.parametrize(
    "more",
    [
        "<tr><td colspan=3><button>Load more</button>",
        "<tr><td colspan=3><a href=#>Show more keys</a>",
        "<tr><th colspan=3><button>Next</button>",
        "<tfoot><tr><td>1-5 of 12<td><button>Next</button>",
    ],
)
def test_a_row_of_a_table_may_lead_to_more_of_it(read: Read, more: str) -> None:
    assert next_control(read(f"<main><table>{ROWS.format('Revoke')}{more}</table></main>"), 2) is not None


@pytest.mark.parametrize("name", ["Load more", "Next", "2"])
def test_what_is_in_the_row_of_a_thing_leads_to_no_more_of_the_list(read: Read, name: str) -> None:
    assert next_control(read(f"<main><table>{ROWS.format(name)}</table></main>"), 2) is None


def test_the_marked_number_is_the_page_that_is_shown(read: Read) -> None:
    assert shown_number(read(f"<main><nav>{FOUR}</nav></main>")) == 1


@pytest.mark.parametrize(
    "page",
    [
        "<ul role=tablist><li role=tab aria-selected=true>1</li><li role=tab>Two</li></ul>",
        "<table><tr><td><button aria-current=true>1</button><button>2</button></table>",
        "<nav><button>1</button><button>2</button></nav>",
    ],
)
def test_a_number_that_is_no_page_says_nothing(read: Read, page: str) -> None:
    assert shown_number(read(page)) is None
