"""The receipt of a run: what was done, and the checksum of every file under one seal.

manifest.py   receipt.json
pdf.py        receipt.pdf, printed by the browser of the run; its twin, signed with the user's own certificate
sign.py       a signature over receipt.json by the user's own key, through the standard tools
timestamp.py  the word of a timestamp authority that the receipt was there at a certain time
verify.py     finds what was changed since, and says how strong the proof is
"""
