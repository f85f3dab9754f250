"""cancelbot: cancels an OpenAI developer Platform plan in a real browser, and proves that it did.

Only its commands know a site; what they need to know of it is a package of its own under ``flows/``.
"""
