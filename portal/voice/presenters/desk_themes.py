"""Sorting by theme at the desk: what is suggested and why, what was confirmed and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from portal.accounts.queries.around import names_of
from portal.coding.codebook import codebook
from portal.coding.queries import QuoteMade, Sorted, quote_made, sorted_by
from portal.coding.queries.coded import themes_of_each
from portal.coding.queries.suggested import Offered, suggested, text_of
from portal.kit import clock
from portal.policy.viewer import the_viewer
from portal.themes.suggest import Why
from portal.voice.commands.desk_themes import Ticked
from portal.voice.forms.desk import ReadForm
from portal.voice.forms.desk_themes import SortForm, ThemesForm
from portal.voice.queries.desk import AtDesk
from portal.voice.queries.desk_themes import concerns_somebody, left_to_sort, most_like, quotable
from portal.voice.rules.sorting import WhyNot, why_not_sort


@dataclass(frozen=True)
class Offer:
    """A theme offered first, with the reason for it in words."""

    key: str
    why: str


@dataclass(frozen=True)
class Like:
    """A sorted statement that is like this one: whose, when, and what it was said to be about. Not its
    words."""

    id: UUID
    name: str
    sent_at: datetime
    about: Sequence[str]


@dataclass(frozen=True)
class Themes:
    """What the page shows for sorting: the form, its themes offered first with their reasons, and how it was
    sorted until now."""

    form: ThemesForm
    own_form: SortForm | None
    hints: Mapping[str, str]
    done_by: str
    done_at: datetime | None
    about: Sequence[str]
    left: int  # how many wait to be sorted, this one too if it does
    like: Sequence[Like] = ()


def why_not_sort_statement(found: AtDesk) -> WhyNot | None:
    """Why this statement is not sorted by theme."""
    statement = found.statement
    return why_not_sort(
        read_at=statement.read_at,
        taken_back_at=statement.taken_back_at,
        passed_by=statement.passed_by_id,
    )


def can_be_sorted(found: AtDesk) -> bool:
    """Whether it can be now, or as soon as it is read."""
    return why_not_sort_statement(found) in (None, WhyNot.NOT_READ_YET)


def offers(found: AtDesk) -> list[Offer]:
    """The themes to offer first: what the young person picked themselves, then what the engine suggests."""
    statement = found.statement
    reasons = {one.key: one.why for one in suggestions(found)}
    picked = {codebook().now(topic.theme) for topic in statement.topics}
    own = [key for key in codebook().keys if key in picked]
    return [Offer(key, _reason(reasons.get(key, ()), is_own=True)) for key in own] + [
        Offer(key, _reason(why)) for key, why in reasons.items() if key not in picked
    ]


def suggestions(found: AtDesk) -> list[Offered]:
    """What the machine makes of it: learned from what people here sorted, or the codebook's words."""
    statement = found.statement
    return suggested(statement.id, text_of(statement.words, statement.wants), statement.asked)


def like_it(found: AtDesk) -> list[Like]:
    """What was sorted that is most like it: only what this person may read, and opened at the desk itself."""
    wanted = [one for offered in suggestions(found)[:1] for one in offered.nearest]
    rows = most_like(the_viewer(), wanted, clock.now())
    themes = themes_of_each([row.id for row in rows])
    labels = {theme.key: _(theme.label) for theme in codebook().themes}
    return [
        Like(row.id, row.name, row.sent_at, [label for key, label in labels.items() if key in themes[row.id]])
        for row in rows
    ]


def _reason(why: Iterable[Why], *, is_own: bool = False) -> str:
    words = list(dict.fromkeys(one.words for one in why if not one.asked))
    asked = any(one.asked for one in why)
    parts = [_("because they picked it themselves")] if is_own else []
    if words:
        parts.append(_("because of: %(words)s", words=", ".join(f"‘{one}’" for one in words)))
    if asked:
        parts.append(_("because of what was asked"))
    return "; ".join(parts)


def set_up_themes(
    form: ThemesForm, found: AtDesk, *, is_needed: bool, marks: Callable[[], bool] = lambda: False
) -> None:
    """Hand the form its themes, those offered first in front. `marks`: whether the form around it marks
    somebody whom the statement concerns."""
    is_known = concerns_somebody(found.statement.id)
    labels = {theme.key: _(theme.label) for theme in codebook().in_use}
    first = [one.key for one in offers(found)]
    rest = [key for key in labels if key not in first]
    form.set_up(
        [(key, labels[key]) for key in (*first, *rest)],
        is_needed=is_needed,
        may_quote=bool(quotable(found.statement)),
        quote=quote_made(found.statement.id),
        about_somebody=lambda: is_known or marks(),
    )


def sort_form_for(found: AtDesk, *, is_sent: bool = True) -> SortForm:
    """The form of a statement that was read; what was confirmed before is ticked."""
    known = sorted_by(found.statement.id)
    form = (
        SortForm()
        if is_sent
        else SortForm(formdata=None, data={"sort": _as_data(known, quote_made(found.statement.id))})
    )
    set_up_themes(form.sort.form, found, is_needed=True)
    return form


def _as_data(known: Sorted | None, quote: QuoteMade | None) -> dict[str, object]:
    if known is None:
        return {}
    stance = known.stance.value if known.stance else ""
    ticks = {"themes": sorted(known.themes), "none": not known.themes, "stance": stance}
    # With one theme ticked the quote goes where the tick goes; with several it stays where it is.
    return ticks | {"quote_theme": quote.theme if quote and len(known.themes) > 1 else ""}


def ticked_in(form: ReadForm | SortForm) -> Ticked | None:
    """What was ticked, or None when nothing was."""
    if "sort" not in form or not form.sort.form.is_used:
        return None
    part: ThemesForm = form.sort.form
    return Ticked(part.ticked, part.spoken, part.quoted_under)


def themes_of(found: AtDesk, read_form: ReadForm, sort: SortForm | None) -> Themes | None:
    """What the page shows, or None where nothing is sorted: taken back, or passed on by an advocate."""
    if not can_be_sorted(found):
        return None
    own_form = None
    if found.statement.read_at:
        own_form = sort or sort_form_for(found, is_sent=False)
    known = sorted_by(found.statement.id)
    labels = {theme.key: _(theme.label) for theme in codebook().themes}
    return Themes(
        form=own_form.sort.form if own_form else read_form.sort.form,
        own_form=own_form,
        hints={one.key: one.why for one in offers(found)},
        done_by=names_of([known.by_id]).get(known.by_id, "") if known else "",
        done_at=known.at if known else None,
        about=[label for key, label in labels.items() if known and key in known.themes],
        left=left_to_sort(the_viewer()) if own_form else 0,
        like=like_it(found),
    )
