"""From words that say when something is due to the day: none rather than a wrong one.

- A day of the week is the next one; "this Friday" may be today, "next Friday" is that of the week
  after this one, as 下周五 is: whoever means this week's says "Friday".
- Weeks begin on Monday, and their work ends on Friday. What is due in a span is due by its end;
  "next week" and "early in May" name no day.
- "The 15th" and "May 12" are the next ones; a date that was over within two months is no date of
  next year. 12/05 is two days, and none.
- What is due before a day is due on the one before; 之前 is the Chinese word for "by".
- A time is given where it is certain; said in a zone of its own, day and time are those of the
  meeting's. Nothing is due before the day of the meeting.
"""

import re
from datetime import date, tzinfo

from pipelines.meeting.due.pieces import level
from pipelines.meeting.due.reading import found, meant
from pipelines.meeting.minutes import Due

_LONGEST = 200  # letters; what takes more words is no due date
_TURNED = re.compile(r"\b(?:after|since|last|unless|not|never)\b(?! (?:later|the meeting|lunch))")


def resolve(words: str, on: date, zone: tzinfo) -> Due | None:
    """Give the day that words mean, said in a meeting of a day in a zone; None where none follows.

    The words are all that is looked at, and all of them speak of the one day.
    """
    said = words.strip()
    if not said or len(said) > _LONGEST:
        return None
    phrase = found(said, on)
    if not phrase or _TURNED.search(level(said)[: phrase[-1].start]):
        return None
    reading = meant(said, phrase, on, zone)
    return None if reading is None else Due(day=reading[0], at=reading[1], words=said)
