"""What staff do about young people: add, change, link, keep apart."""

from portal.people.commands.facts import Facts, add_young_person, change_young_person
from portal.people.commands.links import (
    end_link,
    end_link_now,
    is_linked,
    keep_apart,
    keep_apart_too,
    make_link,
)
from portal.people.commands.merging import merge, say_not_the_same, undo_merge
from portal.people.commands.support import set_support

__all__ = [
    "Facts",
    "add_young_person",
    "change_young_person",
    "end_link",
    "end_link_now",
    "is_linked",
    "keep_apart",
    "keep_apart_too",
    "make_link",
    "merge",
    "say_not_the_same",
    "set_support",
    "undo_merge",
]
