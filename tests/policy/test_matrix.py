"""The whole policy as text: a change in who sees what is a change of matrix.txt."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from portal.policy.permissions import Permission as P
from portal.policy.predicates import Ask
from portal.policy.roles import STAFF, Relation, Role
from portal.policy.table import SAFETY, SHOWS_A_RECORD, TABLE, is_allowed
from tests.support import snapshots

ALL = frozenset(Relation)


def test_the_matrix_is_the_one_that_was_agreed() -> None:
    kept = Path(__file__).with_name("matrix.txt").read_text(encoding="utf-8")
    assert snapshots.matrix() == kept, "who may do what has changed: if that is meant, run `make matrix`"


@pytest.mark.parametrize("permission", P)
def test_the_matrix_tells_the_whole_truth(permission: P) -> None:
    for role in Role:
        for some in snapshots.RELATION_SETS:
            asked = some in snapshots.given(permission, role)
            assert asked == snapshots.explained(permission, role, some), (role, some)


@pytest.mark.parametrize("permission", P)
def test_two_roles_give_what_each_gives_and_nothing_more(permission: P) -> None:
    for one, two in itertools.combinations(Role, 2):
        for some in snapshots.RELATION_SETS[:92]:
            together = is_allowed(permission, Ask(frozenset({one, two}), some))
            apart = [some in snapshots.given(permission, role) for role in (one, two)]
            assert together == any(apart), (one, two, some)


@pytest.mark.parametrize("permission", P)
def test_every_permission_has_a_line_and_somebody(permission: P) -> None:
    assert TABLE[permission]
    assert any(is_allowed(permission, Ask(frozenset({r}), s)) for r in Role for s in snapshots.RELATION_SETS)


@pytest.mark.parametrize("permission", P)
def test_without_a_role_nothing_is_given(permission: P) -> None:
    assert not any(is_allowed(permission, Ask(frozenset(), some)) for some in (*snapshots.RELATION_SETS, ALL))


# These show no statement, and a page or a button that vanishes would tell them. Of MAKE_CARD the command
# refuses whoever a statement concerns, with neutral words. READ_WRITTEN_DOWN shows their own words. A card by
# HELP_LITTLE_ONES opens and shows nothing. ADD_TO_STORY shows what they wrote for the book themselves.
NOT_SHUT = (
    P.SEE_YOUNG_PERSON,
    P.EDIT_YOUNG_PERSON,
    P.LINK_WORKER,
    P.MAKE_CARD,
    P.READ_WRITTEN_DOWN,
    P.HELP_LITTLE_ONES,
    P.ADD_TO_STORY,
    # reviews show no statement; letters and challenges are shut to whom their words concern by their loaders
    P.SEE_REVIEW,
    P.LEAD_REVIEW,
    P.RESPOND_TO_REVIEW,
    P.WRITE_LETTER,
    P.SEE_LETTER,
    P.GIVE_LETTER,
    P.SAMPLE_LETTERS,
    P.SEE_ACTION,
    P.DO_ACTION,
    P.HAND_ON_ACTION,
    P.AGREE_ACTION,
    P.HOLD_BACK_ACTION,
    P.CHALLENGE_AS_IRO,
    P.SEE_IRO_CHALLENGE,
    P.ANSWER_IRO_CHALLENGE,
    P.CLOSE_IRO_CHALLENGE,
    # shows who is asked in a survey of theirs and with which code, and nothing that anybody said
    P.HAND_OUT_CODES,
    # they show no statement and no complaint: that an advocate was offered, a place in a group, ticked lists
    P.OFFER_ADVOCATE,
    P.KEEP_MEMBERSHIP,
    P.SEE_LISTS,
    # groups, offers and thank-yous: what somebody wrote is shut by their loaders to whom it concerns, and
    # notes about a young person to whom their words concern
    P.KEEP_GROUPS,
    P.KEEP_OFFERS,
    P.KEEP_AWARDS,
)
STATEMENT_PAGES = [p for p in P if p in SHOWS_A_RECORD and p not in NOT_SHUT]


@pytest.mark.parametrize("permission", STATEMENT_PAGES)
def test_nobody_in_conflict_gets_any_further(permission: P) -> None:
    for some in snapshots.RELATION_SETS:
        assert not is_allowed(permission, Ask(STAFF, some | {Relation.CONFLICTED}))


def test_what_was_said_to_an_advocate_opens_on_no_page_of_the_council() -> None:
    council = frozenset(Role) - {Role.ADVOCATE}
    for permission in (P.READ_AT_DESK, P.MARK_READ, P.READ_DELIVERED, P.ANSWER, P.SHARE):
        for some in snapshots.RELATION_SETS:
            assert not is_allowed(permission, Ask(council, some | {Relation.ADVOCATE_OF}))


def test_taken_back_from_the_people_they_picked_but_read_once_at_the_desk() -> None:
    for permission in (P.READ_DELIVERED, P.ANSWER, P.SHARE, P.READ_SHARED, P.TELL_IN_PERSON):
        for some in snapshots.RELATION_SETS:
            assert not is_allowed(permission, Ask(STAFF, some | {Relation.TAKEN_BACK}))
    assert is_allowed(P.READ_AT_DESK, Ask(frozenset({Role.READER}), frozenset({Relation.TAKEN_BACK})))


def test_carers_and_partners_reach_only_what_was_shared_with_them() -> None:
    outside = frozenset({Role.FOSTER_CARER, Role.PARTNER})
    reached = {p for p in P for some in snapshots.RELATION_SETS if is_allowed(p, Ask(outside, some))}
    own = {P.USE_CAPTURE, P.PASS_ON, P.SEE_WRITTEN_DOWN, P.READ_WRITTEN_DOWN}  # what they pass on themselves
    own |= {P.USE_GROUPS, P.SEE_GROUP}  # what a group said to them, an evening in a children's home
    own |= {P.ANSWER_SURVEY}  # what they are asked themselves
    own |= {P.USE_ACTIONS, P.SEE_ACTION, P.DO_ACTION}  # what was agreed and is theirs to do
    own |= {  # what of the improvement plan, and which measure, is theirs
        P.OWN_PLAN_ACTIONS,
        P.SEE_PLAN_ACTION,
        P.DO_PLAN_ACTION,
        P.SEE_MEASURES,
        P.SEE_MEASURES_WHOLE,
        P.EXPLAIN_MISS,
    }
    own |= {  # challenging an answer that was shared with them, and what came of it
        P.CHALLENGE_PRACTICE,
        P.CHALLENGE_SILENCE,  # shows nothing but the name they know
        P.SEE_PRACTICE_CHALLENGES,
        P.SEE_PRACTICE_CHALLENGE,
        P.WITHDRAW_PRACTICE_CHALLENGE,
    }
    own |= {P.SEE_WHAT_WAS_ASKED, P.SAY_WHAT_CHANGED}  # for a meeting they chaired: what it changed, no name
    own |= {P.PRINT_WELCOME}  # the public welcome pack, on paper
    assert reached == {P.STAFF_HOME, P.OWN_ACCOUNT, P.READ_SHARED, P.READ_SHARED_LIST} | own
    assert not is_allowed(P.SEE_GROUP, Ask(outside, ALL - {Relation.WROTE_DOWN, Relation.CONFLICTED}))
    assert not is_allowed(P.READ_WRITTEN_DOWN, Ask(outside, ALL - {Relation.WROTE_DOWN}))
    assert not is_allowed(
        P.CHALLENGE_PRACTICE, Ask(outside, ALL - {Relation.SHARED_WITH, Relation.CONFLICTED})
    )
    assert not is_allowed(P.READ_SHARED, Ask(outside, ALL - {Relation.SHARED_WITH, Relation.CONFLICTED}))


def test_safety_entries_are_entries() -> None:
    assert SAFETY <= SHOWS_A_RECORD
