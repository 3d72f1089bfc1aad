"""What those who prepare a paper see besides the paper: what is missing, why a number is hidden, and words to
begin with."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from portal.disclosure.changes import Change, changes
from portal.disclosure.counts import ANSWERED, Cell, What
from portal.disclosure.shown import Rules, label
from portal.panels.presenters import numbers
from portal.panels.queries.papers import Draft, Prepared
from portal.panels.rules import Hidden as WhyHidden
from portal.panels.rules import Stage
from portal.panels.rules.papers import WhyNot, themes_in_order

_SHOWN_FIRST = 3


@dataclass(frozen=True)
class Hidden:
    """A cell that is no plain number, and why; for staff only."""

    label: str
    text: str
    why: str


def stage_words(stage: Stage) -> str:
    """How far a paper is."""
    words = {
        Stage.PREPARING: _("Not counted yet"),
        Stage.COUNTING: _("Being worked out"),
        Stage.COUNTED: _("Worked out, not published"),
        Stage.PUBLISHED: _("Published"),
    }
    return str(words[stage])


def why_not_words(why: WhyNot) -> str:
    """What stands in the way of publishing, and what to do."""
    words = {
        WhyNot.BEING_COUNTED: _("The numbers are being worked out. Look again in a minute."),
        WhyNot.NOT_COUNTED: _("The numbers are not worked out yet."),
        WhyNot.REGISTER_GREW: _(
            "Another paper was published since the numbers were worked out. Work them out again, so that "
            "nothing can be learned from the two together."
        ),
        WhyNot.TAKEN_BACK: _(
            "Something of these days was taken back since the numbers were worked out. Work them out again."
        ),
        WhyNot.NO_LEAD: _("The sentence that says what matters is missing."),
        WhyNot.NOT_SIGNED_OFF: _("It is not signed off yet."),
        WhyNot.PUBLISHED: _("This paper is published. It cannot be changed any more."),
    }
    return str(words[why])


def hidden(draft: Draft) -> list[Hidden]:
    """Every cell that would not be printed as a number, and why."""
    words = {
        WhyHidden.PROTECTS: _("It is small, or a small one could be worked out from it."),
        WhyHidden.SAID_BEFORE: _("It is printed as it was printed before for the same days."),
        WhyHidden.CONTRADICTS_AN_EARLIER_PAPER: _("It does not fit what an earlier paper says."),
        WhyHidden.COUNTS_HAVE_MOVED: _("The counts have changed since these days were printed before."),
    }
    found = [(numbers.number(draft.paper, cell), why) for cell, why in draft.why.items()]
    return [Hidden(one.label, one.text, str(words[why])) for one, why in found]


def proposed_lead(meeting: Prepared) -> str:
    """A sentence or two to begin with, from what would be printed and nothing else."""
    draft = meeting.draft
    if draft is None:
        return ""
    found = [_most_spoken_of(draft), *_moved(draft), _answers_helped(draft)]
    return " ".join(line for line in found if line)


def proposed_questions(meeting: Prepared) -> str:
    """Questions that the numbers ask by themselves, one a line."""
    draft = meeting.draft
    if draft is None:
        return ""
    said = changes(draft.paper, draft.quarters)
    up = [theme for theme in themes_in_order(draft.paper) if said.get(theme) is Change.UP]
    first = _first_themes(draft)[:1]
    found = [
        _("What has changed about “%(theme)s” since last year?", theme=numbers.theme_label(each))
        for each in up
    ]
    found += [
        _(
            "What is being done about “%(theme)s”, and how will young people know?",
            theme=numbers.theme_label(each),
        )
        for each in first
    ]
    if (draft.paper.cells.get(Cell(What.VERDICT, "not_sorted")) or _NOBODY).number:
        found.append(_("What happens when a young person says that something is not sorted?"))
    return "\n".join(found)


_NOBODY = label(0, Rules(), rounded=True)


def _first_themes(draft: Draft) -> list[str]:
    cells = draft.paper.cells
    order = themes_in_order(draft.paper)
    return [theme for theme in order if cells[Cell(What.THEME, theme)].number is not None]


def _most_spoken_of(draft: Draft) -> str:
    first = _first_themes(draft)[:_SHOWN_FIRST]
    if not first:
        return ""
    names = "; ".join(numbers.theme_label(theme) for theme in first)
    return str(_("Young people spoke most of: %(themes)s.", themes=names))


def _moved(draft: Draft) -> list[str]:
    said = changes(draft.paper, draft.quarters)
    words = {
        Change.UP: _("More than in the quarters before spoke of: %(themes)s.", themes="{themes}"),
        Change.DOWN: _("Not as many as in the quarters before spoke of: %(themes)s.", themes="{themes}"),
    }
    found = []
    for change, sentence in words.items():
        themes = [numbers.theme_label(theme) for theme in _first_themes(draft) if said.get(theme) is change]
        if themes:
            found.append(str(sentence).replace("{themes}", "; ".join(themes)))
    return found


def _answers_helped(draft: Draft) -> str:
    cells = draft.paper.cells
    answered, helped = cells.get(ANSWERED), cells.get(Cell(What.VERDICT, "sorted"))
    if not answered or not helped or not answered.number or not helped.number:
        return ""
    return str(
        _(
            "About %(num)s of %(of)s who said whether an answer helped say that it is sorted.",
            num=min(helped.number, answered.number),
            of=answered.number,
        )
    )
