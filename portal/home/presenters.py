"""What the layouts show on every page: help lines by age, and the parts of the site somebody may open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import flask
from flask_babel import gettext as _

from portal.home.queries import Told
from portal.home.rules import help_keys
from portal.notices.rules import NoticeKind
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.roles import Relation
from portal.policy.viewer import Subject
from portal.settings import Settings


@dataclass(frozen=True)
class HelpLine:
    """A number to ring or text."""

    label: str
    number: str
    href: str
    hint: str = ""


@dataclass(frozen=True)
class NavItem:
    label: str
    href: str
    current: bool
    count: int = 0


def help_lines(age: int | None, settings: Settings, *, is_day: bool) -> list[HelpLine]:
    """The lines for this age and hour, in the reader's language."""
    lines = {
        "emergency": _ring(_("In danger now"), "999"),
        "council_day": _ring(_("Ring us in the day"), settings.phone_day),
        "council_night": _ring(_("Ring us at night or at the weekend"), settings.phone_night),
        "childline": _ring(_("Childline"), "0800 1111", _("Under 19. Free, day and night.")),
        "samaritans": _ring(_("Samaritans"), "116 123", _("Any age. Free, day and night.")),
        "shout": HelpLine(_("Text Shout"), "85258", "sms:85258", _("Free, day and night.")),
    }
    return [lines[key] for key in help_keys(age, is_day=is_day)]


def _ring(label: str, number: str, hint: str = "") -> HelpLine:
    return HelpLine(label, number, "tel:" + number.replace(" ", ""), hint)


# The pages that belong to a part, by how their endpoints begin; otherwise only the part's own page does.
_PLAN = ("panels.plan", "panels.measure", "panels.report", "panels.board_rhythm")
_PARTS: dict[str, str | tuple[str, ...]] = {
    "voice.desk": "voice.desk",
    "coding.quotes": "coding.",
    "sorting.start": (
        "sorting.start",
        "sorting.one",
        "sorting.save",
        "sorting.unsure",
        "sorting.two",
        "sorting.settle",
        "sorting.agreement",
    ),
    "surveys.surveys": (
        "surveys.survey",
        "surveys.new",
        "surveys.copy",
        "surveys.edit",
        "surveys.preview",
        "surveys.ready",
        "surveys.import",
        "surveys.paper",
        "surveys.wave",
        "surveys.results",
        "surveys.words_of_wave",
    ),
    "nameless.groups": "nameless.group",
    "filing.to_file": "filing.",
    "reviews.actions": "reviews.action",
    "reviews.caseload": (
        "reviews.caseload",
        "reviews.of_young_person",
        "reviews.plan",
        "reviews.held",
        "reviews.respond",
        "reviews.talk",
        "reviews.between",
    ),
    "listening.challenges": ("listening.challenge", "listening.speak_up", "listening.silence"),
    "listening.samples": ("listening.sample", "listening.finding"),
    "listening.overview": (
        "listening.overview",
        "listening.missing",
        "listening.partnership",
        "listening.audited",
    ),
    "panels.papers": ("panels.paper", "panels.prepare"),
    "panels.challenges": ("panels.challenge", "panels.ask", "panels.written"),
    "panels.plan": _PLAN,
    "panels.my_place": "panels.my_",
    "panels.agendas": "panels.agenda",
    "outcomes.written": "outcomes.",
    "records.board": "records.",
    "sorting.learned": (
        "sorting.learned",
        "sorting.serve",
        "sorting.codebook",
        "sorting.theme_",
        "sorting.unexplained",
    ),
    "deadlines.holidays": "deadlines.holiday",
}


def nav_items() -> list[NavItem]:
    """The staff pages this person may open."""
    found = [
        (P.STAFF_HOME, "home.staff", _("Today")),
        (P.USE_DESK, "voice.desk", _("Duty desk")),
        (P.USE_SORTING, "sorting.start", _("Sort")),
        (P.USE_ADVOCATE_DESK, "voice.advocate", _("Advocates’ desk")),
        (P.READ_LISTS, "voice.delivered", _("What they told me")),
        (P.READ_LISTS, "voice.mine", _("My young people")),
        (P.SEE_TO_FILE, "filing.to_file", _("To put on record")),
        (P.USE_REVIEWS, "reviews.caseload", _("Reviews")),
        (P.USE_ACTIONS, "reviews.actions", _("Agreed actions")),
        (P.READ_SHARED_LIST, "voice.shared", _("Shared with me")),
        (P.USE_CAPTURE, "voice.capture", _("Write it down")),
        (P.SEE_OVERDUE_OF_TEAM, "voice.overdue", _("Late answers")),
        (P.SEE_LISTENING, "listening.overview", _("How well we listen")),
        (P.SEE_PRACTICE_CHALLENGES, "listening.challenges", _("Speaking up")),
        (P.SEE_SAMPLES, "listening.samples", _("Judging samples")),
        (P.USE_GROUPS, "nameless.groups", _("Groups")),
        (P.USE_RECORDS_BOARD, "records.board", _("Records")),
        (P.SEE_LEARNED, "sorting.learned", _("Themes")),
        (P.USE_QUOTES, "coding.quotes", _("Quotes")),
        (P.USE_SURVEYS, "surveys.surveys", _("Surveys")),
        (P.ANSWER_SURVEY, "surveys.questions", _("Surveys for you")),
        (P.CHECK_SURVEY_WORDS, "surveys.words_to_check", _("Words from surveys")),
        (P.MEMBER_PAGE, "panels.my_place", _("My place on the panel")),
        (P.READ_PAPERS, "panels.papers", _("Panel papers")),
        (P.SEE_AGENDA, "panels.agendas", _("Agendas")),
        (P.KEEP_MEMBERS, "panels.members", _("Panel members")),
        (P.SEE_CHALLENGES, "panels.challenges", _("Challenges")),
        (P.SEE_PLAN, "panels.plan", _("Improvement plan")),
        (P.WRITE_OUTCOMES, "outcomes.written", _("You said, we did")),
        (P.FIND_YOUNG_PEOPLE, "people.young_people", _("Young people")),
        (P.MANAGE_STAFF, "accounts.staff", _("Staff")),
        (P.SET_STAND_IN, "accounts.stand_ins", _("Leave and stand-ins")),
        (P.SET_DUTY_HOURS, "accounts.duty", _("Duty hours")),
        (P.SET_HOLIDAYS, "deadlines.holidays", _("Bank holidays")),
    ]
    here = flask.request.endpoint or ""
    items = [
        NavItem(label, flask.url_for(name), here.startswith(_PARTS.get(name, name)))
        for asks, name, label in found
        if may(asks)
    ]
    if may(P.SEE_RECORDS_FIGURES) and not may(P.USE_RECORDS_BOARD):
        name = "records.figures"
        items.append(NavItem(_("Records requests"), flask.url_for(name), name == here))
    if may(P.SEE_AGREEMENT) and not may(P.USE_SORTING):
        name = "sorting.agreement"
        items.append(NavItem(_("How far we agree"), flask.url_for(name), name == here))
    if not may(P.SEE_PLAN):
        theirs = [(P.SEE_MEASURES, "panels.measures"), (P.OWN_PLAN_ACTIONS, "panels.plan_mine")]
        for name in [name for asks, name in theirs if may(asks)][:1]:
            items.append(NavItem(_("Improvement plan"), flask.url_for(name), here.startswith(_PLAN)))
    if may(P.SET_JARGON) and not may(P.USE_REVIEWS):
        name = "reviews.jargon_words"
        items.append(NavItem(_("Words in letters"), flask.url_for(name), name == here))
    if may(P.CONFIRM_IDENTITY, Subject(None, relations=frozenset({Relation.WORKS_WITH}))):
        name = "accounts.checks_waiting"
        items.append(NavItem(_("Checks in person"), flask.url_for(name), name == here))
    return items


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
