"""The drift bundle: what a maintainer needs to know of a page that was not recognized, and nothing of the account.

catalogue.py   what a flow needs to find on its pages
outline.py     the page as roles, states and the flow's own words; everything else is blanked
bundle.py      all of it as Markdown, ready for an issue
overrides.py   what a person has pointed at, kept for later runs
"""
