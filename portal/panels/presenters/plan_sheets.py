"""Files of the plan and the measures in words: what stands in which column, and what is to be put right."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from portal.panels.rules.sheets import Bad, Wrong

Lines = Sequence[tuple[str, ...]]


def plan_columns() -> Lines:
    """The columns of the plan's file. Their names are the same in every language."""
    return [
        ("action", _("What will be done. Needed.")),
        ("why", _("What it answers, and how one will see that it worked.")),
        ("owner", _("The name of somebody with an account here. Needed.")),
        ("post", _("The post that does it. Needed.")),
        ("due", _("The day. Needed.")),
        (
            "state",
            _("Nothing, or one of: %(words)s.", words="not_begun, under_way, done, will_not, reopened"),
        ),
        ("said", _("What the owner says. Needed for what is not going to happen.")),
        ("evidence", _("What shows it. Needed for what is done.")),
        ("link", _("A link to it.")),
    ]


def measure_columns() -> Lines:
    """The columns of the measures' file."""
    return [
        ("what", _("One of: %(words)s. Needed.", words="measure, value, target")),
        ("measure", _("Its name. Needed.")),
        ("unit", _("Of a measure, one of: %(words)s.", words="share, count, days, score")),
        ("better", _("Of a measure, one of: %(words)s.", words="up, down")),
        ("young people", _("Of a measure, whether it is about young people: %(words)s.", words="yes, no")),
        ("counts", _("Of a measure: what exactly is counted.")),
        ("owner, post", _("Of a measure: the name of somebody with an account here, and their post.")),
        ("source, how", _("Of a measure: where it comes from, how it is collected.")),
        ("portal", _("Of a measure: the key of what this portal prints, or nothing.")),
        ("from, to", _("Of a value: its first and its last day.")),
        ("number, of", _("Of a value: the number, and of how many. Of a target: the number.")),
        (
            "small",
            _(
                "Of a value from 1 to 4 young people: the word %(word)s, when you have checked it.",
                word="checked",
            ),
        ),
        ("note, link", _("Of a value: what shows it.")),
        ("by, why", _("Of a target: its day, and why.")),
    ]


def wrong_lines(wrong: Sequence[Wrong]) -> Lines:
    """What is to be put right, a line each."""
    return [
        (str(one.line) if one.line else _("the file"), one.column or "–", bad_words(one.why)) for one in wrong
    ]


def bad_words(why: Bad) -> str:
    """What is wrong, and what to do."""
    words = {
        Bad.TOO_BIG: _("The file is larger than 1 MB. Send it in parts."),
        Bad.NOT_TEXT: _("This is no CSV file. Save it as CSV and send it again."),
        Bad.TOO_MANY: _("There are more than 2,000 lines. Send it in parts."),
        Bad.NO_COLUMN: _("This column is missing in the heading line."),
        Bad.EMPTY: _("There is no line in it."),
        Bad.NEEDED: _("Nothing stands here. Fill it in."),
        Bad.TOO_LONG: _("This is too long."),
        Bad.NOT_A_DAY: _("This is no day. Write it like 27/03/2027."),
        Bad.NOT_A_NUMBER: _("This is no number. Write it like 12 or 12.5."),
        Bad.NOT_ONE_OF: _("This is none of the words that may stand here."),
        Bad.NO_OWNER: _("Nobody who could have it is called so here."),
        Bad.TWO_OWNERS: _("Two people are called so here. Write the line here by hand."),
        Bad.NAMES_SOMEBODY: _("A name may stand in it. Put it without names."),
        Bad.POINTS_TO_SOMEBODY: _(
            "It tells of so few young people that it could point to one. Say it without."
        ),
        Bad.BAD_LINK: _("Write the whole address, beginning with https://."),
        Bad.BAD_DAY: _("This day cannot be: look at it again."),
        Bad.BAD_NUMBER: _("This number cannot be: look at it, and at how many there are in all."),
        Bad.IS_YOUNG: _(
            "It speaks of young people, so small numbers must stay hidden: write “yes”. If it is not about "
            "them, write “no, checked”."
        ),
        Bad.SMALL: _("This is about fewer than 5 young people. Check it, then write “checked” here."),
        Bad.NO_MEASURE: _("No measure of that name is in the register, nor in a line above."),
        Bad.TWICE: _("This stands there already, or otherwise than before."),
        Bad.OVERLAPS: _("Another value is about some of these days."),
    }
    return str(words[why])
