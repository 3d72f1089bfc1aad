"""Notices on a staff page: what each kind says and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import flask
from flask_babel import gettext as _

from portal.home.queries import Told
from portal.notices.rules import NoticeKind
from portal.policy.guard import may
from portal.policy.permissions import Permission as P


@dataclass(frozen=True)
class NoticeLine:
    """One notice on a staff page: its words, where it leads, how many alike."""

    text: str
    href: str
    at: datetime
    count: int = 1


_LEADS_TO = {
    NoticeKind.TO_READ: "voice.desk",
    NoticeKind.CALLED: "voice.desk",
    NoticeKind.ARRANGE: "accounts.duty",
    NoticeKind.DESK_FULL: "voice.desk",
    NoticeKind.TO_ANSWER: "voice.delivered",
    NoticeKind.DELIVERED: "voice.delivered",
    NoticeKind.REOPENED: "voice.delivered",
    NoticeKind.ADDED: "voice.delivered",
    NoticeKind.TO_FILE: "filing.to_file",
    NoticeKind.FILING_TO_DECIDE: "filing.to_decide",
    NoticeKind.FILING_STUCK: "accounts.staff",
    NoticeKind.BATCH_READY: "filing.to_file",
    NoticeKind.PLEASE_TELL: "voice.delivered",
    NoticeKind.OVERDUE: "voice.delivered",
    NoticeKind.PROMISE_DUE: "voice.delivered",
    NoticeKind.ASKED_TO_ANSWER: "voice.delivered",
    NoticeKind.GIVEN_BACK: "voice.delivered",
    NoticeKind.STANDS_IN: "voice.mine",
    NoticeKind.LEAVE_SET: "accounts.stand_ins",
    NoticeKind.FOR_ADVOCATE: "voice.advocate",
    NoticeKind.SHARED: "voice.shared",
    NoticeKind.NEWS: "voice.capture_written",
    NoticeKind.CHECK_IDENTITY: "accounts.checks_waiting",
    NoticeKind.QUOTE_TO_APPROVE: "coding.quotes",
    NoticeKind.PAPER_READY: "panels.papers",
    NoticeKind.NUMBERS_READY: "panels.papers",
    NoticeKind.SIGN_OFF_ASKED: "panels.papers",
    NoticeKind.SIGN_OFF_DECIDED: "panels.papers",
    NoticeKind.PANEL_DATE: "panels.cycle",
    NoticeKind.PRACTICE_CHALLENGE: "listening.challenges",
    NoticeKind.SAMPLE_TO_JUDGE: "listening.samples",
    NoticeKind.FINDING_TO_ACT: "listening.samples",
    NoticeKind.FINDING_DONE: "listening.samples",
    NoticeKind.INFORMATION_ASKED: "information.desk",
    NoticeKind.ADVOCATE_ASKED: "advocacy.referrals",
    NoticeKind.ADVOCATE_LATE: "advocacy.figures_page",
    NoticeKind.COMPLAINT_CAME: "complaints.desk",
    NoticeKind.COMPLAINT_NOBODY: "accounts.staff",
    NoticeKind.COMPLAINT_YOURS: "complaints.desk",
    NoticeKind.COMPLAINT_DUE: "complaints.desk",
    NoticeKind.COMPLAINT_LATE: "complaints.desk",
    NoticeKind.COMPLIMENT_YOURS: "complaints.compliments",
    NoticeKind.COMPLAINT_CHECK: "complaints.learning",
    NoticeKind.CHALLENGE_TO_CHECK: "panels.challenges",
    NoticeKind.CHALLENGE_SENT_BACK: "panels.challenges",
    NoticeKind.CHALLENGE_TO_ANSWER: "panels.challenges",
    NoticeKind.CHALLENGE_ANSWERED: "panels.challenges",
    NoticeKind.CHALLENGE_DUE: "panels.challenges",
    NoticeKind.CHALLENGE_OVERDUE: "panels.challenges",
    NoticeKind.PLAN_SENT: "panels.plan_mine",
    NoticeKind.PLAN_DUE: "panels.plan_mine",
    NoticeKind.PLAN_LATE: "panels.plan_mine",
    NoticeKind.MISS_TO_EXPLAIN: "panels.plan_mine",
    NoticeKind.BOARD_REPORT: "panels.reports",
    NoticeKind.AGENDA_READY: "panels.agendas",
    NoticeKind.PANEL_COST: "panels.members",
    NoticeKind.NAMELESS_CALLED: "nameless.talks",
    NoticeKind.NAMELESS_TO_READ: "nameless.talks",
    NoticeKind.NAMELESS_TO_ANSWER: "nameless.talks",
    NoticeKind.GROUP_TO_ANSWER: "nameless.groups",
    NoticeKind.RECORDS_ASKED: "records.board",
    NoticeKind.RECORDS_YOURS: "records.board",
    NoticeKind.RECORDS_WROTE: "records.board",
    NoticeKind.RECORDS_DUE: "records.board",
    NoticeKind.RECORDS_LATE: "records.board",
    NoticeKind.RECORDS_CHASE: "records.board",
    NoticeKind.RECORDS_TALK: "records.talks_mine",
    NoticeKind.RECORDS_BREACH: "records.breaches",
    NoticeKind.RECORDS_BREACH_DUE: "records.breaches",
    NoticeKind.RECORDS_BREACH_LATE: "records.breaches",
    NoticeKind.REVIEW_SOON: "reviews.caseload",
    NoticeKind.REVIEW_LATE: "reviews.caseload",
    NoticeKind.REVIEW_WISHES: "reviews.caseload",
    NoticeKind.REVIEW_DECISIONS: "reviews.caseload",
    NoticeKind.LETTER_TO_GIVE: "reviews.letters_to_give",
    NoticeKind.LETTER_STOP: "reviews.letters_to_give",
    NoticeKind.LETTER_FEEDBACK: "reviews.my_letters",
    NoticeKind.ACTION_YOURS: "reviews.actions",
    NoticeKind.ACTION_CHASED: "reviews.actions",
    NoticeKind.ACTION_SOON: "reviews.actions",
    NoticeKind.ACTION_LATE: "reviews.actions",
    NoticeKind.ACTION_TO_TELL: "reviews.actions",
    NoticeKind.ACTION_OWNER_GONE: "reviews.actions",
    NoticeKind.ACTION_CHANGED: "reviews.actions",
    NoticeKind.IRO_CHALLENGE: "reviews.iro_challenges",
    NoticeKind.IRO_CHALLENGE_LATE: "reviews.iro_challenges",
    NoticeKind.GROUP_ASKED: "participation.kept",
    NoticeKind.GROUP_NOTE: "participation.kept",
    NoticeKind.IDEA_TO_READ: "participation.to_moderate",
    NoticeKind.IDEA_DUE: "participation.ideas_kept",
    NoticeKind.ROOM_CHANGE: "participation.asked_what_changed",
    NoticeKind.THANKED: "participation.thanks_staff",
    NoticeKind.PLEDGE_TO_ANSWER: "participation.kept_pledge",
    NoticeKind.MEETING_WORK: "participation.meetings_kept",
    NoticeKind.GROUP_ACTION_YOURS: "participation.group_actions",
    NoticeKind.GROUP_ACTION_LATE: "participation.group_actions",
    NoticeKind.SURVEY_ASKED: "surveys.questions",
    NoticeKind.SURVEY_REMINDER: "surveys.questions",
}


def notices(told: list[Told]) -> list[NoticeLine]:
    """Notices of one kind as one line, the newest first; calls on top of all."""
    alike: dict[NoticeKind, list[Told]] = {}
    for one in told:
        if one.kind in _LEADS_TO:
            alike.setdefault(one.kind, []).append(one)
    order = sorted(alike, key=lambda kind: (kind is not NoticeKind.CALLED, list(NoticeKind).index(kind)))
    return [
        NoticeLine(_notice_words(kind), flask.url_for(_leads_to(kind)), alike[kind][0].at, len(alike[kind]))
        for kind in order
    ]


def _leads_to(kind: NoticeKind) -> str:
    """What is an advocate's to answer or to tell is on the advocates' own desk."""
    endpoint = _LEADS_TO[kind]
    if endpoint == "panels.plan_mine" and may(P.KEEP_PLAN):
        endpoint = "panels.measures" if kind is NoticeKind.MISS_TO_EXPLAIN else "panels.plan"
    if kind is NoticeKind.ROOM_CHANGE and may(P.KEEP_OFFERS):
        return "participation.kept_offers"
    if endpoint == "panels.members" and not may(P.KEEP_MEMBERS):
        endpoint = "panels.my_place"
    if kind is NoticeKind.OVERDUE and may(P.SEE_OVERDUE_OF_TEAM):
        return "voice.overdue"
    if endpoint == "accounts.stand_ins" and not may(P.SET_STAND_IN):
        return "voice.mine"
    if endpoint == "records.breaches" and not may(P.DECIDE_BREACH):
        endpoint = "records.board"
    if endpoint == "records.board" and not may(P.USE_RECORDS_BOARD):
        return "records.figures"
    if endpoint == "accounts.staff" and not may(P.MANAGE_STAFF):
        return "home.staff"
    return "voice.advocate" if endpoint == "voice.delivered" and not may(P.READ_LISTS) else endpoint


def _notice_words(kind: NoticeKind) -> str:
    words = {
        NoticeKind.TO_READ: _("Something waits to be read"),
        NoticeKind.CALLED: _("You are called: somebody may not be safe"),
        NoticeKind.ARRANGE: _("Nobody may read something that waits: please arrange who does"),
        NoticeKind.DESK_FULL: _("The duty desk is full: please find more people to read"),
        NoticeKind.DELIVERED: _("A young person told you something"),
        NoticeKind.TO_ANSWER: _("A young person waits for your answer"),
        NoticeKind.ADDED: _("A young person added to what they told you"),
        NoticeKind.TO_FILE: _("Something is not on a young person’s record yet"),
        NoticeKind.FILING_TO_DECIDE: _("Say how something goes on a young person’s record"),
        NoticeKind.FILING_STUCK: _("No safety lead may decide something that waits: please see that one can"),
        NoticeKind.BATCH_READY: _("The files you asked for are ready"),
        NoticeKind.REOPENED: _("A young person says it is not sorted"),
        NoticeKind.PLEASE_TELL: _("Please tell a young person that an answer is there"),
        NoticeKind.OVERDUE: _("An answer is late"),
        NoticeKind.PROMISE_DUE: _(
            "The day of a promise has passed: please tell the young person what came of it"
        ),
        NoticeKind.ASKED_TO_ANSWER: _("A colleague asks you to answer a young person"),
        NoticeKind.GIVEN_BACK: _("An answer is yours again: whoever you asked gave it back"),
        NoticeKind.STANDS_IN: _("You stand in for a colleague"),
        NoticeKind.LEAVE_SET: _("Somebody you manage wrote down when they are away"),
        NoticeKind.FOR_ADVOCATE: _("A young person wrote to an advocate"),
        NoticeKind.SHARED: _("Something was shared with you"),
        NoticeKind.NEWS: _("There is news of something you passed on"),
        NoticeKind.CHECK_IDENTITY: _("A young person came in by a new card: please check that it is them"),
        NoticeKind.QUOTE_TO_APPROVE: _("A young person said yes to their words: please approve them"),
        NoticeKind.PAPER_READY: _("A paper for the panel was published"),
        NoticeKind.NUMBERS_READY: _("The numbers for a paper are worked out"),
        NoticeKind.SIGN_OFF_ASKED: _("A paper for the panel waits for you to sign it off"),
        NoticeKind.SIGN_OFF_DECIDED: _("A paper was signed off, or sent back to you"),
        NoticeKind.PANEL_DATE: _("A date before a meeting of the panel is near"),
        NoticeKind.PRACTICE_CHALLENGE: _("A challenge between practitioners: please look"),
        NoticeKind.SAMPLE_TO_JUDGE: _("A sample waits for you to judge it"),
        NoticeKind.FINDING_TO_ACT: _("Something was found in a sample: please say what you do about it"),
        NoticeKind.FINDING_DONE: _("Something was done about what you found in a sample"),
        NoticeKind.INFORMATION_ASKED: _("A young person says that something held is wrong, or should stop"),
        NoticeKind.ADVOCATE_ASKED: _("A young person wants an advocate"),
        NoticeKind.ADVOCATE_LATE: _("A young person has no advocate yet"),
        NoticeKind.COMPLAINT_CAME: _("A complaint came, or whoever complained wrote"),
        NoticeKind.COMPLAINT_NOBODY: _(
            "No complaints manager may look after a complaint: give somebody the role"
        ),
        NoticeKind.COMPLAINT_YOURS: _("A complaint, or something to put one right, is yours to work on"),
        NoticeKind.COMPLAINT_DUE: _("A complaint is due soon"),
        NoticeKind.COMPLAINT_LATE: _("A complaint is late"),
        NoticeKind.COMPLIMENT_YOURS: _("Somebody said thank you to you"),
        NoticeKind.COMPLAINT_CHECK: _("Something changed because of complaints: does it still hold?"),
        NoticeKind.CHALLENGE_TO_CHECK: _("A challenge waits to be checked for names"),
        NoticeKind.CHALLENGE_SENT_BACK: _("A challenge of yours came back: please put it differently"),
        NoticeKind.CHALLENGE_TO_ANSWER: _("A challenge waits for your answer"),
        NoticeKind.CHALLENGE_ANSWERED: _("A challenge was answered"),
        NoticeKind.CHALLENGE_DUE: _("A challenge of yours is due soon"),
        NoticeKind.CHALLENGE_OVERDUE: _("A challenge is late"),
        NoticeKind.PLAN_SENT: _("The improvement plan was sent: look whether something is yours"),
        NoticeKind.PLAN_DUE: _("Something of yours in the improvement plan is due soon"),
        NoticeKind.PLAN_LATE: _("Something in the improvement plan is late"),
        NoticeKind.MISS_TO_EXPLAIN: _("A target was missed: please say why"),
        NoticeKind.BOARD_REPORT: _("A report to the Improvement Board is there"),
        NoticeKind.AGENDA_READY: _("The agenda of a meeting is there"),
        NoticeKind.PANEL_COST: _("What a member needs to come to a meeting: please look"),
        NoticeKind.NAMELESS_CALLED: _(
            "You are called: somebody who gave no name, or a group, may not be safe"
        ),
        NoticeKind.NAMELESS_TO_READ: _("Something said without a name, or by a group, waits to be read"),
        NoticeKind.NAMELESS_TO_ANSWER: _("Somebody who gave no name waits for your answer"),
        NoticeKind.GROUP_TO_ANSWER: _("A group waits for your answer"),
        NoticeKind.RECORDS_QUESTION: _("What was given is questioned: somebody waits for an answer"),
        NoticeKind.RECORDS_ASKED: _("Somebody asked for records"),
        NoticeKind.RECORDS_YOURS: _("A records request is yours now"),
        NoticeKind.RECORDS_WROTE: _("Somebody who asked for records wrote to us"),
        NoticeKind.RECORDS_DUE: _("A date of a records request is near"),
        NoticeKind.RECORDS_LATE: _("A records request is late"),
        NoticeKind.RECORDS_CHASE: _("Somebody was asked to look for records: ask them again"),
        NoticeKind.ACTION_YOURS: _("Something was agreed for a young person, and you do it"),
        NoticeKind.ACTION_CHASED: _("A young person says that something agreed has not happened"),
        NoticeKind.ACTION_SOON: _("Something you agreed to do is due soon"),
        NoticeKind.ACTION_LATE: _("Something that was agreed is late"),
        NoticeKind.ACTION_TO_TELL: _("Something agreed was held back: the young person has to be told now"),
        NoticeKind.ACTION_OWNER_GONE: _("Whoever was to do something agreed is gone: choose somebody else"),
        NoticeKind.ACTION_CHANGED: _(
            "Something that was agreed was moved, dropped or put into other words: please look"
        ),
        NoticeKind.REVIEW_SOON: _("The last day of a review is near: please plan it"),
        NoticeKind.REVIEW_LATE: _("A review, or what follows one, is late"),
        NoticeKind.REVIEW_WISHES: _("A young person said how they want their review"),
        NoticeKind.REVIEW_DECISIONS: _("Decisions of a review: an answer is due, or has come"),
        NoticeKind.LETTER_TO_GIVE: _("A letter waits for you to give it to a young person"),
        NoticeKind.LETTER_STOP: _("A letter on paper must not go to a young person as it is: please look"),
        NoticeKind.LETTER_FEEDBACK: _("A manager read one of your letters and said how it is"),
        NoticeKind.IRO_CHALLENGE: _("A challenge by an Independent Reviewing Officer: please look"),
        NoticeKind.IRO_CHALLENGE_LATE: _("A challenge by an Independent Reviewing Officer is late"),
        NoticeKind.GROUP_ASKED: _("A young person asks to be in a group"),
        NoticeKind.GROUP_NOTE: _("A note about a young person is to be held back: do you agree?"),
        NoticeKind.IDEA_TO_READ: _("Something young people wrote for each other waits to be approved"),
        NoticeKind.IDEA_DUE: _("An idea of young people waits for its answer"),
        NoticeKind.ROOM_CHANGE: _("Please say what the view of young people changed"),
        NoticeKind.THANKED: _("Somebody said thank you to you"),
        NoticeKind.PLEDGE_TO_ANSWER: _("Young people marked the pledge: the panel’s answers are due"),
        NoticeKind.MEETING_WORK: _("A member brought something for a meeting, or needs something to come"),
        NoticeKind.GROUP_ACTION_YOURS: _("You were asked to do something for a group of young people"),
        NoticeKind.GROUP_ACTION_LATE: _("Something a group of young people was promised is late"),
        NoticeKind.SURVEY_ASKED: _("We would like to ask you something"),
        NoticeKind.SURVEY_REMINDER: _(
            "We would still like to ask you something (if you have answered, ignore this)"
        ),
        NoticeKind.RECORDS_BREACH: _(
            "Records were taken back, and somebody has them: decide within 72 hours"
        ),
        NoticeKind.RECORDS_BREACH_DUE: _(
            "Records were taken back, and somebody has them: the 72 hours to decide are running out"
        ),
        NoticeKind.RECORDS_BREACH_LATE: _(
            "Records were taken back, and somebody has them: nobody decided within 72 hours"
        ),
        NoticeKind.RECORDS_TALK: _("A talk beside somebody’s records: find a time, or it is soon"),
    }
    return str(words[kind])
