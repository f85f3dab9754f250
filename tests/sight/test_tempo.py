"""A default that a page shows before its data has come is not believed."""

from tests.sight.conftest import Look

from cancelbot.sight.eyes import Answer, Eyes
from cancelbot.sight.reading import Reading
from cancelbot.sight.tempo import ABSENT, ENOUGH, WATCHED, Tempo

LATE = """<p>No keys</p><script>
setTimeout(() => { document.querySelector("p").textContent = "sk-...AzN9" }, 1200)</script>"""


def keys(reading: Reading) -> Answer[list[str]]:
    shown = [node.text for node in reading.nodes if node.is_text and node.text.startswith("sk-")]
    return Answer(shown, sure=False, shown=bool(shown))


def test_what_is_shown_first_is_not_taken_for_what_is_so(eyes: Eyes, look: Look) -> None:
    look(LATE)

    assert eyes.maybe(keys, timeout=8.0) == ["sk-...AzN9"]


def test_an_absence_on_a_page_that_was_never_read_to_its_end_needs_the_longest_watch() -> None:
    tempo = Tempo()
    tempo.loads("/keys")
    tempo.answered("Seen", promptly=True)

    assert tempo.patience("list") == WATCHED


def test_a_page_or_a_site_that_gave_its_facts_at_once_needs_less() -> None:
    page, site = Tempo(), Tempo()
    page.loads("/keys")
    page.answered("list", promptly=True)
    for address in range(ENOUGH):
        site.loads(f"/{address}")
        site.answered("list", promptly=True)
    site.loads("/new")

    assert (page.patience("list"), site.patience("list")) == (ABSENT, ABSENT)


def test_a_site_that_changed_late_once_is_given_more_than_that_from_then_on() -> None:
    tempo = Tempo()
    tempo.changed_after(2.5)

    assert tempo.patience("list") > 2.5
    assert tempo.pause > 2.5
