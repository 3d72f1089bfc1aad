"""Words to begin a message or a letter with, in the requester's language; plain, kind, to be changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.accounts.queries.around import names_of
from portal.records.presenters.glossary import found_in
from portal.records.presenters.glossary import lines_for as glossary_lines
from portal.records.queries import giving
from portal.records.queries.documents import searches_of
from portal.records.rules import EventKind, Found, SearchPlace
from portal.settings import Settings

K = EventKind


def first_words(request: Any, kind: EventKind, settings: Settings) -> str:
    """What a message of this kind may begin with; "" for kinds that tell them nothing."""
    with force_locale(request.language):
        return _words(kind, settings)


def rights(language: str, settings: Settings, today: date) -> str:
    """What they can do when we say no. It is put under every refusal."""
    regulator = settings.regulator_on(today)
    with force_locale(language):
        return str(
            _(
                "If you think this is wrong: ask us to look again. You can also complain to the "
                "%(regulator)s, "
                "on %(phone)s. And you can go to a court. An advocate can help you: ring %(advocacy)s on "
                "%(advocacy_phone)s.",
                regulator=regulator.name,
                phone=regulator.phone,
                advocacy=settings.advocacy_name,
                advocacy_phone=settings.advocacy_phone,
            )
        )


def late_words(request: Any, due: date | None) -> str:
    """To tell somebody that their records are late."""
    with force_locale(request.language):
        day = format_date(due, "EEEE d MMMM y") if due else ""
        return str(
            _(
                "We said you would have your records by %(day)s. We are late, and we are sorry. The "
                "reason is "
                "this: \n\nThis is what we do next: ",
                day=day,
            )
        )


def _words(kind: EventKind, settings: Settings) -> str:
    words = {
        K.CLARIFICATION_ASKED: _(
            "We have started on your records. To find the right ones, we need to know one thing:\n\n\n\n"
            "The days do not count until you answer. If you would like all of it, just say so. "
            "You can ring us: %(phone)s.",
            phone=settings.phone_day,
        ),
        K.IDENTITY_ASKED: _(
            "We want to be sure that we give your records to you and nobody else. You do not need "
            "any papers. "
            "This would be enough:\n\n\n\nAs soon as we know, the time begins. You can ring us: %(phone)s.",
            phone=settings.phone_day,
        ),
        K.AUTHORITY_ASKED: _(
            "You asked for somebody else. Before we can start, we need their word that they want "
            "this:\n\n\n\n"
            "You can ring us: %(phone)s.",
            phone=settings.phone_day,
        ),
        K.FEE_ASKED: _("We have to ask you to pay something for this. It is this much, and this is why:\n\n"),
        K.EXTENDED: _(
            "Your records will take longer than a month. We are sorry about that. This is why:\n\n\n\n"
            "You will have them in at most two more months. If a part is ready before, you can have it then. "
            "You can ring us: %(phone)s.",
            phone=settings.phone_day,
        ),
        K.REFUSED: _("We cannot give you what you asked for. This is why:\n\n"),
    }
    return str(words.get(kind, ""))


MOST_PAGES_LOOKED_AT = 1_000
"""Pages looked through for short words to explain. In a longer part the rest may hold more of them."""
_PLACE = {
    SearchPlace.CASE_SYSTEM: _l("our computer records"),
    SearchPlace.OLD_SYSTEM: _l("our older computer records"),
    SearchPlace.PAPER_STORE: _l("our paper files"),
    SearchPlace.ARCHIVE: _l("a store for old papers"),
    SearchPlace.EMAIL: _l("e-mails"),
    SearchPlace.SCHOOL: _l("a school"),
    SearchPlace.HEALTH: _l("doctors and nurses"),
    SearchPlace.OTHER_COUNCIL: _l("another council"),
    SearchPlace.FORMER_HOME: _l("a home where you lived"),
    SearchPlace.POLICE_OR_COURT: _l("the police or a court"),
    SearchPlace.ELSEWHERE: _l("another place"),
}


def first_letter(request: Any, row: Any, settings: Settings, today: date) -> dict[str, Any]:
    """A letter from what is known: where we looked, what is missing, what is covered, how to question it."""
    searches = searches_of(request.id)
    with force_locale(request.language):
        parts = [
            (_("Here are your records"), _here(request, row)),
            (_("Where we looked"), _looked(searches)),
            (_("What is missing"), _missing(searches)),
            (_("What is covered"), _covered(row)),
            (_("While you read"), _reading(settings)),
            (_("If you think something is wrong"), rights(request.language, settings, today)),
            (_("Why we have these records"), _why_kept()),
        ]
        officer = names_of([request.officer_id]).get(request.officer_id, "") if request.officer_id else ""
        words = giving.first_words_of(row, most=MOST_PAGES_LOOKED_AT)
        return {
            "dear": _("Dear %(name)s,", name=request.asker_name or request.name),
            "parts": [{"heading": heading, "words": text} for heading, text in parts if text],
            "signed": "\n".join(line for line in (officer, settings.council_name) if line),
            "glossary": glossary_lines(found_in(words)),
        }


def _here(request: Any, row: Any) -> str:
    day = format_date(request.received_on, "d MMMM y")
    if row.is_last and row.number == 1:
        return str(_("You asked us for your records on %(day)s. Here they are.", day=day))
    if row.is_last:
        return str(_("You asked us for your records on %(day)s. This is the last part of them.", day=day))
    return str(
        _(
            "You asked us for your records on %(day)s. This is part %(number)d. More is on its way.",
            day=day,
            number=row.number,
        )
    )


def _looked(searches: Any) -> str:
    if not searches:
        return ""
    lines = [_place(one) for one in searches if one.found is not Found.WAITING]
    waits = [_place(one) for one in searches if one.found is Found.WAITING]
    said = [_("We looked in these places:"), *(f"• {line}" for line in lines)] if lines else []
    if waits:
        said += [_("We still wait to hear from these:"), *(f"• {line}" for line in waits)]
    return "\n".join(said)


def _place(search: Any) -> str:
    what = str(_PLACE[search.place])
    if search.where:
        what = _("%(what)s: %(which)s", what=what, which=search.where)
    first, last = search.years_from, search.years_until
    if first and last:
        return str(_("%(what)s, %(first)d to %(last)d", what=what, first=first, last=last))
    return what


def _missing(searches: Any) -> str:
    gone = [one for one in searches if one.found in (Found.MISSING, Found.DESTROYED)]
    lines = [one.statement or _gone(one) for one in gone]
    return "\n\n".join([*lines, _("We are sorry that this is not here.")]) if lines else ""


def _gone(search: Any) -> str:
    if search.found is Found.DESTROYED:
        return str(_("These records were destroyed: %(what)s.", what=_place(search)))
    return str(_("There should be more, and we could not find it: %(what)s.", what=_place(search)))


def _covered(row: Any) -> str:
    if not giving.reasons_used(row):
        return str(_("Nothing is covered. You get every page as it is."))
    return str(
        _(
            "Some words are covered. A short reason stands in each place. The list after this letter says "
            "more about each reason. We covered as little as we could. A second person looked at each of "
            "these pages."
        )
    )


def _reading(settings: Settings) -> str:
    return str(
        _(
            "Some of it may be hard to read. Take your time. You can stop and come back. People wrote these "
            "pages at the time, and they did not always know you well. You can sit with somebody while you "
            "read, or talk to somebody after. Ring us: %(phone)s.",
            phone=settings.records_phone,
        )
    )


def _why_kept() -> str:
    return str(
        _(
            "The law says that we write down how we look after a child, and that we keep it for many years. "
            "People who helped to look after you may have had some of it, like your school, your doctor or "
            "a court. You can ask us who. You can ask us to put right what is wrong, and you can add your "
            "side."
        )
    )
