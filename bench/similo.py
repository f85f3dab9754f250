"""How often a control is found again after a redesign: the Similo benchmark, by three finders, one that abstains.

    python bench/similo.py --data PATH    (or CANCELBOT_SIMILO=PATH)

The data (old and new versions of real sites, their controls matched by hand) is not part of this repository; without it
there is nothing to measure, and that is said. PATH is pairs.json.gz or the folder that has it: a list of {"site",
"candidates": [properties of every element of the new page], "targets": [{"old": properties, "now": index}]}.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import cast

from likeness import AHEAD, ENOUGH, Control, address_of, find, likest

ROLES = {"A": "link", "BUTTON": "button", "INPUT": "field", "TEXTAREA": "field", "SELECT": "field"}
GRID = [(low / 4, step / 20) for low, step in product(range(8, 36), range(30))]
"""thresholds to choose from: how like, how far ahead"""
STRICTER = (0.25, 0.1)
"""by how much the thresholds are raised above those that were just enough on the sites they were chosen on"""
Properties = Mapping[str, object]


@dataclass(frozen=True)
class Element:
    """One element of the data: as likeness sees it, and what the other finders need."""

    control: Control
    xpath: str


@dataclass(frozen=True)
class Pair:
    """One control: as it was, the page it is on now, and which of that page it is."""

    site: str
    old: Element
    page: list[Element]
    now: int


Finder = Callable[[Pair], "int | None"]


def main() -> None:
    """Print one line a finder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("CANCELBOT_SIMILO"))
    given = parser.parse_args().data
    path = Path(given) / "pairs.json.gz" if given and Path(given).is_dir() else Path(given or "pairs.json.gz")
    if not path.exists():
        print(f"skipped: {path} is not there; give the data with --data or CANCELBOT_SIMILO")
        return
    pairs = list(read(path))
    print(f"{len(pairs)} controls of {len({pair.site for pair in pairs})} sites\n")
    print(f"{'finder':<44} {'found':>22} {'wrong':>22} {'no answer':>10}")
    for name, finder in (
        ("absolute XPath", by_xpath),
        ("role and name", by_role_and_name),
        (f"likeness ({ENOUGH:g}, {AHEAD:g}), as shipped", by_likeness),
    ):
        tell(name, [(pair, finder(pair)) for pair in pairs])
    tell("likeness, thresholds chosen without the site", left_out(pairs))


def read(path: Path) -> Iterable[Pair]:
    """Every pair of the data."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        sites = cast("list[dict[str, object]]", json.load(file))
    for site in sites:
        page = [element(one) for one in cast("list[Properties]", site["candidates"])]
        for target in cast("list[dict[str, object]]", site["targets"]):
            yield Pair(str(site["site"]), element(cast("Properties", target["old"])), page, cast("int", target["now"]))


def element(told: Properties) -> Element:
    """An element from its properties."""
    place = cast("dict[str, float]", told["location"])
    xpath = str(told["xpath"] or "")
    control = Control(
        role=ROLES.get(str(told["tag"]), "box"),
        words=plain(told["visibleText"]) or plain(told["alt"]),
        address=address_of(str(told["href"] or "")),
        ident=plain(told["id"]),
        classes=frozenset(cast("list[str]", told["classList"] or [])),
        near=Counter(plain(told["neighborText"]).split()),
        box=(place["x"], place["y"], place["width"], place["height"]),
        tags=tuple(step.partition("[")[0] for step in xpath.split("/")),
    )
    return Element(control, xpath)


def plain(text: object) -> str:
    """A text of the data, which may be a list of words, without case and odd spaces."""
    parts = text if isinstance(text, list) else [text or ""]
    return " ".join(" ".join(map(str, parts)).lower().split())


# -- finders


def only(found: list[int]) -> int | None:
    return found[0] if len(found) == 1 else None


def by_xpath(pair: Pair) -> int | None:
    return only([at for at, one in enumerate(pair.page) if one.xpath == pair.old.xpath])


def by_role_and_name(pair: Pair) -> int | None:
    old = pair.old.control
    alike = [at for at, one in enumerate(pair.page) if (one.control.role, one.control.words) == (old.role, old.words)]
    return only(alike) if old.words else None


def by_likeness(pair: Pair) -> int | None:
    return find(pair.old.control, [one.control for one in pair.page])


def left_out(pairs: list[Pair]) -> list[tuple[Pair, int | None]]:
    """Likeness, for each site with the thresholds that were best on all others: the most found with none wrong."""
    judged = [(pair, *likest(pair.old.control, [one.control for one in pair.page])) for pair in pairs]
    answers = []
    for site in {pair.site for pair in pairs}:
        others = [one for one in judged if one[0].site != site]
        enough, ahead = max(GRID, key=lambda limits: _worth(others, *limits))
        limits = enough + STRICTER[0], ahead + STRICTER[1]
        answers += [(one[0], _within(one, *limits)) for one in judged if one[0].site == site]
    return answers


Judged = tuple[Pair, "int | None", float, float]


def _within(judged: Judged, enough: float, ahead: float) -> int | None:
    _, best, likeness, lead = judged
    return best if likeness >= enough and lead >= ahead else None


def _worth(judged: list[Judged], enough: float, ahead: float) -> tuple[int, int, float, float]:
    answers = [(one[0], _within(one, enough, ahead)) for one in judged]
    found, wrong = _counts(answers)
    return -wrong, found, -enough, -ahead


# -- what is printed


def _counts(answers: list[tuple[Pair, int | None]]) -> tuple[int, int]:
    given = [(pair.now, answer) for pair, answer in answers if answer is not None]
    right = sum(now == answer for now, answer in given)
    return right, len(given) - right


def tell(name: str, answers: list[tuple[Pair, int | None]]) -> None:
    """One line: of all controls, how many were found, wrongly found, and left without an answer."""
    found, wrong = _counts(answers)
    none = len(answers) - found - wrong
    shares = [f"{share(count, len(answers)):>22}" for count in (found, wrong)]
    print(f"{name:<44} {' '.join(shares)} {100 * none / len(answers):>8.1f} %")


def share(count: int, of: int) -> str:
    """``count`` of ``of`` in per cent, with Wilson's 95 % interval."""
    z, part = 1.96, count / of
    middle, half = part + z * z / (2 * of), z * math.sqrt(part * (1 - part) / of + z * z / (4 * of * of))
    low, high = (max(0.0, middle + sign * half) / (1 + z * z / of) for sign in (-1, 1))
    return f"{100 * part:.1f} % [{100 * low:.1f}, {100 * high:.1f}]"


if __name__ == "__main__":
    main()
