"""Pictures beside or instead of a name. A font draws "more_vert" as one: that is no word, though it is text."""

import re
from collections.abc import Callable

import pytest

from cancelbot.page.query import controls
from cancelbot.page.snapshot import Snapshot
from cancelbot.page.tab import Tab

CANCEL = re.compile("cancel plan", re.IGNORECASE)

# Draws "settings", "delete" and "edit" as one sign each; every other letter as a plain box.
FONT = (
    "d09GMgABAAAAAAGkAAsAAAAABpwAAAFXAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHIEEBmAAPAqGGIMEATYCJAN0CzwABCAFWgcgGwsEIB4F"
    "7lrqYsQjD9vj+m6LoBq6vf9PQuuqlWp8hEEiMQKEBCNQGY9yIEwr6rbBynIQk0kMZUGOIIaDCLYlYa/wqZv6Ty8c0ATKplCi9QZdIPmYVhpg"
    "2vmfd1nUVllLt4mDDOnZMUnp6ooaC7QYtiguaxuQAtdC66sVhhAIRUFoEs5RWzFBMaiqqt1AP06aRUWLG041qeq/xBadmvQJWUVVn5xS3Koo"
    "KA7whI26n0dp5FFP5hnVhISMPlmgTzGLqiKkJvb/f9T53+gP//cCwhDYh1gkrsEdoIBYakvJ21ppn3GtErV6L3VGWd1lvfGGkSQj4HcjZ4AG"
    "g0Bwc2T1zsNXMb/A8+rGZPzEOvkxNZAlEOTR/13yi3Xr+VFgoaE0bT1SfEmRL6+lztAPww8MKSIjYV2xLUCosLmqpiKL0iy0aJNW0mHgWSP+"
    "d+zMUSR7jm4K12aJAAAA"
)
STYLE = f"@font-face {{ font-family: Drawn; src: url(data:font/woff2;base64,{FONT}) }} i {{ font: 24px Drawn }}"


@pytest.fixture
def drawn(small_tab: Tab) -> Callable[[str], Snapshot]:
    """The reading of a page with this body, in which text in <i> is in that font."""

    def read(body: str) -> Snapshot:
        small_tab.page.set_content(f"<!doctype html><style>{STYLE}</style><body>{body}</body>")
        small_tab.page.evaluate("document.fonts.load('24px Drawn')")
        return small_tab.read()

    return read


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<button aria-label='Organization settings'><i>settings</i></button>", "Organization settings"),
        ("<button><i>delete</i> Cancel plan</button>", "Cancel plan"),
        ("<button><i> delete\n</i></button>", "delete"),
        ("<button><i>edit</i></button>", "edit"),
        ("<button aria-label='Pencil'><i>editor</i></button>", "editor"),
        ("<button aria-label='Gear'>settings</button>", "settings"),
        ("<button aria-label='Gear' style='font-family:monospace'>settings</button>", "settings"),
        ("<button aria-label='Narrow'>till</button>", "till"),
    ],
)
def test_the_name_of_a_picture_names_a_control_only_if_nothing_else_does(
    drawn: Callable[[str], Snapshot], body: str, name: str
) -> None:
    assert [node.name for node in drawn(body).controls] == [name]


def test_a_control_with_such_a_picture_is_pressed_by_the_words_it_is_judged_by(
    drawn: Callable[[str], Snapshot], small_tab: Tab
) -> None:
    found = controls(drawn("<button><i>delete</i> Cancel plan</button>").root, re.compile("Cancel plan"))
    assert [small_tab.ask("(reader, id) => reader.arm(id)", node.id) for node in found] == ["cancel plan"]
    assert small_tab.ask("reader => reader.disarm()") is None


@pytest.mark.parametrize(
    ("name", "is_it"),
    [
        ("Cancel plan \u2304", True),
        ("\U0001f5d1\ufe0f Cancel plan", True),
        ("\uf014 Cancel plan \u2192", True),
        ("Cancel plan \u25be \u25be", True),
        ("Cancel plan ?", False),
        ("Cancel plan 2", False),
        ("Cancel \u2192 plan", False),
        ("Don't \u2192 Cancel plan", False),
        ("\u2304", False),
    ],
)
def test_signs_around_a_name_are_no_part_of_it(drawn: Callable[[str], Snapshot], name: str, is_it: bool) -> None:
    assert [node.says(CANCEL) for node in drawn(f"<button>{name}</button>").controls] == [is_it]
