"""Sections that are made of a paper's own numbers: themes, how answers went, what was done, what "
"goes well."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.disclosure.changes import Change
from portal.disclosure.counts import ANSWERED, Cell, What
from portal.outcomes.presenters import seen_words
from portal.outcomes.rules import Seen
from portal.panels.presenters import numbers
from portal.panels.presenters.beside import Done, done_of
from portal.panels.presenters.changing import change_words
from portal.panels.queries.papers import Printed
from portal.panels.rules.packs import Audience, Row, Section, Table
from portal.panels.rules.papers import themes_in_order


def themes(printed: Printed, audience: Audience) -> Section:
    """What young people spoke of, the greatest number first."""
    paper = printed.paper
    rows = []
    for theme in themes_in_order(paper):
        number, change = numbers.number(paper, Cell(What.THEME, theme)), change_words(printed, theme)
        said = f"{change.word} {change.compared}".strip()
        rows.append(Row(numbers.theme_label(theme), (number.text, said), number.explained))
    caption = _("Young people, counted once a theme, rounded to %(base)s.", base=paper.rules.base)
    return Section(
        key="themes",
        title=str(_("What it was about")),
        story="",
        tables=(
            Table(
                str(caption),
                (str(_("Theme")), str(_("Young people")), str(_("Against the quarters before"))),
                tuple(rows),
            ),
        ),
        points=(numbers.said(paper).text,),
        how=(
            str(
                _(
                    "People are counted, not messages. A person read what they said and sorted it by "
                    "theme. Who "
                    "did not speak here, who took their words back, and what was told to an "
                    "advocate, cannot be "
                    "counted."
                )
            ),
        ),
    )


def answers(printed: Printed, audience: Audience) -> Section | None:
    """What they say of the answers they had."""
    paper = printed.paper
    if ANSWERED not in paper.cells:
        return None
    verdicts = [cell for cell in paper.cells if cell.what is What.VERDICT]
    rows = [(numbers.verdict_label(cell.name), cell) for cell in verdicts]
    rows.append((str(_("All who said something of an answer")), ANSWERED))
    found = [(label, numbers.number(paper, cell)) for label, cell in rows]
    return Section(
        key="answers",
        title=str(_("How answers went")),
        story="",
        tables=(
            Table(
                str(_("Young people by the last thing they said of an answer.")),
                (str(_("They say")), str(_("Young people"))),
                tuple(Row(label, (number.text,), number.explained) for label, number in found),
            ),
        ),
        how=(str(_("Nobody has to say whether an answer helped. Who said nothing of it is not counted.")),),
    )


def done(printed: Printed, audience: Audience) -> Section:
    """What was done about what they said, as young people were told it."""
    found = done_of(printed)
    return Section(
        key="done",
        title=str(_("What was done")),
        story="" if found else str(_("Nothing was told to all young people since the last paper.")),
        points=tuple(_in_one(one) for one in found),
        how=(str(_("Only what was told to all young people since the last paper.")),),
    )


def _in_one(one: Done) -> str:
    told = one.told
    instead = _("Instead:") if one.is_cant else _("We did:")
    parts = [
        f"{one.theme} ({one.state}).",
        f"{_('Young people said:')} {told.you_said}",
        f"{instead} {told.we_did}" if told.we_did else "",
        f"{_('Why:') if one.is_cant else _('Why not all of it:')} {told.why}" if told.why else "",
        str(_("How young people see it: %(words)s.", words=one.seen)) if one.seen else "",
    ]
    return " ".join(part for part in parts if part)


def good_news(printed: Printed, audience: Audience) -> Section | None:
    """What goes well, from the same numbers: what helped, and what fewer speak of."""
    paper, points = printed.paper, []
    helped = paper.cells.get(Cell(What.VERDICT, "sorted"))
    if helped and helped.number:
        points.append(str(_("About %(num)s young people say that an answer sorted it.", num=helped.number)))
    better = [one for one in done_of(printed) if one.seen == seen_words(Seen.MOST_BETTER)]
    points += [str(_("Most young people say it is better: %(did)s", did=one.told.we_did)) for one in better]
    down = [theme for theme, change in printed.changes.items() if change is Change.DOWN]
    if down:
        names = "; ".join(numbers.theme_label(theme) for theme in down)
        points.append(str(_("Not as many as in the quarters before spoke of: %(themes)s.", themes=names)))
    if not points:
        return None
    return Section(
        key="good_news",
        title=str(_("What goes well")),
        story="",
        points=tuple(points),
        how=(
            str(
                _(
                    "Taken from the numbers of this paper. That fewer speak of a theme can also mean "
                    "that they "
                    "have given up asking."
                )
            ),
        ),
    )
