"""Reads a page as a person sees it, and clicks: what all front-ends with the same words have in common.

snapshot.js      runs in the page: one walk over what a person can see, as a flat list; raw.py says what is in it
snapshot.py      that list as a tree of nodes, and what a probe finds in it; needs no browser
query.py         finds a node: by name, by visible text, by its place in a row or a dialog
tab.py           one tab: loads, reads, waits
ahead.py         loads pages that are only looked at in further tabs
limits.py        how long the bot waits for a page
watchdog.py      gives up a page that does not answer, and notices a new document
wait.py          puts a probe to the page until what it finds counts
pace.py          how slowly the site fills its pages
network.py       what the tab asks the network for, and why a page could not be loaded
click.py         clicks: freely for moving about, once and guarded for what cannot be undone
click_guard.js   lets such a click through once, on the right control
confirmation.py  the question that a click has opened, and what to press to agree
settle.py        waits until an act is over
fill.py          types into fields
download.py      downloads files from tabs that a page opens
scroll.js        brings all rows of a list into the document
mask.py          covers text in pictures of a page; mask.js does it in each of its frames
picker.py        asks a person to click on what was not found; picker.js does it in the page
"""
