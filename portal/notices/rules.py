"""Kinds of notices, and when a failed one is tried again. Pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is for. Its words are neutral templates; what it is about is never in them."""

    ANSWER_READY = "answer_ready"  # to a young person
    PLEASE_TELL = "please_tell"  # to a worker: tell a young person in person that an answer is there
    TO_READ = "to_read"  # to readers: something is waiting
    TO_ANSWER = "to_answer"  # to the one who answers
    DELIVERED = "delivered"  # to somebody who has something from now on and need not answer
    ADDED = "added"  # to whoever has it: more words came to something they know
    TO_FILE = "to_file"  # to a worker, then their manager: it is not on the young person's record yet
    FILING_TO_DECIDE = "filing_to_decide"  # to safety leads: how may it go on the record?
    FILING_STUCK = "filing_stuck"  # to administrators, else managers: no safety lead may decide something
    BATCH_READY = "batch_ready"  # to whoever asked: the files to put on records are made
    REOPENED = "reopened"  # "not sorted"
    OVERDUE = "overdue"  # to the answerer and their manager
    PROMISE_DUE = "promise_due"  # to the one who answers: the day of a promise has passed
    ASKED_TO_ANSWER = "asked_to_answer"  # to somebody who was asked to answer instead
    GIVEN_BACK = "given_back"  # to the one who asked: it is theirs to answer again
    LEAVE_SET = "leave_set"  # to a manager: somebody of theirs said when they are away
    STANDS_IN = "stands_in"  # to a stand-in: whose work they do, and when
    CALLED = "called"  # to whoever is on duty: open the desk now
    DESK_FULL = "desk_full"  # to safety leads: more is unread than the desk can bear
    ARRANGE = "arrange"  # to administrators: nobody may read something, somebody must arrange who does
    FOR_ADVOCATE = "for_advocate"  # to the provider's desk
    SHARED = "shared"  # to a foster carer or partner
    NEWS = "news"  # to whoever passed something on: what came of it, as far as they may know
    CHECK_IDENTITY = "check_identity"  # to workers who can check a lost way in
    QUOTE_TO_DECIDE = "quote_to_decide"  # to a young person: may we use these words?
    QUOTE_TO_APPROVE = "quote_to_approve"  # to those who approve: a young person said yes
    WE_DID = "we_did"  # to young people whose words led to something
    PAPER_READY = "paper_ready"  # to the panel's members: a paper was published
    NUMBERS_READY = "numbers_ready"  # to panel support: the numbers are worked out
    SIGN_OFF_ASKED = "sign_off_asked"  # to a manager: a paper waits to be signed off
    SIGN_OFF_DECIDED = "sign_off_decided"  # to whoever asked: it was given or sent back
    PANEL_DATE = "panel_date"  # to panel support: a date before a meeting is near
    CHALLENGE_TO_CHECK = "challenge_to_check"  # to panel support
    CHALLENGE_SENT_BACK = "challenge_sent_back"  # to the member who asked
    CHALLENGE_TO_ANSWER = "challenge_to_answer"  # to the officer
    CHALLENGE_ANSWERED = "challenge_answered"  # to the member who asked, and panel support
    CHALLENGE_DUE = "challenge_due"  # to the officer: soon due
    CHALLENGE_OVERDUE = "challenge_overdue"  # to the officer, panel support, then those above
    AGENDA_READY = "agenda_ready"  # to the panel's members: an agenda was published
    PANEL_COST = "panel_cost"  # to panel support, then the member: what somebody needs to come
    PLAN_SENT = "plan_sent"  # to owners of its actions, and the board: the improvement plan was sent
    PLAN_DUE = "plan_due"  # to the owner of an action: soon due
    PLAN_LATE = "plan_late"  # to the owner and panel support, after two weeks the board's chair too
    MISS_TO_EXPLAIN = "miss_to_explain"  # to the owner of a measure: a target was missed; late: support too
    BOARD_REPORT = "board_report"  # to the board and those who watch: a report is there
    PRACTICE_CHALLENGE = "practice_challenge"  # to whom it was made, whoever decides, then whoever made it
    SAMPLE_TO_JUDGE = "sample_to_judge"  # to somebody of another team
    FINDING_TO_ACT = "finding_to_act"  # to the manager of whoever answered
    FINDING_DONE = "finding_done"  # to whoever judged: what was done about it
    NAMELESS_CALLED = "nameless_called"  # to whoever is on duty: somebody without a name, or a group
    NAMELESS_TO_READ = "nameless_to_read"  # to readers
    NAMELESS_TO_ANSWER = "nameless_to_answer"  # to the one who answers somebody without a name
    GROUP_TO_ANSWER = "group_to_answer"  # to the one who answers a group
    RECORDS_ASKED = "records_asked"  # to records officers: somebody asked for records
    RECORDS_YOURS = "records_yours"  # to an officer: a request was handed to them
    RECORDS_WROTE = "records_wrote"  # to whoever has a request: whoever asked wrote, or took it back
    RECORDS_NEWS = "records_news"  # to whoever asked for records
    RECORDS_QUESTION = "records_question"  # to whoever may decide: what was given is questioned, or soon due
    RECORDS_BREACH = "records_breach"  # to those who decide: a part was taken back, and somebody has it
    RECORDS_BREACH_DUE = "records_breach_due"  # to them, whoever has the request, their leads: it is near
    RECORDS_BREACH_LATE = "records_breach_late"  # to the same: nobody decided within the 72 hours
    STORY_WROTE = "story_wrote"  # to a young person: a worker wrote a piece for their book
    RECORDS_FELT = "records_felt"  # to a young person: how did asking feel? A month later, once
    RECORDS_TALK = "records_talk"  # to whoever sits beside somebody reading: asked for, fixed, soon
    RECORDS_DUE = "records_due"  # to whoever has a request: a date of it is near
    RECORDS_LATE = "records_late"  # to whoever has it, then those who look after how it goes: it is late
    RECORDS_CHASE = "records_chase"  # to whoever has it: somebody who was asked to look has not answered

    REVIEW_SOON = "review_soon"  # to an IRO: a review is near its last day and not planned, or is near
    REVIEW_LATE = "review_late"  # to an IRO, then their manager: something of a review is late
    REVIEW_NEWS = "review_news"  # to a young person: a review was planned or moved; how do they want it?
    REVIEW_DECISIONS = "review_decisions"  # to the team's manager: decisions to answer
    REVIEW_WISHES = "review_wishes"  # to an IRO: a young person said how they want their review
    LETTER_READY = "letter_ready"  # to a young person: a letter is there
    LETTER_TO_GIVE = "letter_to_give"  # to whoever reads a letter together with a young person
    LETTER_STOP = "letter_stop"  # to whoever posts a letter, wrote it, leads the reviews: not as it is
    LETTER_FEEDBACK = "letter_feedback"  # to an IRO: a manager read a sample of their letters
    ACTION_YOURS = "action_yours"  # to whoever owns an agreed action
    ACTION_CHASED = "action_chased"  # to its owner and the IRO: the young person says it has not happened
    ACTION_SOON = "action_soon"  # to its owner: due soon
    ACTION_LATE = "action_late"  # to its owner, then up the line
    ACTION_OWNER_GONE = "action_owner_gone"  # to an IRO: whoever owned it is not there any more
    ACTION_CHANGED = "action_changed"  # to an IRO: somebody else moved, dropped or reworded what was agreed
    ACTION_NEWS = "action_news"  # to a young person: something they were promised moved
    ACTION_TO_TELL = "action_to_tell"  # to an IRO: what was held back has to be told by now
    IRO_CHALLENGE = "iro_challenge"  # to whom it is, then to the IRO: an answer came
    IRO_CHALLENGE_LATE = "iro_challenge_late"  # to whom it is, and the IRO
    COMPLAINT_CAME = "complaint_came"  # to complaints managers: somebody complained, or wrote about it
    COMPLAINT_NOBODY = "complaint_nobody"  # to administrators: no complaints manager may look after one
    COMPLAINT_YOURS = "complaint_yours"  # to whoever answers, looks into, decides it, or owes a remedy
    COMPLAINT_NEWS = "complaint_news"  # to the young person who complained
    COMPLAINT_DUE = "complaint_due"  # to complaints managers and whoever has it: soon due
    COMPLAINT_LATE = "complaint_late"  # to the same: its day has passed
    COMPLIMENT_YOURS = "compliment_yours"  # to somebody of the staff: a thank-you is for them
    COMPLAINT_CHECK = "complaint_check"  # to complaints managers: does what we changed still hold?
    GROUP_NEWS = "group_news"  # to a young person: an invitation to a group, or an answer to their asking
    GROUP_ASKED = "group_asked"  # to those who keep the groups: somebody asks to be in one
    GROUP_NOTE = "group_note"  # to the others of them: a note is to be held back; does a second person agree?
    IDEA_NEWS = "idea_news"  # to a young person: something happened to their idea, or one they are for
    IDEA_TO_READ = "idea_to_read"  # to those who approve what young people write for each other
    IDEA_DUE = "idea_due"  # to those who keep the groups: an idea has to be answered
    MEETING_NEWS = "meeting_news"  # to a young person: of a meeting of their group
    MEETING_WORK = "meeting_work"  # to whoever planned it: a member brought or needs something
    GROUP_ACTION_YOURS = "group_action_yours"  # to whoever does something a group was promised
    GROUP_ACTION_LATE = "group_action_late"  # to them: its day has passed
    SURVEY_ASKED = "survey_asked"  # to whoever is asked to answer a survey
    SURVEY_REMINDER = "survey_reminder"  # to whoever was asked; without names to everybody who was
    ROOM_OFFER = "room_offer"  # to a young person: invited to be in the room
    ROOM_NEWS = "room_news"  # to a young person: news of an offer they answered or took part in
    ROOM_CHANGE = "room_change"  # to whoever chaired: what did it change? Late: to who made the offer too
    THANKED = "thanked"  # to a young person or an adult: somebody said thank you to them
    CERTIFICATE = "certificate"  # to a young person: a certificate is there
    INFORMATION_ASKED = "information_asked"  # to those who give records: something is wrong or should stop
    INFORMATION_NEWS = "information_news"  # to a young person: that was decided
    ADVOCATE_ASKED = "advocate_asked"  # to advocates: a young person wants one
    ADVOCATE_LATE = "advocate_late"  # to them, then to who keeps the groups and managers: nobody is there yet
    ADVOCATE_NEWS = "advocate_news"  # to a young person: an advocate is there for them
    PLEDGE_TO_ANSWER = "pledge_to_answer"  # to panel support: the pledge was marked, the panel answers


MAX_TRIES = 12


def wait_before(tries: int) -> timedelta:
    """How long to wait after `tries` failures: a minute, then twice as long each time, at most six hours."""
    return min(timedelta(minutes=2 ** max(0, tries - 1)), timedelta(hours=6))
