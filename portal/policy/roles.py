"""Roles: what a person is here. Pure."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    YOUNG_PERSON = "young_person"
    SOCIAL_WORKER = "social_worker"
    PERSONAL_ADVISER = "personal_adviser"
    IRO = "iro"
    ADVOCATE = "advocate"  # outside the council, works for the advocacy provider
    PARTNER = "partner"  # health, school, police, early help
    FOSTER_CARER = "foster_carer"
    PARTICIPATION_WORKER = "participation_worker"
    READER = "reader"  # trained to read every statement
    DUTY_WORKER = "duty_worker"
    SAFETY_LEAD = "safety_lead"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    RECORDS_OFFICER = "records_officer"  # finds, reads and gives records to those who ask for theirs
    DATA_PROTECTION_OFFICER = "data_protection_officer"  # looks again at what was held back
    COMPLAINTS_MANAGER = (
        "complaints_manager"  # SI 2006/1738 reg 10: sees to it that complaints are dealt with
    )
    INVESTIGATOR = "investigator"  # looks into a complaint at its second stage
    INDEPENDENT_PERSON = "independent_person"  # from outside the council, goes along with the investigator
    PANEL_MEMBER = "panel_member"  # a councillor or a young member of the corporate parenting panel
    PANEL_SUPPORT = "panel_support"  # prepares and publishes what the panel reads
    BOARD_CHAIR = "board_chair"  # chairs the Improvement Board, from outside the council
    BOARD_MEMBER = "board_member"  # a member of the Improvement Board, or a partner on it
    OBSERVER = "observer"  # watches the improvement for the government
    SCRUTINY_MEMBER = "scrutiny_member"  # a councillor of the scrutiny committee


STAFF = frozenset(Role) - {Role.YOUNG_PERSON}
"""Everybody who signs in with a password and a code."""

PANEL = frozenset({Role.PANEL_MEMBER, Role.PANEL_SUPPORT})
"""People of the corporate parenting panel: they see figures and approved words, never a row."""

BOARD = frozenset({Role.BOARD_CHAIR, Role.BOARD_MEMBER})
"""The Improvement Board: it reads the plan, the measures as they are and what is reported from them."""

WATCHERS = frozenset({Role.OBSERVER, Role.SCRUTINY_MEMBER})
"""They read measures and reports, with small numbers of children never in them."""

RECORDS = frozenset({Role.RECORDS_OFFICER, Role.DATA_PROTECTION_OFFICER})
"""People who give records to those who ask for theirs: they are handed files, not what a child says today."""

COMPLAINTS = frozenset({Role.COMPLAINTS_MANAGER, Role.INVESTIGATOR, Role.INDEPENDENT_PERSON})
"""People who look into complaints: they open the complaints that are theirs, not what else a child says."""

COUNCIL = (
    STAFF - {Role.ADVOCATE, Role.PARTNER, Role.FOSTER_CARER} - PANEL - RECORDS - BOARD - WATCHERS - COMPLAINTS
)
"""People who work with young people for the council itself, and may be handed what one of them said."""


class Relation(StrEnum):
    """How the person who asks stands to the thing they ask for, found by the loader of that thing."""

    OWN = "own"  # it is the young person's own
    WORKS_WITH = "works_with"  # a care link that holds today
    MANAGES_WORKER = "manages_worker"  # manages somebody who works with them
    STANDS_IN = "stands_in"  # stands in for somebody who works with them
    RECIPIENT = "recipient"  # it was delivered to them
    ANSWERER = "answerer"  # it is theirs to answer
    MANAGES_RECIPIENT = "manages_recipient"
    SHARED_WITH = "shared_with"  # it was shared with them by name
    ADVOCATE_OF = "advocate_of"  # it was meant for the advocacy provider
    CONFLICTED = "conflicted"  # it concerns them, their household, somebody they manage or stand in for
    TAKEN_BACK = "taken_back"  # the young person took it back from the people they picked
    ASKED_TO_TELL = "asked_to_tell"  # they were asked to tell a young person that an answer is there
    PAGED = "paged"  # they were called to it, or took it
    ASKED_BY = "asked_by"  # the panel member who asked this, or whose survey it is
    LOOKED_AFTER_BY = "looked_after_by"  # the foster carer they live with
    AROUND = "around"  # looks after them, or works with them for another agency, today
    CHALLENGED = "challenged"  # a practitioner challenged what they answered, or that they did not
    DECIDES = "decides"  # it is theirs to say what came of it
    AUDITS = "audits"  # they were asked to judge how it was listened to
    LEADS = "leads"  # is their Independent Reviewing Officer today, or stands in for them
    YOUNG_MEMBER = "young_member"  # sits on the panel as a young member today
    VOTES = "votes"  # has a vote on the panel today, by its terms
    MEMBER = "member"  # is in the group today
    INVITED = "invited"  # was invited to the group, or asked to be in it
    INVESTIGATES = "investigates"  # looks into this complaint
    GOES_ALONG = "goes_along"  # is the independent person of this complaint
    WROTE_DOWN = "wrote_down"  # wrote it down or passed it on, and still is around them
