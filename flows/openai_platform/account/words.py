"""The words around the organization and the project, as patterns (site-facts 1.5)."""

import re

from openai_platform.words import say

ORGANIZATION_SWITCHER = say(r"(current |switch |select |change )?(organi[sz]ation|workspace)\b.*", r"org\b.*")
SWITCHES_ORGANIZATION = say(
    r"(switch|change|select|choose) (to another |between |your )?(organi[sz]ations?|workspaces?)"
)
PROJECT_SWITCHER = say(r".*\bproject\b.*")
PROJECT_ALONE = say(r"(current |switch |select |change )?project\b.*")
ONLY_PROJECTS = say("projects?")
BEFORE_A_NAME = re.compile(
    r"^(current |switch )?(organi[sz]ation|workspace|org|project)\s*[:\u00b7-]\s*", re.IGNORECASE
)
OTHER_LISTS = say(
    "(open )?menu", "(api )?docs", "api", "products?", "resources", "help", "language", "theme", "settings", ".*@.*"
)
NO_NAMES = say(r"\+?\s*(create|new|add|manage|invite|leave|view all|search|settings)\b.*", r"(log|sign)[ -]?out.*")
_ALL_OF = "(?:all |my |your |other |switch |choose |select )?"
_ORGANIZATIONS = say(rf"{_ALL_OF}(?:organi[sz]ation|workspace)s?")
_PROJECTS = say(rf"{_ALL_OF}projects?(?: in .{{1,60}})?")
HEADINGS = {"organization": (_ORGANIZATIONS, _PROJECTS), "project": (_PROJECTS, _ORGANIZATIONS)}
"""in one list of both: the heading over those that are meant, and that over the others"""
ACCOUNT_ENTRIES = say(
    r"(?:(?:your|my|user|account|organi[sz]ation|project|workspace|manage) ){0,2}(?:profile|settings|preferences"
    r"|billing|usage|limits|members|people|help(?: cent(?:er|re))?|support|docs|documentation|feedback|theme|appearance"
    r"|language|status|api reference|community|pricing|plan|api keys)"
)
"""what else a menu of the account has below the names of organizations"""
SWITCHES = say(r"(switch|change|select|choose|go|apply|ok|update)( (the )?(organi[sz]ation|workspace|org|project))?")
GENERAL_TAB = say("general", "organi[sz]ation")
NAME_LABEL = re.compile(r"(organi[sz]ation|org)( name)?|name", re.IGNORECASE)
ORGANIZATION_ID = re.compile(r"\borg-[\w-]{4,}")
