"""What happens without anybody asking: the next in line is called, late answers and unread ones are recalled.

Each job looks in the database for what waits, so that nothing is lost with a killed worker; rows are locked
one by one, so that two workers at once call nobody twice; and one that fails does not stop the others.
"""

from portal.voice.jobs.calling import call_the_next_in_line, look_for_unread, reading_hours
from portal.voice.jobs.owing import hand_on_what_is_owed, remind_overdue
from portal.voice.jobs.telling import ask_to_tell, tell_advocates_again

__all__ = [
    "ask_to_tell",
    "call_the_next_in_line",
    "hand_on_what_is_owed",
    "look_for_unread",
    "reading_hours",
    "remind_overdue",
    "tell_advocates_again",
]
