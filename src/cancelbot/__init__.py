"""cancelbot: cancels an OpenAI developer Platform plan in a real browser, and proves that it did.

This package knows no site. What knows one lives in a package under ``flows/`` and is found
by the entry-point group ``cancelbot.flows``.
"""

from importlib.metadata import version

__version__ = version("cancelbot")
