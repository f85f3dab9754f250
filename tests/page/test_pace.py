"""A default that a page shows before its data has come is not believed."""

from collections import Counter
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from tests.support.raw_pages import BODY, raw_page

from cancelbot.errors import LookFailed
from cancelbot.page.limits import LIMITS, Limits
from cancelbot.page.network import Network
from cancelbot.page.pace import ABSENT, ENOUGH, SETTLED, SHORTEST, WATCHED, Pace
from cancelbot.page.raw import RawNode, RawSnapshot
from cancelbot.page.snapshot import Observation, Snapshot
from cancelbot.page.tab import Tab
from cancelbot.page.wait import Wait

BETWEEN = 0.7

LATE = """<p>No keys</p><script>
setTimeout(() => { document.querySelector("p").textContent = "sk-...AzN9" }, 1200)</script>"""


AT_WORK = """<p>No keys</p><script>
let turns = 0;
const turn = () => {
  const end = performance.now() + 8;
  turns += 1;
  if (turns < 50) scheduler.postTask(turn);
  while (performance.now() < end);
  if (turns === 50) document.querySelector("p").textContent = "sk-...AzN9";
};
scheduler.postTask(turn);
</script>"""
"""0.4 s of work, in pieces between which the page can be read; the next is always there before one ends"""


def keys(snapshot: Snapshot) -> Observation[list[str]]:
    shown = [node.text for node in snapshot.nodes if node.is_text and node.text.startswith("sk-")]
    return Observation(shown, certain=False, partial=bool(shown))


def test_what_is_shown_first_is_not_taken_for_what_is_so(tab: Tab) -> None:
    tab.page.set_content(LATE)
    tab.read()

    assert tab.maybe(keys, timeout=8.0) == ["sk-...AzN9"]


def test_a_fact_that_was_first_looked_for_late_is_no_measure_of_how_fast_the_page_shows_it(tab: Tab) -> None:
    late = LATE.replace("<script>", "<script>fetch('/keys').then(() => ").replace("</script>", ")</script>")
    tab.page.route("http://site.example/keys", lambda route: route.fulfill(body="{}", content_type="application/json"))
    tab.page.route("http://site.example/", lambda route: route.fulfill(body=late, content_type="text/html"))
    for _ in range(2):
        tab.open("http://site.example/")
        tab.page.wait_for_function("document.querySelector('p').textContent.startsWith('sk-')")
        assert tab.maybe(keys, timeout=8.0) == ["sk-...AzN9"]

    tab.open("http://site.example/")

    assert tab.maybe(keys, timeout=8.0) == ["sk-...AzN9"]


def test_a_page_at_work_is_given_more_time_even_if_it_has_got_all_that_it_got_before(
    tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cancelbot.page.pace.WATCHED", 60.0)  # so that a busy machine ends its work before that
    tab.network.delivered["/keys"] += 1
    tab.pace.answered("list", tab.network.delivered, shown_within=0.1)
    tab.page.set_content(AT_WORK)
    tab.read()

    assert tab.maybe(keys, timeout=60.0) == ["sk-...AzN9"]


def test_an_absence_on_a_page_whose_own_data_did_not_come_is_not_believed(tab: Tab) -> None:
    page = "<p>No keys</p><script>fetch('/keys').catch(() => 0)</script>"
    tab.page.route("http://site.example/keys", lambda route: route.fulfill(status=503, body="{}"))
    tab.page.route("http://site.example/", lambda route: route.fulfill(body=page, content_type="text/html"))
    tab.open("http://site.example/")

    with pytest.raises(LookFailed):
        tab.maybe(keys, timeout=8.0)


def believed(
    pace: Pace, kind: str, delivered: Counter[str] | None = None, *, shown: bool = False, rests: bool = True
) -> float:
    return pace.needed(kind, delivered or Counter(), partial=shown, rests=rests)


def test_an_absence_on_a_page_that_was_never_read_to_its_end_needs_the_longest_watch() -> None:
    pace = Pace()
    pace.loads("/keys")
    pace.answered("Seen", Counter(), shown_within=0.1)

    assert believed(pace, "list") == WATCHED


def test_a_page_or_a_site_that_gave_its_facts_at_once_needs_less() -> None:
    page, site = Pace(), Pace()
    page.loads("/keys")
    page.answered("list", Counter(), shown_within=0.1)
    for address in range(ENOUGH):
        site.loads(f"/{address}")
        site.answered("list", Counter(), shown_within=0.1)
    site.loads("/new")

    assert (believed(page, "list"), believed(site, "list")) == (ABSENT, ABSENT)


def test_a_page_that_has_got_all_that_it_got_the_last_time_needs_least() -> None:
    pace, all_of_it = Pace(), Counter({"/keys": 2, "/me": 1})
    pace.loads("/keys")
    pace.answered("list", all_of_it, shown_within=0.05)

    pace.loads("/keys")

    assert believed(pace, "list", all_of_it) == SETTLED
    assert believed(pace, "list", Counter({"/keys": 1, "/me": 1})) == ABSENT
    assert believed(pace, "list", all_of_it, rests=False) == WATCHED
    assert believed(pace, "list", all_of_it, shown=True, rests=False) == SHORTEST
    assert believed(pace, "Overview", all_of_it) == WATCHED


def test_an_absence_lasts_longer_than_the_page_may_take_to_show_what_it_has_got() -> None:
    pace, got = Pace(), Counter({"/keys": 1})
    pace.loads("/keys")
    pace.answered("list", got, shown_within=1.3)

    assert believed(pace, "list", got) > 1.3
    assert believed(pace, "list") > 1.3
    assert believed(pace, "list", got, shown=True) == SETTLED
    for address in range(ENOUGH):
        pace.loads(f"/{address}")
        pace.answered("list", got, shown_within=1.3)
    assert believed(pace, "another") == WATCHED


def test_what_a_page_has_got_when_little_was_enough_is_no_measure_for_less() -> None:
    pace, all_of_it = Pace(), Counter({"/keys": 2})
    pace.loads("/keys")
    pace.answered("list", all_of_it, shown_within=0.05)
    pace.loads("/keys")

    pace.answered("list", all_of_it + Counter({"/poll": 1}), shown_within=0.05)

    assert believed(pace, "list", all_of_it) == SETTLED


def test_a_site_that_changed_late_once_is_given_more_than_that_from_then_on() -> None:
    pace, got = Pace(), Counter({"/keys": 1})
    pace.loads("/keys")
    pace.answered("list", got, shown_within=0.1)

    pace.changed_after(2.5)

    assert believed(pace, "list", got) > 2.5
    assert believed(pace, "list", got, shown=True) > 2.5


@dataclass
class Played:
    """A page of which each reading comes ``BETWEEN`` seconds after the one before, and is told beforehand."""

    readings: list[RawSnapshot]
    rests: bool
    reads_for: float = 0.0
    now: float = 0.0
    limits: Limits = LIMITS
    pace: Pace = field(default_factory=Pace)
    network: Network = field(default_factory=lambda: Network(("http",)))

    def read(self) -> Snapshot:
        self.now += self.reads_for
        return Snapshot(self.readings.pop(0) if len(self.readings) > 1 else self.readings[0])

    def glance(self, _seconds: float, *, asks_for_rest: bool = True) -> bool:
        self.now += BETWEEN
        return self.rests

    def while_waiting(self) -> None: ...


def reading(*words: str, worked: float = 0.0, still: float = 0.0) -> RawSnapshot:
    runs: list[RawNode] = [{"id": 0, "p": 0, "tag": "#", "text": text} for text in words]
    return raw_page([BODY, *runs], still=still * 1000, worked=worked * 1000)


@pytest.mark.parametrize(("rests", "worked", "longest"), [(False, BETWEEN, 0.0), (True, 0.0, BETWEEN)])
def test_a_silence_counts_for_later_only_if_the_page_had_nothing_to_do(
    monkeypatch: pytest.MonkeyPatch, rests: bool, worked: float, longest: float
) -> None:
    page = Played([reading("No keys"), reading("sk-...AzN9", worked=worked)], rests)
    page.network.finished_at = 0.0
    monkeypatch.setattr("cancelbot.page.wait.time", SimpleNamespace(monotonic=lambda: page.now, time=lambda: page.now))

    assert Wait(page, keys).until(30.0) == ["sk-...AzN9"]
    assert page.pace.longest == pytest.approx(longest)


@pytest.mark.parametrize(("rests", "needed"), [(True, 0.5), (False, WATCHED)])
def test_a_question_that_does_not_follow_a_press_is_waited_for_as_long_as_a_press_asks(
    monkeypatch: pytest.MonkeyPatch, rests: bool, needed: float
) -> None:
    page = Played([reading("Billing")], rests)
    page.network.finished_at = 0.0
    monkeypatch.setattr("cancelbot.page.wait.time", SimpleNamespace(monotonic=lambda: page.now, time=lambda: page.now))

    Wait(page, lambda _snapshot: Observation("no question", certain=False, silence=0.5)).until(30.0)

    assert needed <= page.now <= needed + BETWEEN


def test_a_reading_that_takes_long_does_not_make_a_page_at_work_one_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Played([reading("No keys", still=9.0), reading("sk-...AzN9")], rests=False, reads_for=BETWEEN)
    page.network.finished_at = 0.0
    page.network.delivered["/keys"] += 1
    page.pace.answered("list", page.network.delivered, shown_within=0.1)
    monkeypatch.setattr("cancelbot.page.wait.time", SimpleNamespace(monotonic=lambda: page.now, time=lambda: page.now))

    assert Wait(page, keys).until(30.0) == ["sk-...AzN9"]
