"""Everything that can be permitted. A route names exactly one of these."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    # a young person's own space
    OWN_SPACE = "use their own space"
    SAY = "say something"
    SEE_OWN_STATEMENT = "see what they said and its answer"
    TAKE_BACK = "take back what they said"
    ADD_TO_SAID = "add to what they said, change it, say anew if its words may be used"
    KEEP_A_COPY = "keep a copy of what they said"
    GIVE_VERDICT = "say whether an answer helped"
    # the duty desk
    USE_DESK = "see the duty desk's list"
    READ_AT_DESK = "open a statement at the duty desk"
    MARK_READ = "mark a statement read, with what was done and whom it concerns"
    REMOVE_CONCERN = "take off somebody a reader wrongly marked a statement to concern"
    TAKE_URGENT = "take an urgent statement so that nobody else is called"
    SHOW_SAFETY_ENTRIES = "say that it is safe to show who opened a statement"
    SEE_DESK_FIGURES = "see how long the duty desk takes, and what others were worried about, as figures"
    SET_DUTY_HOURS = "say who is on duty when"
    CODE = "say what a statement is about, and whether its words could be a quote"
    # quotes: words a young person lets the panel read
    USE_QUOTES = "see the list of words that may become quotes"
    PREPARE_QUOTE = "take out of a young person's words what could give them away, and ask them"
    APPROVE_QUOTE = "approve words a young person has said yes to"
    DECIDE_QUOTE = "say yes or no to the use of their own words"
    # the advocacy provider's desk
    USE_ADVOCATE_DESK = "see the advocacy provider's list"
    READ_AS_ADVOCATE = "open what a young person told an advocate"
    ANSWER_AS_ADVOCATE = "answer as an advocate"
    # what others write down for a young person
    USE_CAPTURE = "see for which young people they can write something down"
    CAPTURE = "write down what a young person says beside them, or what they saw"
    PASS_ON = "pass on what a young person told somebody"  # noqa: S105  # not a password
    SEE_WRITTEN_DOWN = "see their list of what they wrote down or passed on"
    READ_WRITTEN_DOWN = "open what they wrote down or passed on themselves"
    # people a statement was delivered to
    STAFF_HOME = "see their own start page"
    READ_LISTS = "see their list of what was delivered to them"
    READ_DELIVERED = "read a statement that was delivered to them"
    ANSWER = "answer a statement"
    ASK_TO_ANSWER = "ask somebody else to answer, or give it back"
    SHARE = "share a statement with a foster carer or partner"
    SEE_TO_FILE = "see what is to be put on young people's records"
    FILE = "put a statement and its answers on the young person's record"
    FILE_PERIOD = "put all that a young person said in a period on their record"
    FETCH_BATCH = "fetch the files they asked for"
    READ_SHARED_LIST = "see their list of what was shared with them"
    READ_SHARED = "read a statement that was shared with them"
    TELL_IN_PERSON = "say they told a young person about an answer"
    SEE_OVERDUE_OF_TEAM = "see overdue answers of the people they manage, or long overdue ones"
    # you said, we did
    SEE_OUTCOMES = "see what was done about what young people said"
    SAY_DIFFERENCE = "say whether what was done made a difference"
    WRITE_OUTCOMES = "write what was done about what young people said"
    # the corporate parenting panel
    READ_PAPERS = "read the panel's papers"
    PREPARE_PAPERS = "prepare and publish the panel's papers"
    SEE_CHALLENGES = "see the panel's challenges"
    SEE_CHALLENGE = "see one challenge and its history"
    ASK_CHALLENGE = "challenge, as a member of the panel"
    CHANGE_CHALLENGE = "change or take back a challenge that was sent back"
    CHECK_CHALLENGE = "check a challenge for names and hand it to an officer"
    ANSWER_CHALLENGE = "answer a challenge, and say how far it is"
    SAY_OF_CHALLENGE = "say, as a member, that a challenge should be closed or stay open"
    CLOSE_CHALLENGE = "write down that the panel closed a challenge or keeps it open"
    # without a name, and a group
    READ_NAMELESS = "open what somebody told without a name, and mark it read"
    ANSWER_NAMELESS = "answer somebody who gave no name"
    USE_GROUPS = "write down what a group said, and see their list of it"
    SEE_GROUP = "see what a group said and its answer"
    READ_GROUP = "mark what a group said as read"
    ANSWER_GROUP = "answer a group"
    # how well we listen
    SEE_LISTENING = "see figures of how well young people are heard"
    CHALLENGE_PRACTICE = "challenge a silence or an answer, as a practitioner"
    SEE_PRACTICE_CHALLENGES = "see the challenges they made, were made to them or are theirs to decide"
    SEE_PRACTICE_CHALLENGE = "see one challenge between practitioners"
    WITHDRAW_PRACTICE_CHALLENGE = "withdraw their own challenge"
    DECIDE_PRACTICE_CHALLENGE = "say what came of a challenge between practitioners"
    # young people's records
    FIND_YOUNG_PEOPLE = "look for young people"
    SEE_YOUNG_PERSON = "see a young person's facts"
    ADD_YOUNG_PERSON = "add a young person"
    EDIT_YOUNG_PERSON = "change a young person's facts"
    LINK_WORKER = "say who works with a young person, from and to"
    MERGE = "say that two records are the same young person"
    # ways in
    MAKE_CARD = "make an access card"
    HELP_LITTLE_ONES = "make a card that asks to see a child alone, and put photos of their people there"
    CONFIRM_IDENTITY = "check in person that a lost way in was theirs"
    # staff
    MANAGE_STAFF = "invite staff, give and end roles"
    OWN_LEAVE = "say when they themselves are away, and who stands in"
    SET_STAND_IN = "say who stands in for somebody on leave"
    OWN_ACCOUNT = "change how they themselves sign in"
