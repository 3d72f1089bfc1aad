"""The list of agreed actions: what its address asks for, its filters, the same for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.policy.viewer import Viewer
from portal.reviews.forms.actions_doing import FilterForm
from portal.reviews.presenters.actions import kind_words, staff_words
from portal.reviews.queries.actions_list import Listed, Wanted, states_for, whose_for
from portal.reviews.rules import ActionKind


def wanted_of(asked: Mapping[str, str], viewer: Viewer) -> Wanted:
    """What an address asks for; anything odd is the ordinary list."""
    whose, kind, state = asked.get("whose", ""), asked.get("kind", ""), asked.get("state", "")
    there = whose_for(viewer)
    return Wanted(
        whose if whose in there else there[0],
        kind if kind in set(ActionKind) else "",
        state if state in states_for(viewer) else "open",
    )


def filter_form(wanted: Wanted, viewer: Viewer) -> FilterForm:
    form = FilterForm(formdata=None, data={"whose": wanted.whose, "kind": wanted.kind, "state": wanted.state})
    words = {"mine": _("Mine"), "led": _("Of the young people I review"), "team": _("My team’s")}
    form.whose.choices = [SelectChoice(one, words[one]) for one in whose_for(viewer)]
    there = states_for(viewer)
    form.keep_states(there)
    return form


def rows_for_file(rows: Sequence[Listed]) -> Iterator[list[str]]:
    """The same lines for a spreadsheet."""
    yield [_("Young person"), _("What"), _("Who"), _("What of"), _("By when"), _("How it stands"), _("Late")]
    for one in rows:
        yield [
            one.name,
            one.words,
            one.who,
            kind_words(one.kind),
            one.due_on.isoformat(),
            staff_words(one.state),
            _("Yes") if one.is_late else "",
        ]
