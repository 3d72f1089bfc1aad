"""What the duty desk's page shows and offers: people in words, the forms with their choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.kit import clock
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.roles import Role
from portal.policy.viewer import the_viewer
from portal.voice.forms.desk import ReadForm
from portal.voice.forms.desk_themes import SortForm
from portal.voice.presenters.desk_language import LanguageHelp, language_help
from portal.voice.presenters.desk_reach import Reach, reach_of
from portal.voice.presenters.desk_themes import Themes, can_be_sorted, set_up_themes, themes_of
from portal.voice.presenters.saying import settings
from portal.voice.queries import choices
from portal.voice.queries.apart import kept_from
from portal.voice.queries.choices import Person
from portal.voice.queries.desk import AtDesk, Search, reads_everything, today
from portal.voice.queries.desk_page import Facts, facts_about
from portal.voice.queries.picked import first_answerer


@dataclass(frozen=True)
class DeskPage:
    """All that the page of one statement at the desk needs."""

    found: AtDesk
    facts: Facts
    topics: Sequence[str]
    what_helps: Sequence[str]
    form: ReadForm
    themes: Themes | None
    is_mine: bool
    can_say_cannot: bool
    unread_language: LanguageHelp | None
    reach: Reach | None
    may_show_safety_entries: bool
    may_remove_concern: bool


def role_words(roles: Iterable[str]) -> str:
    """Roles or capacities as staff say them, the first two."""
    words = {
        "social_worker": _("social worker"),
        "personal_adviser": _("personal adviser"),
        "iro": _("reviewing officer"),
        "participation_worker": _("participation worker"),
        "foster_carer": _("foster carer"),
        "advocate": _("advocate"),
        "partner": _("partner"),
        "reader": _("reader"),
        "duty_worker": _("duty worker"),
        "safety_lead": _("safety lead"),
        "manager": _("manager"),
        "administrator": _("administrator"),
    }
    return ", ".join([words[role] for role in roles if role in words][:2])


def labelled(people: Iterable[Person]) -> list[tuple[str, str]]:
    """People as choices: `Sam Vale (social worker)`."""
    found = []
    for person in people:
        capacity = role_words([person.capacity] if person.capacity else person.roles)
        found.append((str(person.id), f"{person.name} ({capacity})" if capacity else person.name))
    return found


def desk_page(found: AtDesk, form: ReadForm | None = None, sort: SortForm | None = None) -> DeskPage:
    """The page with its forms; one that is shown again is handed in."""
    statement = found.statement
    facts = facts_about(statement, found.apart, today())
    labels = {theme.key: theme.label for theme in codebook().themes}
    form = form or read_form_for(found, clock.now(), is_sent=False)
    return DeskPage(
        found=found,
        facts=facts,
        topics=[_(labels[topic.theme]) for topic in statement.topics if topic.theme in labels],
        what_helps=what_helps(facts),
        form=form,
        themes=themes_of(found, form, sort),
        is_mine=statement.taken_by_id == the_viewer().account_id,
        unread_language=language_help(found),
        reach=reach_of(found),
        can_say_cannot=statement.taken_by_id is None and _is_called(facts),
        may_show_safety_entries=may(P.SHOW_SAFETY_ENTRIES),
        may_remove_concern=may(P.REMOVE_CONCERN),
    )


def _is_called(facts: Facts) -> bool:
    """Whether the viewer was called about it and has not said that they can't."""
    me = the_viewer().account_id
    return any(call.account_id == me and call.declined_at is None for call in facts.calls)


def read_form_for(found: AtDesk, now: datetime, *, is_sent: bool = True) -> ReadForm:
    """The form that marks it read or adds to it; what was picked or looked for stays among its choices.
    `is_sent`: it is this form that was sent now."""
    form, statement, known = ReadForm() if is_sent else ReadForm(formdata=None), found.statement, settings()
    can_have_it = _who_can_have_it(found)
    form.set_up(
        is_first=statement.read_at is None,
        about=_about_choices(found, form),
        is_about_somebody=bool(statement.concerns),
        can_have_it=labelled(can_have_it),
        needs_answerer=partial(_needs_answerer, found),
        first=partial(_first, found),
        apart_with=partial(_apart_with, found),
        sent_at=statement.sent_at,
        now=now,
        zone=known.time_zone,
        max_words=known.max_words,
        is_fresh=not is_sent,
    )
    if statement.read_at is None and can_be_sorted(found):
        set_up_themes(form.sort.form, found, is_needed=False, marks=lambda: bool(form.about.data))
    else:
        del form.sort
    if not is_sent and form.needs_answerer(found.apart) and not form.first(found.apart):
        form.answerer.data = str(can_have_it[0].id) if can_have_it else ""
    return form


def _who_can_have_it(found: AtDesk) -> Sequence[Person]:
    """Whom the page offers to pass it to. What an advocate passed on without words does not say whom it
    concerns, and neither may this list, by leaving them out: safety leads only, or whoever has the page."""
    everybody = choices.who_can_have_it(found.statement, found.apart, today())
    if found.statement.passed_by_id is None or found.statement.words:
        return everybody
    leads = [person for person in everybody if Role.SAFETY_LEAD in person.roles]
    return leads or [person for person in everybody if person.id == the_viewer().account_id] or everybody


def _needs_answerer(found: AtDesk, apart: Mapping[UUID, str]) -> bool:
    statement = found.statement
    if statement.taken_back_at:
        return False
    return statement.answerer_id is None or statement.answerer_id in apart


def is_the_same_again(found: AtDesk, form: ReadForm, by: UUID) -> bool:
    """Whether this is a double tap: the same person's same form, stored already."""
    if found.statement.read_at is None or not (form.used or _picked(form) or form.names()):
        return False
    own = [h for h in found.statement.handlings if h.by_id == by]
    stored = {
        (h.outcome.value, h.passed_to_id, h.reference, h.note, at)
        for h in own
        for at in (h.happened_at, None)  # without a day and time, the moment of storing stands there
    }
    sent = {
        (
            one.outcome.data,
            _as_id(one.passed_to.data or ""),
            one.reference.data or "",
            one.note.data or "",
            one.moment(settings().time_zone),
        )
        for one in form.used
    }
    named = {c.account_id for c in found.statement.concerns if c.account_id}
    names = {c.name for c in found.statement.concerns}
    return sent <= stored and _picked(form) <= named and set(form.names()) <= names


def _picked(form: ReadForm) -> set[UUID]:
    return {one for one in map(_as_id, form.about.data or []) if one}


def _about_choices(found: AtDesk, form: ReadForm) -> list[tuple[str, str]]:
    """People around them whom it is not known to concern yet, those picked already, those just found."""
    known = {concern.account_id for concern in found.statement.concerns if concern.account_id}
    people = [one for one in choices.around(found.statement, today()) if one.id not in known]
    here = {one.id for one in people} | known
    picked = _picked(form) - here
    people += choices.named(picked, today())
    if form.find.data:
        people += choices.found_by_name(form.find.data, today(), here | picked)
    return labelled(people)


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _apart_with(found: AtDesk, also: Iterable[UUID]) -> Mapping[UUID, str]:
    return {**kept_from(found.statement.id, today(), also=also), **found.apart}


def _first(found: AtDesk, apart: Mapping[UUID, str]) -> UUID | None:
    return first_answerer(found.statement, apart, today())


_DANGER = {"not_safe", "self_harm", "abuse", "missing", "exploitation", "violence", "marriage"}


def what_helps(facts: Facts) -> list[str]:
    """What to think of, by what put it where it stands. A reminder, never a decision."""
    kinds = {str(reason.get("kind")) for reason in facts.reasons}
    found = []
    if kinds & _DANGER:
        found.append(_("Somebody may be in danger now: ring 999 first, then write it down here."))
    if "see_me_alone" in kinds:
        found.append(
            _("See them alone, away from everybody they live with. Don't tell their home that they asked.")
        )
        found.append(
            _("It is not on the child's own pages: whoever uses their phone or a shared tablet could see it.")
        )
    if "wants_call" in kinds:
        found.append(_("They asked for a call. Below is when, and who else might pick up."))
    if any(person.capacity == "foster_carer" for person in facts.around):
        found.append(_("Somebody they live with may be beside them. Ask first if they can talk."))
    # Working Together to Safeguard Children: within one working day of an allegation.
    found.append(
        _("About somebody who works with children: tell the designated officer within one working day.")
    )
    return found


def search_from(q: str, since: date | None, until: date | None, zone: ZoneInfo) -> Search:
    """Days on the council's clocks as moments, the last day whole."""
    return Search(
        q,
        datetime.combine(since, time(), zone) if since else None,
        datetime.combine(until + timedelta(days=1), time(), zone) if until else None,
    )


def sees_all() -> bool:
    return reads_everything(the_viewer())
