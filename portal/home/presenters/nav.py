"""The parts of the site that somebody of the staff may open."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import gettext as _

from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.roles import Relation
from portal.policy.viewer import Subject


@dataclass(frozen=True)
class NavItem:
    label: str
    href: str
    current: bool
    count: int = 0


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
    "participation.kept": "participation.kept",
    "participation.to_moderate": ("participation.to_moderate", "participation.moderate"),
    "participation.ideas_kept": "participation.idea",
    "participation.kept_pledge": (
        "participation.kept_pledge",
        "participation.pledge_",
        "participation.promise",
    ),
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
    "complaints.desk": "complaints.",
    "advocacy.referrals": "advocacy.referral",
    "information.desk": "information.asking",
    "sorting.learned": (
        "sorting.learned",
        "sorting.serve",
        "sorting.codebook",
        "sorting.theme_",
        "sorting.unexplained",
    ),
    "deadlines.holidays": "deadlines.holiday",
}

_UNDER_GROUPS = ("participation.kept_pledge", "participation.to_moderate")
"""Whoever keeps the groups finds these on the groups' own page: their line of parts is long enough."""


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
        (P.KEEP_GROUPS, "participation.kept", _("Care4Us and groups")),
        (P.THANK_AS_STAFF, "participation.thanks_staff", _("Thank-yous")),
        (P.KEEP_PLEDGE, "participation.kept_pledge", _("The pledge")),
        (P.MODERATE_IDEAS, "participation.to_moderate", _("Ideas to approve")),
        (P.USE_RECORDS_BOARD, "records.board", _("Records")),
        (P.USE_COMPLAINTS, "complaints.desk", _("Complaints")),
        (P.USE_INFORMATION_DESK, "information.desk", _("Corrections and objections")),
        (P.USE_REFERRALS, "advocacy.referrals", _("Who wants an advocate")),
        (P.SEE_ADVOCACY_FIGURES, "advocacy.figures_page", _("Advocates: figures")),
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
        if may(asks) and not (name in _UNDER_GROUPS and may(P.KEEP_GROUPS))
    ]
    if may(P.SEE_RECORDS_FIGURES) and not may(P.USE_RECORDS_BOARD):
        name = "records.figures"
        items.append(NavItem(_("Records requests"), flask.url_for(name), name == here))
    if may(P.SEE_AGREEMENT) and not may(P.USE_SORTING):
        name = "sorting.agreement"
        items.append(NavItem(_("How far we agree"), flask.url_for(name), name == here))
    if may(P.SEE_COVERAGE) and not may(P.KEEP_GROUPS):
        name = "participation.kept_coverage"
        items.append(NavItem(_("Who is in groups"), flask.url_for(name), name == here))
    if may(P.ANSWER_IDEA) and not may(P.KEEP_GROUPS):
        name = "participation.ideas_kept"
        items.append(
            NavItem(_("Ideas of young people"), flask.url_for(name), here.startswith("participation.idea"))
        )
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
