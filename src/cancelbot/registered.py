"""What packages register with cancelbot, found by entry point, so that the core imports no flow."""

from __future__ import annotations

from importlib.metadata import entry_points

from cancelbot.errors import UsageError


def registered(group: str, name: str) -> object:
    """What is registered as ``name`` in the entry-point group ``cancelbot.<group>``. Raises UsageError."""
    for point in entry_points(group=f"cancelbot.{group}", name=name):
        return point.load()
    raise UsageError(f"There is nothing named {name} among the {group}.", advice="Install the package again.")
