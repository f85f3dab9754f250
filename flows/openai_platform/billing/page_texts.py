"""The texts of a page, each with where it begins: a label and its value are one."""

from itertools import groupby, pairwise

from cancelbot.page.snapshot import Node, Snapshot
from openai_platform import words
from openai_platform.billing.doubt_words import NAMES_NONE, OFFERS, PAYMENT
from openai_platform.sections import block_of, is_table_of_facts, plain_runs

_LABEL = words.say(
    r"(?:(?:your|my|current) )?(?:plan|subscription|membership)(?: name| type| status)?:?",
    r"(?:status|state|billed|billing cycle|cancell?ation(?: status)?|renews|renewal(?: date)?|auto-?renew(?:al)?):?",
    rf"next {PAYMENT}(?: date)?:?",
)
"""the name of a fact of a plan, beside its value"""
_VALUE = words.say(
    "not (?:yet )?(?:complete|completed|confirmed|approved|done|finished|final)",
    rf"(?!price|status|state|amount|date|renews|seats|limit|overview|history|credit)(?:(?:the )?{NAMES_NONE}"
    rf"[\w$.,+&-]{{2,20}}(?: [\w$.,+&-]{{1,20}}){{0,3}})",
)
"""such a value, but for none"""
_OWN_LABEL = words.say(r"(?:your|my|current) (?:plan|subscription|membership)")
"""such a name that says by itself whose plan it is"""


def page_texts(snapshot: Snapshot) -> list[tuple[Node, str]]:
    """The texts of the page; "Plan" and "Growth" beside it are one as well."""
    runs = _runs(snapshot)
    parts = [list(part) for _, part in groupby(runs, lambda run: (block_of(run), control_around(run)))]
    told = [(part[0], " ".join(run.text for run in part)) for part in parts]
    labeled = [
        (value, f"{label.text.rstrip(':')}: {value.text}")
        for label, value in label_pairs(snapshot)
        if _LABEL.fullmatch(label.text) and _VALUE.fullmatch(value.text) and label.parent is not value.parent
        if control_around(value) is None and not OFFERS.search(value.text)
    ]
    return [*((run, text) for run, text in told if not _LABEL.fullmatch(text) or _OWN_LABEL.fullmatch(text)), *labeled]


def label_pairs(snapshot: Snapshot) -> list[tuple[Node, Node]]:
    """Each text with the next one; the heads of tables that have one row, each with what stands below."""
    tables = [at for at in snapshot.nodes if at.role in {"table", "grid"} and is_table_of_facts(at)]
    rows = [[plain_runs(row) for row in table.walk() if row.role == "row" and plain_runs(row)] for table in tables]
    columns = [pair for pair_of_rows in rows if len(pair_of_rows) == 2 for pair in zip(*pair_of_rows, strict=False)]
    return [*pairwise(_runs(snapshot)), *columns]


def _runs(snapshot: Snapshot) -> list[Node]:
    return [run for run in snapshot.root.walk() if run.is_text and run.visible and run.text]


def control_around(run: Node) -> Node | None:
    return next((at for at in run.up() if at.is_control), None)
