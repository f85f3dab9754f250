"""Reads a page as a person sees it, and presses what is on it: what all front-ends with the same words have in common.

snapshot.js      runs in the page: one walk over what a person can see, as a flat list; raw.py says what is in it
snapshot.py       that list as a tree of nodes with words, states and boxes; what a probe finds in it; needs no browser
query.py         which node is meant: by name, by visible text, by its place in a row or a dialog
tab.py           one tab: what it shows now, and what it comes to show
ahead.py         further tabs, for what is only looked at
watchdog.py      gives up a page that does not answer, and knows when a new document has come
wait.py          puts a probe to the page again and again, until what it finds counts
pace.py          how slowly the site fills its pages
network.py       what the tab asks the network for, and why a page could not be loaded
click.py         clicks: freely for moving about, once and guarded for what cannot be undone
click_guard.js   lets such a click through once, on the control that was judged
confirmation.py  what a click has brought up, and what to press to agree
settle.py        when an act is over
fill.py          types into fields
download.py      files that come down in tabs which a page opens
scroll.js        brings all rows of a list into the document
mask.py          covers text in pictures of a page; mask.js does it in each of its frames
picker.py        asks a person to click on what was not found; picker.js hears it in the page
"""
