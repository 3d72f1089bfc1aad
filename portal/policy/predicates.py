"""Small questions about who asks and how they stand to the thing. Pure; three lines each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.policy.roles import COUNCIL, STAFF, Relation, Role


@dataclass(frozen=True)
class Ask:
    """Who asks (their roles today) and how they stand to the thing they ask for."""

    roles: frozenset[Role]
    relations: frozenset[Relation] = frozenset()


Predicate = Callable[[Ask], bool]


def is_a(*roles: Role) -> Predicate:
    wanted = frozenset(roles)

    def predicate(ask: Ask) -> bool:
        return not wanted.isdisjoint(ask.roles)

    predicate.__name__ = "is_" + "_or_".join(sorted(roles))
    return predicate


def has(*relations: Relation) -> Predicate:
    wanted = frozenset(relations)

    def predicate(ask: Ask) -> bool:
        return not wanted.isdisjoint(ask.relations)

    predicate.__name__ = "has_" + "_or_".join(sorted(relations))
    return predicate


def is_staff(ask: Ask) -> bool:
    return bool(ask.roles & STAFF)


def is_council_staff(ask: Ask) -> bool:
    return bool(ask.roles & COUNCIL)


def is_not_in_conflict(ask: Ask) -> bool:
    """Nobody a statement concerns, nor their household, manager or stand-in, gets any further."""
    return Relation.CONFLICTED not in ask.relations


def is_not_taken_back(ask: Ask) -> bool:
    return Relation.TAKEN_BACK not in ask.relations


def is_not_the_advocates(ask: Ask) -> bool:
    """What was meant for the advocacy provider is shown on no page of the council."""
    return Relation.ADVOCATE_OF not in ask.relations
