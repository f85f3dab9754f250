"""report.html: one file that tells a run to somebody who was not there, and what else is made of a recording.

summary.py    what happened, what the page said, what to do now, by hand too
rows.py       before and after, side by side
document.py   the templates, filled in; the steps with their pictures
templates/    report.html and receipt.html with their styles; nothing in them is fetched from anywhere
costs.py      what may still cost money
compare.py    a second look, held against a recording
reminders.py  the days to look again, as a calendar file
timings.py    where the time of a run went
notify.py     messages about how a run ended
receipt/      the sealed list of files, signatures, timestamps, and the receipt as PDF
write.py      writes all of it at the end of a run
"""
