"""followup.ics: the days to remember after a cancellation, for any calendar."""

from datetime import UTC, date, datetime, timedelta

from cancelbot.config.settings import PRACTICE
from cancelbot.recording.read import LoadedRecording
from cancelbot.redaction import visible
from cancelbot.report.costs import credits_end, is_over

LOOK_AGAIN = (7, 35)
"""days after which to look again: a late charge shows within a week, a monthly invoice within five weeks"""


def calendar(kept: LoadedRecording) -> bytes | None:
    """The calendar file; None if this run left no canceled plan."""
    if kept.result.mode != "run" or not is_over(kept.result):
        return None
    from icalendar import Alarm, Calendar, Event

    made = Calendar()
    made.add("prodid", "-//cancelbot//follow-up//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "OpenAI Platform: after the cancellation")
    for day, summary, text in _days(kept):
        entry, alarm = Event(), Alarm()
        entry.add("uid", f"{visible(kept.name)}-{day.isoformat()}@cancelbot")
        entry.add("dtstamp", datetime.fromisoformat(kept.result.finished).astimezone(UTC).replace(microsecond=0))
        entry.add("dtstart", day)
        entry.add("summary", visible(summary))
        entry.add("description", visible(text, lines=True))
        entry.add("transp", "TRANSPARENT")
        alarm.add("action", "DISPLAY")
        alarm.add("description", visible(summary))
        alarm.add("trigger", timedelta(hours=9))
        entry.add_component(alarm)
        made.add_component(entry)
    content: bytes = made.to_ical()
    return content


def _days(kept: LoadedRecording) -> list[tuple[date, str, str]]:
    result = kept.result
    who = result.account.organization or result.account.email or "your account"
    if kept.is_sandbox:
        who = f"{who}, {PRACTICE}"
    begun = date.fromisoformat(result.started[:10])
    text = (
        f"Run: cancelbot verify {kept.name}\nIt checks that the plan and auto-recharge are still off and that nothing "
        "was charged since. Look at your card statement too."
    )
    found = [
        (begun + timedelta(days=days), f"Look again: OpenAI Platform plan of {who} still canceled?", text)
        for days in LOOK_AGAIN
    ]
    ends = credits_end(result)
    if ends is not None:
        last = f"{result.after.balance} was left on {begun}. Credit expires a year after purchase and is not paid back."
        found.append((ends, f"OpenAI Platform: the last credit of {who} expires at the latest", last))
    return found
