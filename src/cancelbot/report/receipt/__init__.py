"""The receipt of a run: what was done, and a chain of checksums that any later change breaks.

chain.py     the chain itself, over the events in their order and every file
paper.py     receipt.pdf, printed by the browser of the run
writing.py   receipt.json
checking.py  finds what was changed, added, removed or reordered since
signing.py   a signature by the user's own key, through the standard tools
"""
