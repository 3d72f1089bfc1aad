"""Why a spreadsheet cannot be taken, and what of it cannot be carried. Pages hold the words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stop(StrEnum):
    """Nothing is made of it."""

    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    OLD_OR_LOCKED = "old_or_locked"
    MACROS = "macros"
    FORMULA = "formula"  # `where`: the cell
    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_QUESTIONS = "too_many_questions"  # `where`: how many
    TOO_MANY_PARTS = "too_many_parts"
    TOO_SLOW = "too_slow"
    BUSY = "busy"
    NO_SURVEY_SHEET = "no_survey_sheet"
    NO_TYPES = "no_types"  # the survey sheet has no column "type", or none "name"
    GOES_ROUND = "goes_round"  # `where`: the rows that ask about each other
    NOTHING_TO_ASK = "nothing_to_ask"


class CannotTake(Exception):
    """Carries a Stop, and where."""

    def __init__(self, stop: Stop, where: str = "") -> None:
        super().__init__(stop.value)
        self.stop, self.where = stop, where


class Left(StrEnum):
    """What is left out, or becomes something else."""

    TYPE = "type"  # a kind of question that there is not here
    WATCHES = "watches"  # start, end, device and the like: we never note them
    REPEAT = "repeat"
    NAME = "name"  # none, or one that cannot be used
    NAME_TWICE = "name_twice"
    NO_OPTIONS = "no_options"  # its list is not on the sheet of choices
    TOO_MANY_OPTIONS = "too_many_options"
    TOO_LONG = "too_long"
    OPTION = "option"  # one option: no name, or the same twice
    PICTURE = "picture"  # not one of ours
    CONDITION = "condition"  # of a kind that there is not here: the question is always asked
    CONDITION_AHEAD = "condition_ahead"  # asks about a later question
    CONDITION_LOST = "condition_lost"  # asks about what was left out
    CONDITION_OF_GROUP = "condition_of_group"
    LIMIT = "limit"
    WHOLE_NUMBERS = "whole_numbers"
    OTHER = "other"  # "or_other"
    PIPED = "piped"  # words that take in an earlier answer
    COLUMN = "column"  # `what`: its name
    LANGUAGE = "language"  # a column whose language is not said as a code
    NO_ENGLISH = "no_english"  # the first language stands in for it
    GROUP_IN_GROUP = "group_in_group"


@dataclass(frozen=True)
class Remark:
    """`row` as the spreadsheet counts, 0 where it is of the whole sheet."""

    sheet: str
    row: int
    left: Left
    what: str = ""
