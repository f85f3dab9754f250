"""Seeing a page and touching it: what any front-end that says the same words has in common.

reading.js     runs in the page: one walk over what a person can see, as a flat list
fence.js       lets a press through once, on what was judged; scrolling.js and inviting.js: what their names say
reading.py     that list as a tree of nodes with words, states and boxes; no browser needed
finding.py     which node is meant: by name, then by visible text, then by its place in a row or a box
traffic.py     what the tab asks the network for
tempo.py       how slowly the site fills its pages
unreachable.py why a page could not be loaded
answers.py     what a reading says to a question about it
waiting.py     asks a page one question, again and again, until the answer counts
eyes.py        one tab: what it shows now, and what it comes to show
hands.py       clicks: freely for moving about, once and fenced for what cannot be undone
fields.py      types into fields
aftermath.py   what comes after a press that counts
mask.py        covers text in still pictures of a page; mask.js does it in each of its frames
tabs.py        files that come down in tabs which a page opens
"""
