"""What stands in front of a part, in the reader's language: the letter as somebody left it, and what is
worked out anew each time: the contents, the key of reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale
from flask_babel import force_locale, format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.records.queries import giving as queries
from portal.records.rules import Why
from portal.records.rules.giving import PAGES_A_VOLUME

Letter = dict[str, Any]

# Printed on the box; in the key; in place of a page that is held back whole.
KEY: dict[Why, tuple[object, object]] = {
    Why.SOMEBODY_ELSE: (
        _l("About somebody else"),
        _l("This is private to another person. It is theirs, and not about you."),
    ),
    Why.ANOTHER_CHILD: (
        _l("About another child"),
        _l("This is about another child. It is in their own records."),
    ),
    Why.CONFIDENCE: (
        _l("Told in private"),
        _l("Somebody told us this and needed us to keep it to ourselves."),
    ),
    Why.HARM: (
        _l("Could do serious harm"),
        _l(
            "Somebody who knows about this said that reading it could do serious harm. You can question that."
        ),
    ),
    Why.LEGAL_ADVICE: (
        _l("Advice of lawyers"),
        _l("This is what our lawyers told us, or what we asked them."),
    ),
    Why.CRIME: (_l("For the police"), _l("Giving this now could get in the way of the police.")),
    Why.COURT: (
        _l("A paper of the court"),
        _l("This belongs to the court. You can ask the court for it, and we help you to ask."),
    ),
    Why.ADOPTION: (
        _l("From adoption papers"),
        _l("Adoption papers have rules of their own. We tell you how to ask for them."),
    ),
    Why.NOT_ABOUT_THEM: (_l("Not about you"), _l("Nothing here is about you.")),
}


def with_facts(request: Any, row: Any, said: Mapping[str, Any]) -> Letter:
    """The letter with its contents and key as the part stands now."""
    documents = queries.chosen_documents(row)
    with force_locale(request.language):
        return {**said, **_frame(request.language), **_contents(request, documents), **_key(row)}


def _frame(language: str) -> Letter:
    return {
        "lang": language,
        "dir": Locale.parse(language, sep="-").text_direction,
        "title": _("Your records"),
        "contents_title": _("What is in here"),
        "contents_columns": [_("What"), _("When it is from"), _("Pages")],
        "key_title": _("Why some words are covered"),
        "glossary_title": _("Short words and what they mean"),
        "page_held_back": _("We held back this page."),
    }


def _contents(request: Any, documents: Sequence[Any]) -> Letter:
    pages = sum(one.pages for one in documents)
    of = max(1, -(-pages // PAGES_A_VOLUME))
    return {
        "volume_words": [_("Volume %(number)d of %(of)d", number=n, of=of) for n in range(1, of + 1)],
        "contents": [
            {
                "title": one.title,
                "time": _time(one),
                "pages": ngettext("%(num)d page", "%(num)d pages", one.pages),
                "note": one.note if request.wants_trigger_notes else "",
            }
            for one in documents
        ],
    }


def _time(document: Any) -> str:
    first, last = (format_date(one, "MMMM y") if one else "" for one in (document.from_on, document.until_on))
    if first and last and first != last:
        return str(_("%(first)s to %(last)s", first=first, last=last))
    return first or last


def _key(row: Any) -> Letter:
    return {
        "key": [
            {
                "why": why.value,
                "label": str(KEY[why][0]),
                "name": _("a name: %(why)s", why=KEY[why][0]),
                "words": str(KEY[why][1]),
                "page": _("We held back this page. %(why)s", why=KEY[why][1]),
            }
            for why in queries.reasons_used(row)
        ]
    }
