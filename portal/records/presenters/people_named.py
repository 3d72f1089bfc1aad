"""Who is named in a file: the list, how each was weighed, names the portal knows; and serious harm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.people.queries import today
from portal.records.forms.covering import EverywhereForm
from portal.records.forms.people_named import HarmAnswerForm, HarmForm, NameForm, WeighForm
from portal.records.presenters import reading_words as words
from portal.records.presenters.documents import may_work_on, title_of
from portal.records.presenters.guidance import Guidance
from portal.records.presenters.reading_forms import reasons
from portal.records.queries import people_around, reading
from portal.records.queries.places import Places
from portal.records.rules import HarmAnswer, Who
from portal.records.rules.reading import is_covered_by_default, is_undecided, usual_reason

NAMED = Guidance(
    _l("People named in the file"),
    (
        _l(
            "Everybody else who is named and can be recognised. Their names are looked for on every page and "
            "suggested for covering; nothing is covered by itself."
        ),
        _l(
            "Professionals who acted as such stay in: a social worker, a teacher, a nurse, a doctor. Do not "
            "cover their names only because they are names."
        ),
    ),
    _l("DPA 2018 Sch 2 paras 16 and 17 [to be confirmed]"),
)
WEIGH = Guidance(
    _l("Weigh it"),
    (
        _l("Did they agree? Then it stays in. Ask where you can, kindly, and say no more than is needed."),
        _l(
            "If not: is it reasonable all the same? What is it, was it told in confidence, did you try to "
            "ask, can they agree, did they say no."
        ),
        _l(
            "What the reader knows already, because they lived it or told it, is mostly reasonable to give. "
            "Family information that they know is not held back."
        ),
        _l("Cover the least that is needed: a name, an address, a sentence. Not the page."),
    ),
    _l("DPA 2018 Sch 2 paras 16 and 17; statutory guidance vol 3 paras 4.27 and 4.28 [to be confirmed]"),
)
HARM = Guidance(
    _l("Serious harm"),
    (
        _l(
            "Would reading a part be likely to cause serious harm to somebody’s physical or mental health, "
            "theirs or another’s? Hard to read, sad or shameful for us is not serious harm."
        ),
        _l("Think first of giving it with support: with somebody beside them, a bit at a time."),
        _l(
            "For what social workers wrote, ask somebody who knows the person. For what health workers "
            "wrote, it must be the health professional responsible for them."
        ),
    ),
    _l("DPA 2018 Sch 3 Pt 3 para 7; health: Sch 3 Pt 2 [to be confirmed]"),
)


@dataclass(frozen=True)
class PersonLine:
    """Somebody on the list."""

    row: Any
    who: str
    balance: str
    is_undecided: bool
    is_suggested: bool


@dataclass(frozen=True)
class PeoplePage:
    """What the list shows."""

    request: Any
    rows: list[PersonLine]
    known: list[Any]  # names the portal knows and nobody put on the list yet
    may_work: bool
    form: NameForm


@dataclass(frozen=True)
class HarmLine:
    """A question about serious harm."""

    row: Any
    answer: str
    is_open: bool


def people_page(request: Any, form: NameForm) -> PeoplePage:
    """Everybody named, and who could be."""
    rows = reading.people_named(request.id)
    return PeoplePage(
        request=request,
        rows=[_line(row) for row in rows],
        known=known_not_listed(request),
        may_work=may_work_on(request),
        form=form,
    )


def known_not_listed(request: Any) -> list[Any]:
    """Names from the portal that are not on the list yet."""
    listed = {name.casefold() for row in reading.people_named(request.id) for name in reading.all_names(row)}
    return [one for one in people_around.known_around(request) if one.name.casefold() not in listed]


def name_form() -> NameForm:
    form = NameForm(whos=_choices(words.WHO))
    form.give_id()
    return form


def weigh_form(row: Any) -> WeighForm:
    kept = {
        "name": row.name,
        "other_names": row.other_names,
        "who": row.who.value,
        "balance": row.balance.value if row.balance else "",
        "asked_on": row.asked_on,
        "why": row.why,
    }
    none = SelectChoice("", _("Not decided yet"))
    form = WeighForm(
        whos=_choices(words.WHO), balances=[*_choices(words.BALANCE), none], today=today(), data=kept
    )
    form.give_id()
    return form


def everywhere_form(row: Any, places: Places, *, fresh: bool = False) -> EverywhereForm:
    choices = [SelectChoice(one.key, place_words(one)) for one in places.rows]
    extra = {"formdata": None} if fresh else {}
    form = EverywhereForm(
        places=choices, reasons=reasons(), data={"why": usual_reason(row.who).value}, **extra
    )
    form.give_id()
    if fresh:  # all are ticked that are surely theirs: a person looks, and presses the button
        form.picked.data = [one.key for one in places.rows if one.found.hit.is_sure]
    return form


def place_words(one: Any) -> str:
    """Where a name stands, with the words around it."""
    said = " ".join(part for part in (one.before, f"[{one.found.hit.text}]", one.after) if part)
    return str(
        _(
            "%(document)s, page %(page)s: %(words)s",
            document=title_of(one.document),
            page=one.leaf.number,
            words=said,
        )
    )


def covered_words(count: int) -> str:
    return str(
        ngettext(
            "Covered at %(num)s place. Those pages are read once more.",
            "Covered at %(num)s places. Those pages are read once more.",
            count,
        )
    )


def harm_form() -> HarmForm:
    form = HarmForm(today=today())
    form.give_id()
    return form


def harm_lines(request: Any) -> list[HarmLine]:
    return [
        HarmLine(row, str(words.HARM[row.answer]), row.answer is HarmAnswer.ASKED)
        for row in reading.harm_questions(request.id)
    ]


def harm_answer_form(row: Any) -> HarmAnswerForm:
    answers = [one for one in _choices(words.HARM) if one.value != HarmAnswer.ASKED.value]
    form = HarmAnswerForm(answers=answers, asked_on=row.asked_on, today=today())
    form.give_id()
    return form


def _line(row: Any) -> PersonLine:
    usual = _("Stays in: nobody to weigh") if row.who in (Who.THEMSELVES, Who.PROFESSIONAL) else ""
    return PersonLine(
        row=row,
        who=str(words.WHO[row.who]),
        balance=words.label(words.BALANCE, row.balance) or usual,
        is_undecided=is_undecided(row.who, row.balance),
        is_suggested=is_covered_by_default(row.who, row.balance),
    )


def _choices(found: words.Words) -> list[SelectChoice]:
    return [SelectChoice(one.value, label) for one, label in found.items()]
