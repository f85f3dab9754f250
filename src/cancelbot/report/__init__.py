"""report.html: one file that tells a run to somebody who was not there.

story.py      the outcome in a sentence, what is left to do by hand
rows.py       before and after, side by side
strip.py      the steps as a film strip
page.py       the templates, filled in
templates/    report.html and receipt.html with their styles; nothing in them is fetched from anywhere
"""

from cancelbot.report.document import prepare, render_receipt, render_report

__all__ = ["prepare", "render_receipt", "render_report"]
