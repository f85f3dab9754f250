"""Pages from templates, for skins that render on the server: which template an address has, and what it is given."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cancelbot.sandbox.skins.hook import Visit
from cancelbot.sandbox.state import Card, Key, Organization, Project, dollars

BILLING = "/settings/organization/billing"
TABS = (
    ("Overview", "overview"),
    ("Payment methods", "payment-methods"),
    ("Billing history", "history"),
    ("Preferences", "preferences"),
)
KEYS = {"/api-keys": "project", "/settings/organization/api-keys": "organization", "/settings/profile/api-keys": "user"}
ACT_ON_ONE = re.compile(r"(?P<list>.+)/(?P<id>[\w-]+)/(?P<act>delete|revoke)")
Row = TypeVar("Row")


@dataclass(frozen=True)
class Page:
    """A page: its template, its heading, and what it is about."""

    template: str
    title: str
    tab: str = ""
    scope: str = ""
    ident: str = ""
    back: str = ""


@dataclass(frozen=True)
class Entry:
    """A row of a key table."""

    key: Key
    project: Project | None
    locked: bool


@dataclass(frozen=True)
class Slice:
    """One page of rows; `following` is the number of the next page, None on the last."""

    rows: Sequence[Entry] = field(default_factory=tuple)
    number: int = 1
    following: int | None = None


class Templates:
    """A folder of templates as the `render` and `logged_out` of a skin."""

    def __init__(self, skin: Path) -> None:
        loader = FileSystemLoader(skin / "templates")
        self._made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        self._made.globals.update(tabs=TABS, billing=BILLING, settings=_settings)
        self._made.filters.update(dollars=dollars, day=_day, moment=_moment)

    def render(self, visit: Visit) -> str:
        """HTML for any address, for somebody who is signed in."""
        page = page_at(visit.path.rstrip("/") or "/", visit.organization)
        return self._made.get_template(page.template).render(_facts(visit, page))

    def logged_out(self, login_url: str) -> str:
        """HTML for somebody who is not."""
        return self._made.get_template("logged-out.html").render(login_url=login_url)


def page_at(path: str, organization: Organization) -> Page:
    """What an address shows; billing is for owners (site-facts 2.7)."""
    path = path.replace("/account/billing", BILLING)
    if path.startswith(BILLING) and organization.role != "owner":
        return Page("denied.html", "Billing")
    one = ACT_ON_ONE.fullmatch(path)
    if one:
        return Page(f"{one['act']}.html", "", ident=one["id"], back=one["list"], scope=KEYS.get(one["list"], ""))
    if path in KEYS:
        return Page("keys.html", "API keys", scope=KEYS[path], back=path)
    return _billing_at(path) if path.startswith(BILLING) else Page("plain.html", _title(path), back=path)


def _billing_at(path: str) -> Page:
    slug = path.removeprefix(BILLING).strip("/") or "overview"
    names = {"overview": "overview.html", "payment-methods": "cards.html", "history": "history.html"}
    back = f"{BILLING}/{slug}"
    if slug in ("cancel", "add-credit"):
        return Page(f"{slug}.html", "", back=f"{BILLING}/overview")
    return Page(names.get(slug, "preferences.html"), "Billing", tab=slug, back=back)


def _facts(visit: Visit, page: Page) -> Mapping[str, object]:
    told = {
        "faults": {number: fault.model_dump(mode="json") for number, fault in visit.faults.items()},
        "popups": visit.popups.model_dump(),
    }
    return {
        "visit": visit,
        "page": page,
        "organization": visit.organization,
        "keys": _slice(visit, _entries(visit, page.scope)),
        "entry": next((each for each in _entries(visit, page.scope) if each.key.id == page.ident), None),
        "card": _card(visit, page.ident),
        "told": told,
    }


def _entries(visit: Visit, scope: str) -> list[Entry]:
    mine = visit.organization
    locked = mine.role != "owner" or mine.is_final_key_kept()
    projects = [visit.project] if scope == "project" else mine.projects
    if scope == "user":
        return [Entry(key, None, locked) for key in mine.legacy_keys]
    return [Entry(key, project, locked) for project in projects for key in project.keys]


def _slice(visit: Visit, rows: Sequence[Entry]) -> Slice:
    wanted = visit.query.get("page", "1")
    number = int(wanted) if wanted.isdigit() else 1
    size = visit.page_size or max(1, len(rows))
    shown = rows[(number - 1) * size : number * size]
    return Slice(shown, number, number + 1 if number * size < len(rows) else None)


def _card(visit: Visit, ident: str) -> Card | None:
    return next((each for each in visit.organization.cards if each.id == ident), None)


def _settings(organization: Organization) -> list[tuple[str, str]]:
    """The links of the settings, for this person."""
    base = "/settings/organization"
    links = [
        ("Organization", f"{base}/general"),
        ("Team", f"{base}/people"),
        ("Limits", f"{base}/limits"),
        ("Billing", f"{BILLING}/overview"),
        ("Profile", "/settings/profile"),
    ]
    return [link for link in links if link[0] != "Billing" or organization.role == "owner"]


def _title(path: str) -> str:
    return path.rsplit("/", 1)[-1].replace("-", " ").capitalize() or "Dashboard"


def _day(moment: datetime | None) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}" if moment else "Never"


def _moment(moment: datetime) -> str:
    return f"{_day(moment)}, {moment:%I:%M %p}".replace(", 0", ", ")
