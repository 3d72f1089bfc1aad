"""The whole policy on one page: a permission is given if every predicate of any one line holds.

Read a line as "may, if ... and ...". What is not here is not allowed. The matrix of every role against
every permission is kept as text in the tests, so that a change in who sees what shows as a diff.
"""

from __future__ import annotations

from portal.policy.permissions import Permission as P
from portal.policy.predicates import (
    Ask,
    Predicate,
    has,
    is_a,
    is_council_staff,
    is_not_in_conflict,
    is_not_taken_back,
    is_not_the_advocates,
    is_staff,
)
from portal.policy.roles import Relation as R
from portal.policy.roles import Role

_young = is_a(Role.YOUNG_PERSON)
_own = has(R.OWN)
_reader = is_a(Role.READER, Role.SAFETY_LEAD)
_duty = is_a(Role.DUTY_WORKER)
_manager = is_a(Role.MANAGER)
_duty_or_manager = is_a(Role.DUTY_WORKER, Role.MANAGER)
_paged = has(R.PAGED)
_carer_or_partner = is_a(Role.FOSTER_CARER, Role.PARTNER)
_worker = is_a(Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER, Role.IRO, Role.PARTICIPATION_WORKER)
_knows_them = has(R.WORKS_WITH, R.STANDS_IN)
_clear = is_not_in_conflict
_judges = is_a(  # as in listening/rules/samples.py
    Role.MANAGER, Role.IRO, Role.PARTICIPATION_WORKER, Role.SAFETY_LEAD, Role.READER
)
_quotes = is_a(Role.READER, Role.SAFETY_LEAD, Role.PARTICIPATION_WORKER)
_builds = is_a(Role.PARTICIPATION_WORKER, Role.MANAGER, Role.PANEL_SUPPORT)  # those who ask many
_member = is_a(Role.PANEL_MEMBER)
_support = is_a(Role.PANEL_SUPPORT)
_officer = is_a(Role.MANAGER)
_board = is_a(Role.BOARD_CHAIR, Role.BOARD_MEMBER)
_watches = is_a(Role.OBSERVER, Role.SCRUTINY_MEMBER)
_councils = is_not_the_advocates
_officer_of_records = is_a(Role.RECORDS_OFFICER)
_iro = is_a(Role.IRO)
_leads = has(R.LEADS)
_social_worker = is_a(Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER)
_complaints = is_a(Role.COMPLAINTS_MANAGER)
_participation = is_a(Role.PARTICIPATION_WORKER)
_gives_records = is_a(Role.RECORDS_OFFICER, Role.DATA_PROTECTION_OFFICER)

TABLE: dict[P, list[list[Predicate]]] = {
    P.OWN_SPACE: [[_young]],
    P.SAY: [[_young]],
    P.SEE_OWN_STATEMENT: [[_young, _own]],
    P.TAKE_BACK: [[_young, _own]],
    P.ADD_TO_SAID: [[_young, _own]],
    P.KEEP_A_COPY: [[_young]],
    P.GIVE_VERDICT: [[_young, _own]],
    # Every statement is read here first. Nobody it concerns can open it, whatever their role.
    P.USE_DESK: [[_reader], [_duty], [_manager]],
    P.READ_AT_DESK: [[_reader, _clear, _councils], [_duty_or_manager, _paged, _clear, _councils]],
    P.MARK_READ: [[_reader, _clear, _councils], [_duty_or_manager, _paged, _clear, _councils]],
    P.CODE: [[_reader, _clear, _councils], [_duty_or_manager, _paged, _clear, _councils]],
    P.SEE_LEARNED: [[_quotes]],
    P.CHOOSE_LEARNED: [[is_a(Role.SAFETY_LEAD, Role.PARTICIPATION_WORKER)]],
    P.SEE_CODEBOOK: [[_quotes]],
    P.CHANGE_CODEBOOK: [[is_a(Role.SAFETY_LEAD, Role.PARTICIPATION_WORKER)]],
    # Its list holds no words; each statement is opened at the desk, by the desk's own rules.
    P.READ_UNEXPLAINED: [[_reader]],
    P.USE_SORTING: [[_reader]],
    P.SEE_AGREEMENT: [[_reader], [is_a(Role.PARTICIPATION_WORKER)]],
    # Two people see a quote before the panel does, and between them the young person whose words they are.
    P.USE_QUOTES: [[_quotes]],
    P.PREPARE_QUOTE: [[_quotes, _clear]],
    P.APPROVE_QUOTE: [[_quotes, _clear]],
    P.DECIDE_QUOTE: [[_young, _own]],
    # Whoever is called may take it and then has to be able to read it: the next in line may be a manager.
    P.TAKE_URGENT: [[_reader, _clear, _councils], [_duty_or_manager, _paged, _clear, _councils]],
    P.SHOW_SAFETY_ENTRIES: [[is_a(Role.SAFETY_LEAD), _clear, _councils]],
    P.REMOVE_CONCERN: [[is_a(Role.SAFETY_LEAD), _clear, _councils]],
    # To readers what their lists show, to managers all that was read, rounded: a number that moves tells
    # as much as a name.
    P.SEE_DESK_FIGURES: [[_reader], [_manager]],
    P.SET_DUTY_HOURS: [[is_a(Role.SAFETY_LEAD)], [is_a(Role.ADMINISTRATOR)]],
    P.SET_HOLIDAYS: [[is_a(Role.ADMINISTRATOR)]],
    P.USE_ADVOCATE_DESK: [[is_a(Role.ADVOCATE)]],
    P.READ_AS_ADVOCATE: [[is_a(Role.ADVOCATE), has(R.ADVOCATE_OF), _clear]],
    P.ANSWER_AS_ADVOCATE: [[is_a(Role.ADVOCATE), has(R.ADVOCATE_OF), _clear]],
    # Not shut to somebody a statement concerns: a page that vanishes would tell them. It shows no statement
    # but what they wrote themselves, and of that never whom it concerns.
    P.USE_CAPTURE: [[_worker], [_carer_or_partner]],
    P.CAPTURE: [[_worker, _knows_them]],
    P.PASS_ON: [[_worker, _knows_them], [_carer_or_partner, has(R.AROUND)]],
    P.SEE_WRITTEN_DOWN: [[_worker], [_carer_or_partner]],
    P.READ_WRITTEN_DOWN: [[_worker, has(R.WROTE_DOWN)], [_carer_or_partner, has(R.WROTE_DOWN)]],
    P.STAFF_HOME: [[is_staff]],
    P.READ_LISTS: [[is_council_staff]],
    P.READ_SHARED_LIST: [[is_a(Role.FOSTER_CARER, Role.PARTNER)]],
    P.READ_DELIVERED: [
        [is_council_staff, has(R.RECIPIENT, R.ANSWERER), _clear, is_not_taken_back, _councils],
    ],
    P.ANSWER: [[is_council_staff, has(R.ANSWERER), _clear, is_not_taken_back, is_not_the_advocates]],
    P.ASK_TO_ANSWER: [[is_council_staff, has(R.ANSWERER), _clear, is_not_taken_back, is_not_the_advocates]],
    # Whoever must not see it cannot file it; what was taken back stays with the desk.
    P.SEE_TO_FILE: [[is_council_staff]],
    P.FILE: [[is_council_staff, has(R.RECIPIENT, R.ANSWERER), _clear, is_not_taken_back, _councils]],
    P.FILE_PERIOD: [[_worker, _knows_them]],
    # What concerns somebody waits for a safety lead: a record is open to many in the case system.
    P.SEE_FILING_TO_DECIDE: [[is_a(Role.SAFETY_LEAD)]],
    P.DECIDE_FILING: [[is_a(Role.SAFETY_LEAD), _clear, is_not_taken_back, _councils]],
    P.FETCH_BATCH: [[is_council_staff, _own]],
    P.SHARE: [[_worker, has(R.RECIPIENT), _clear, is_not_taken_back, is_not_the_advocates]],
    P.READ_SHARED: [[is_a(Role.FOSTER_CARER, Role.PARTNER), has(R.SHARED_WITH), _clear, is_not_taken_back]],
    P.TELL_IN_PERSON: [
        [is_council_staff, has(R.RECIPIENT, R.ANSWERER), _clear, is_not_taken_back, _councils],
        [is_council_staff, has(R.ASKED_TO_TELL), _clear, is_not_taken_back, _councils],
    ],
    P.SEE_OVERDUE_OF_TEAM: [[is_a(Role.MANAGER)], [is_a(Role.SAFETY_LEAD)]],
    P.SEE_OUTCOMES: [[_young]],
    P.SAY_DIFFERENCE: [[_young]],
    P.WRITE_OUTCOMES: [[_officer]],
    # The panel sees figures, approved words and answers. Nothing here opens a young person's row.
    P.READ_PAPERS: [[_member], [_support], [_officer]],
    P.PREPARE_PAPERS: [[_support]],
    P.SIGN_OFF_PAPERS: [[_officer]],
    P.SEE_CHALLENGES: [[_member], [_support], [_officer]],
    # Until it is checked for names, a challenge is seen by whoever asked it and by panel support only.
    P.SEE_CHALLENGE: [[_member], [_support], [_officer]],
    P.ASK_CHALLENGE: [[_member]],
    P.CHANGE_CHALLENGE: [[_member, has(R.ASKED_BY)]],
    P.CHECK_CHALLENGE: [[_support]],
    P.ANSWER_CHALLENGE: [[_officer, has(R.ANSWERER)]],
    P.SAY_OF_CHALLENGE: [[_member]],
    P.CLOSE_CHALLENGE: [[_support]],
    P.WRITE_CHALLENGE: [[_support]],
    P.MEMBER_PAGE: [[_member]],
    P.KEEP_MEMBERS: [[_support]],
    P.SEE_AGENDA: [[_member], [_support]],
    # The meeting's order is the young members' to set.
    P.ORDER_AGENDA: [[_member, has(R.YOUNG_MEMBER)], [_support]],
    P.KEEP_AGENDA: [[_support]],
    P.VOTE: [[_member, has(R.VOTES)]],
    # The plan is the council's and its board's. Partners, and whoever else owns a part, read their own part.
    P.SEE_PLAN: [[is_council_staff], [_support], [_member], [_board]],
    P.OWN_PLAN_ACTIONS: [[is_council_staff], [_support], [_board], [_gives_records], [is_a(Role.PARTNER)]],
    P.SEE_PLAN_ACTION: [[is_council_staff], [_support], [_member], [_board], [is_staff, has(R.ANSWERER)]],
    P.DO_PLAN_ACTION: [[is_staff, has(R.ANSWERER)]],
    P.KEEP_PLAN: [[_support], [_officer]],
    # Numbers typed by hand are about few: whoever is not of the board, or keeps them, reads them suppressed.
    P.SEE_MEASURES: [
        [is_council_staff],
        [_support],
        [_member],
        [_board],
        [_watches],
        [is_staff, has(R.ANSWERER)],
    ],
    P.SEE_MEASURES_WHOLE: [[_support], [_officer], [_board], [is_staff, has(R.ANSWERER)]],
    P.KEEP_MEASURES: [[_support], [_officer]],
    P.EXPLAIN_MISS: [[is_staff, has(R.ANSWERER)]],
    P.SEE_BOARD_REPORTS: [[_support], [_officer], [_member], [_board], [_watches]],
    P.SEE_BOARD_DRAFTS: [[_support], [is_a(Role.BOARD_CHAIR)]],
    P.WRITE_BOARD_REPORTS: [[_support]],
    # Nobody's record: whoever is called opens it like a trained reader; nobody it concerns does.
    P.READ_NAMELESS: [[_reader, _clear], [_duty_or_manager, _paged, _clear]],
    P.ANSWER_NAMELESS: [[_reader, _clear], [_duty_or_manager, _paged, _clear]],
    P.USE_GROUPS: [[is_council_staff], [is_a(Role.PARTNER)]],
    # Before the desk has read it, its loader gives it only to readers, who wrote it and who was called.
    P.SEE_GROUP: [
        [is_a(Role.READER, Role.SAFETY_LEAD, Role.PARTICIPATION_WORKER, Role.MANAGER), _clear],
        [is_council_staff, has(R.WROTE_DOWN, R.ANSWERER, R.PAGED), _clear],
        [is_a(Role.PARTNER), has(R.WROTE_DOWN), _clear],
    ],
    P.READ_GROUP: [[_reader, _clear], [_duty_or_manager, _paged, _clear]],
    P.ANSWER_GROUP: [
        [is_a(Role.READER, Role.SAFETY_LEAD, Role.PARTICIPATION_WORKER), _clear],
        [is_council_staff, has(R.WROTE_DOWN, R.ANSWERER), _clear],
    ],
    P.SEE_LISTENING: [[_manager], [is_a(Role.SAFETY_LEAD)], [is_a(Role.PARTICIPATION_WORKER)]],
    # Whoever has what was said may speak up about it; what is kept from them they cannot even name.
    P.CHALLENGE_PRACTICE: [
        [is_council_staff, has(R.RECIPIENT, R.ANSWERER), _clear, is_not_taken_back, _councils],
        [_carer_or_partner, has(R.SHARED_WITH), _clear, is_not_taken_back, _councils],
        [_reader, _clear, is_not_taken_back, _councils],
    ],
    # Not shut to somebody a statement concerns: it shows none, and a link that vanishes would tell them. Whom
    # it goes to is named to nobody but those.
    P.CHALLENGE_SILENCE: [
        [_worker, _knows_them],
        [_carer_or_partner, has(R.AROUND)],
        [is_a(Role.ADVOCATE), has(R.AROUND)],
    ],
    P.SEE_PRACTICE_CHALLENGES: [[is_council_staff], [_carer_or_partner], [is_a(Role.ADVOCATE)]],
    P.SEE_PRACTICE_CHALLENGE: [
        [is_council_staff, has(R.ASKED_BY, R.CHALLENGED, R.DECIDES), _clear],
        [_carer_or_partner, has(R.ASKED_BY, R.CHALLENGED), _clear],
        [is_a(Role.ADVOCATE), has(R.ASKED_BY), _clear],
    ],
    P.WITHDRAW_PRACTICE_CHALLENGE: [
        [is_council_staff, has(R.ASKED_BY), _clear],
        [_carer_or_partner, has(R.ASKED_BY), _clear],
        [is_a(Role.ADVOCATE), has(R.ASKED_BY), _clear],
    ],
    P.DECIDE_PRACTICE_CHALLENGE: [[is_council_staff, has(R.DECIDES), _clear]],
    # Judged by another team; what is found goes to the manager of whoever answered.
    P.SEE_SAMPLES: [[_judges]],
    P.JUDGE_SAMPLE: [[_judges, has(R.AUDITS), _clear, is_not_taken_back, _councils]],
    P.GIVE_BACK_SAMPLE: [[_judges, has(R.AUDITS), _clear, is_not_taken_back, _councils]],
    P.SEE_FINDING: [[_judges, has(R.AUDITS, R.DECIDES), _clear, is_not_taken_back, _councils]],
    P.ACT_ON_FINDING: [[_judges, has(R.DECIDES), _clear, is_not_taken_back, _councils]],
    # The request reached the council on the day it reached anyone, so anyone writes it down.
    P.ASK_FOR_RECORDS: [[_young]],
    P.SEE_OWN_REQUEST: [[_young, _own]],
    P.RECORD_REQUEST: [[is_council_staff], [_gives_records]],
    P.USE_RECORDS_BOARD: [[_gives_records]],
    P.SEE_RECORDS_FIGURES: [[_gives_records], [_manager]],
    # A file is read by those who give records, never by somebody it is a conflict for.
    P.SEE_REQUEST: [[_gives_records, _clear]],
    P.WORK_ON_REQUEST: [[_officer_of_records, _clear]],
    P.READ_FILE: [[_officer_of_records, _clear]],
    P.CHECK_PAGES: [[_gives_records, _clear]],
    P.GIVE_RECORDS: [[_officer_of_records, _clear]],
    P.DECIDE_BREACH: [[is_a(Role.DATA_PROTECTION_OFFICER), _clear]],
    P.ANSWER_QUESTIONING: [[_gives_records, _clear]],
    # The officer who leads reviews is independent of the team: only a link as their IRO gives this.
    P.USE_REVIEWS: [[_iro], [_manager]],
    P.SEE_REVIEW: [[_iro, _knows_them], [_social_worker, _knows_them], [_manager, has(R.MANAGES_WORKER)]],
    P.LEAD_REVIEW: [[_iro, _leads]],
    P.RESPOND_TO_REVIEW: [[_manager, has(R.MANAGES_WORKER)]],
    P.SEE_OWN_REVIEW: [[_young, _own]],
    P.WRITE_LETTER: [[_iro, _leads]],
    P.SEE_LETTER: [
        [_iro, _leads],
        [_social_worker, _knows_them],
        [is_council_staff, has(R.ASKED_TO_TELL)],
        [_manager, has(R.MANAGES_WORKER, R.AUDITS)],
    ],
    P.GIVE_LETTER: [[_iro, _leads], [is_council_staff, has(R.ASKED_TO_TELL)]],
    P.READ_OWN_LETTER: [[_young, _own]],
    P.SAMPLE_LETTERS: [[_manager]],
    P.SET_JARGON: [[_iro], [is_a(Role.PARTICIPATION_WORKER)], [is_a(Role.ADMINISTRATOR)]],
    P.OWN_ACTIONS: [[_young]],
    P.CHASE_ACTION: [[_young, _own]],
    P.USE_ACTIONS: [[is_council_staff], [_carer_or_partner]],
    P.SEE_ACTION: [
        [_worker, _knows_them],
        [is_council_staff, has(R.ANSWERER)],
        [_manager, has(R.MANAGES_WORKER)],
        # What they do themselves and nothing else: no history, no reason, nobody else's.
        [_carer_or_partner, has(R.ANSWERER)],
    ],
    P.DO_ACTION: [
        [is_council_staff, has(R.ANSWERER)],
        [_iro, _leads],
        [_carer_or_partner, has(R.ANSWERER)],
    ],
    P.HAND_ON_ACTION: [[is_council_staff, has(R.ANSWERER)], [_iro, _leads]],
    P.AGREE_ACTION: [[_iro, _leads], [_social_worker, _knows_them]],
    P.HOLD_BACK_ACTION: [[_iro, _leads]],
    P.SEE_REVIEW_FIGURES: [[_iro], [_manager]],
    P.CHALLENGE_AS_IRO: [[_iro, _leads]],
    P.SEE_IRO_CHALLENGES: [[_iro], [_manager]],
    P.SEE_IRO_CHALLENGE: [[_iro, _leads], [is_council_staff, has(R.CHALLENGED)]],
    P.ANSWER_IRO_CHALLENGE: [[is_council_staff, has(R.CHALLENGED)]],
    P.CLOSE_IRO_CHALLENGE: [[_iro, _leads]],
    P.WRITE_IRO_REPORT: [[_iro], [_manager]],
    P.USE_SURVEYS: [[_builds]],
    P.MAKE_SURVEY: [[_builds]],
    P.CHANGE_SURVEY: [[_builds, has(R.ASKED_BY)]],
    P.RUN_WAVE: [[_builds, has(R.ASKED_BY)]],
    P.ENTER_FROM_PAPER: [[_builds]],
    P.HAND_OUT_CODES: [[_builds, has(R.ASKED_BY)]],
    # What people write is read by who asked, and checked by somebody trained to read; nobody else meets it.
    P.READ_SURVEY_WORDS: [[_builds, has(R.ASKED_BY)]],
    P.CHECK_SURVEY_WORDS: [[_reader]],
    P.ANSWER_SURVEY: [[is_staff]],
    P.OWN_SURVEYS: [[_young]],
    # What a young person lets an advocate know is the provider's; the council sees that one was offered.
    P.ASK_FOR_ADVOCATE: [[_young]],
    P.SEE_OWN_ADVOCACY: [[_young, _own]],
    P.OFFER_ADVOCATE: [[_worker, _knows_them]],
    P.USE_REFERRALS: [[is_a(Role.ADVOCATE)]],
    P.READ_REFERRAL: [[is_a(Role.ADVOCATE), has(R.ADVOCATE_OF), _clear]],
    P.ANSWER_REFERRAL: [[is_a(Role.ADVOCATE), has(R.ADVOCATE_OF), _clear]],
    # Who has nobody yet, without a word of theirs: somebody has to ring the provider.
    P.CHASE_ADVOCATES: [[_participation]],
    P.SEE_ADVOCACY_FIGURES: [[is_a(Role.ADVOCATE)], [_manager], [_participation]],
    # Nobody handles a complaint about themselves, their team or their household: `_clear`.
    P.COMPLAIN: [[_young]],
    P.SEE_OWN_COMPLAINT: [[_young, _own]],
    P.RECORD_COMPLAINT: [[is_council_staff], [_complaints]],
    P.USE_COMPLAINTS: [[_complaints], [is_council_staff], [is_a(Role.INVESTIGATOR, Role.INDEPENDENT_PERSON)]],
    P.SEE_COMPLAINT: [
        [_complaints, _clear],
        [is_council_staff, has(R.ANSWERER, R.DECIDES), _clear],
        [is_a(Role.INVESTIGATOR), has(R.INVESTIGATES), _clear],
        [is_a(Role.INDEPENDENT_PERSON), has(R.GOES_ALONG), _clear],
    ],
    P.WORK_ON_COMPLAINT: [[_complaints, _clear]],
    P.INVESTIGATE_COMPLAINT: [[is_a(Role.INVESTIGATOR), has(R.INVESTIGATES), _clear]],
    P.COMMENT_ON_COMPLAINT: [[is_a(Role.INDEPENDENT_PERSON), has(R.GOES_ALONG), _clear]],
    P.WRITE_COMPLAINT_OUTCOME: [
        [_complaints, _clear],
        [is_council_staff, has(R.ANSWERER), _clear],
        [_manager, has(R.DECIDES), _clear],
    ],
    # Their own remedy and nothing else of the complaint.
    P.DO_REMEDY: [[is_council_staff, has(R.ANSWERER), _clear], [_complaints, _clear]],
    P.LEARN_FROM_COMPLAINTS: [[_complaints]],
    P.SEE_COMPLAINT_FIGURES: [[_complaints], [_manager]],
    # The groups are the young people's own: their workers keep them, nobody else reads along.
    P.OWN_GROUPS: [[_young]],
    P.SEE_GROUP_AS_MEMBER: [[_young, has(R.MEMBER)]],
    P.LEAVE_GROUP: [[_young, has(R.MEMBER, R.INVITED)]],
    P.KEEP_GROUPS: [[_participation]],
    P.OWN_GROUP_ACTIONS: [[is_council_staff]],
    P.DO_GROUP_ACTION: [[_participation], [is_council_staff, has(R.ANSWERER)]],
    P.KEEP_MEMBERSHIP: [[_participation]],
    P.SEE_COVERAGE: [[_participation], [_manager]],
    P.SUGGEST_IDEA: [[_young]],
    P.SEE_IDEA: [[_young]],
    P.CHANGE_IDEA: [[_young, _own]],
    P.MODERATE_IDEAS: [[_participation, _clear], [is_a(Role.SAFETY_LEAD), _clear]],
    P.ANSWER_IDEA: [[_participation, _clear], [_manager, _clear]],
    P.TAKE_PART: [[_young]],
    P.KEEP_CONSULTATIONS: [[_participation]],
    P.OWN_OFFERS: [[_young]],
    # Who comes is read here by name: a participation worker makes offers for the panel's people too.
    P.KEEP_OFFERS: [[_participation]],
    P.SEE_WHAT_WAS_ASKED: [[is_staff]],
    P.SAY_WHAT_CHANGED: [[is_staff, has(R.ANSWERER)]],
    P.NOMINATE: [[_young]],
    P.THANK_AS_STAFF: [[is_council_staff]],
    P.KEEP_AWARDS: [[_participation]],
    P.OWN_CERTIFICATES: [[_young, _own]],
    P.MARK_PLEDGE: [[_young]],
    P.KEEP_PLEDGE: [[_participation], [_support]],
    P.ANSWER_PLEDGE: [[_support]],
    P.OWN_PEOPLE_CARDS: [[_young]],
    P.OWN_LISTS: [[_young]],
    P.SEE_LISTS: [[_social_worker, _knows_them]],
    P.PRINT_WELCOME: [[is_staff]],
    P.OWN_INFORMATION: [[_young]],
    P.SEE_OWN_ASKING: [[_young, _own]],
    P.USE_INFORMATION_DESK: [[_gives_records]],
    P.ANSWER_ASKING: [[_gives_records, _clear]],
    P.OWN_STORY: [[_young]],
    P.ADD_TO_STORY: [[_worker, _knows_them]],
    P.FIND_YOUNG_PEOPLE: [[_worker], [is_a(Role.ADMINISTRATOR)]],
    # Not shut to somebody a statement concerns: a page that vanishes would tell them. It shows no statement.
    P.SEE_YOUNG_PERSON: [
        [_worker, _knows_them],
        [is_a(Role.PARTICIPATION_WORKER)],
        [is_a(Role.ADMINISTRATOR)],
    ],
    P.ADD_YOUNG_PERSON: [[is_a(Role.ADMINISTRATOR)]],
    P.EDIT_YOUNG_PERSON: [
        [is_a(Role.ADMINISTRATOR)],
        [is_a(Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER), _knows_them],
    ],
    P.LINK_WORKER: [[is_a(Role.ADMINISTRATOR)]],
    P.MERGE: [[is_a(Role.ADMINISTRATOR)]],
    # Whoever a statement concerns is refused by the command, in neutral words: a button that vanishes tells.
    P.MAKE_CARD: [[is_a(Role.PARTICIPATION_WORKER)]],
    # Refused by the command too, for the same reason. It shows no statement, nor whether a card was used.
    P.HELP_LITTLE_ONES: [[is_a(Role.PARTICIPATION_WORKER)], [_worker, _knows_them]],
    P.CONFIRM_IDENTITY: [
        [is_a(Role.PARTICIPATION_WORKER), _clear],
        [is_a(Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER, Role.IRO), _knows_them, _clear],
    ],
    P.MANAGE_STAFF: [[is_a(Role.ADMINISTRATOR)]],
    P.OWN_LEAVE: [[is_council_staff], [_gives_records]],
    P.SET_STAND_IN: [[is_a(Role.ADMINISTRATOR)], [is_a(Role.MANAGER)]],
    P.OWN_ACCOUNT: [[is_staff]],
}

# Permissions whose use by somebody else is an event in the young person's history.
SHOWS_A_RECORD = frozenset(
    {
        P.READ_NAMELESS,
        P.HAND_OUT_CODES,
        P.READ_AT_DESK,
        P.MARK_READ,
        P.TAKE_URGENT,
        P.REMOVE_CONCERN,
        P.DECIDE_FILING,
        P.CODE,
        P.PREPARE_QUOTE,
        P.APPROVE_QUOTE,
        P.READ_AS_ADVOCATE,
        P.ANSWER_AS_ADVOCATE,
        P.READ_DELIVERED,
        P.ANSWER,
        P.ASK_TO_ANSWER,
        P.FILE,
        P.SHARE,
        P.READ_SHARED,
        P.TELL_IN_PERSON,
        P.READ_WRITTEN_DOWN,
        P.CHALLENGE_PRACTICE,
        P.JUDGE_SAMPLE,
        P.SEE_FINDING,
        P.ACT_ON_FINDING,
        P.SEE_REQUEST,
        P.WORK_ON_REQUEST,
        P.READ_FILE,
        P.CHECK_PAGES,
        P.GIVE_RECORDS,
        P.DECIDE_BREACH,
        P.ANSWER_QUESTIONING,
        P.SEE_REVIEW,
        P.LEAD_REVIEW,
        P.RESPOND_TO_REVIEW,
        P.WRITE_LETTER,
        P.SEE_LETTER,
        P.SAMPLE_LETTERS,
        P.GIVE_LETTER,
        P.SEE_ACTION,
        P.DO_ACTION,
        P.HAND_ON_ACTION,
        P.AGREE_ACTION,
        P.HOLD_BACK_ACTION,
        P.CHALLENGE_AS_IRO,
        P.SEE_IRO_CHALLENGE,
        P.ANSWER_IRO_CHALLENGE,
        P.CLOSE_IRO_CHALLENGE,
        P.OFFER_ADVOCATE,
        P.READ_REFERRAL,
        P.ANSWER_REFERRAL,
        P.SEE_COMPLAINT,
        P.WORK_ON_COMPLAINT,
        P.INVESTIGATE_COMPLAINT,
        P.COMMENT_ON_COMPLAINT,
        P.WRITE_COMPLAINT_OUTCOME,
        P.DO_REMEDY,
        P.KEEP_MEMBERSHIP,
        P.KEEP_GROUPS,
        P.KEEP_OFFERS,
        P.KEEP_AWARDS,
        P.MODERATE_IDEAS,
        P.SEE_LISTS,
        P.ANSWER_ASKING,
        P.ADD_TO_STORY,
        P.SEE_YOUNG_PERSON,
        P.EDIT_YOUNG_PERSON,
        P.LINK_WORKER,
        P.MAKE_CARD,
        P.HELP_LITTLE_ONES,
        P.CONFIRM_IDENTITY,
    }
)
# Of those, what is opened and saved again and again while somebody writes: an event an hour says as much.
ONCE_AN_HOUR = frozenset({P.WRITE_LETTER})
# Kinds of things whose reading is an event even where nobody is a young person here: an adult's file.
IS_A_FILE = frozenset({"records_request"})
# Of those, the ones the young person sees only when the safety lead says it is safe.
SAFETY = frozenset({P.READ_AT_DESK, P.MARK_READ, P.TAKE_URGENT, P.REMOVE_CONCERN, P.CODE, P.DECIDE_FILING})


def is_allowed(permission: P, ask: Ask) -> bool:
    """The policy's answer. A permission without a line is never given."""
    return any(all(holds(ask) for holds in line) for line in TABLE.get(permission, []))
