"""cancelbot: cancels an OpenAI developer Platform plan in a real browser, and proves that it did.

This package knows no site, except for its commands: what knows one is a package of its own under ``flows/``.
"""
