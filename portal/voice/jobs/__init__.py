"""What happens without anybody asking: the next in line is called, late answers and unread ones are recalled.

Each job looks in the database for what waits, so that nothing is lost with a killed worker; rows are locked
one by one, so that two workers at once call nobody twice; and one that fails does not stop the others.
"""

from portal.voice.jobs.after import look_for_additions
from portal.voice.jobs.calling import call_the_next_in_line, ladder, look_for_unread, reading_hours
from portal.voice.jobs.capture_drafts import forget_what_was_never_sent
from portal.voice.jobs.files import forget_files_never_sent
from portal.voice.jobs.load import tell_when_full
from portal.voice.jobs.owing import hand_on_what_is_owed, remind_overdue
from portal.voice.jobs.telling import ask_to_tell, tell_advocates_again

__all__ = [
    "ask_to_tell",
    "call_the_next_in_line",
    "forget_files_never_sent",
    "forget_what_was_never_sent",
    "hand_on_what_is_owed",
    "ladder",
    "look_for_additions",
    "look_for_unread",
    "reading_hours",
    "remind_overdue",
    "tell_advocates_again",
    "tell_when_full",
]
