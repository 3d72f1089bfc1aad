"""The letter in front of a part: written, read as they will, kept."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.documents.pdf import NotMade, pdf_of
from portal.kit.errors import NotFound, Refused
from portal.people.queries import today
from portal.plainwords.jargon import jargon_in
from portal.plainwords.reading import reading_age
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands.fronts import front_page
from portal.records.commands.parts import save_letter
from portal.records.forms.letters import LetterForm, as_it_is
from portal.records.presenters.fronts import with_facts
from portal.records.presenters.giving_words import why_words
from portal.records.presenters.letters import first_letter
from portal.records.presenters.mine import settings
from portal.records.queries import giving as queries
from portal.records.rules import ReleaseState
from portal.records.views import bp

_LETTER = "/staff/records/<uuid:request_id>/give/<uuid:release_id>/letter"


@bp.route(_LETTER, methods=["GET", "POST"])
@requires(P.GIVE_RECORDS, of=queries.release)
def part_letter(found: Any) -> Any:
    """What is known stands there already; each piece can be changed, and looked at before it is kept."""
    request, row = found
    kept = queries.letter_of(row)
    if flask.request.method != "POST":
        begun = kept or first_letter(request, row, settings(), today())
        return _show(request, row, LetterForm(data=as_it_is(begun)), is_kept=bool(kept))
    form = LetterForm()
    if not form.validate():
        return _show(request, row, form, is_kept=bool(kept)), 422
    if "check" in flask.request.form:
        return _show(request, row, form, is_kept=bool(kept), is_checked=True)
    try:
        save_letter(request, row, with_facts(request, row, form.said()), by=the_viewer().account_id)
    except Refused as refused:
        form.form_errors = [why_words(refused.reason)]
        return _show(request, row, form, is_kept=bool(kept)), 422
    flask.flash(_("The letter is kept."))
    if "preview" in flask.request.form:
        return flask.redirect(
            flask.url_for("records.part_letter", request_id=request.id, release_id=row.id), 303
        )
    return flask.redirect(flask.url_for("records.giving", request_id=request.id), 303)


@bp.get(f"{_LETTER}/as-read")
@requires(P.GIVE_RECORDS, of=queries.release)
def part_front(found: Any) -> Any:
    """The letter as it is printed, with the contents and the key as they are now."""
    request, row = found
    kept = queries.letter_of(row)
    if not kept:
        raise NotFound
    letter = kept if row.state is ReleaseState.GIVEN else with_facts(request, row, kept)
    try:
        drawn = pdf_of(front_page(letter, volume=1, of=len(letter["volume_words"])))
    except NotMade:
        flask.flash(_("The letter could not be drawn just now. Try again in a minute, or shorten it."))
        return flask.redirect(flask.url_for("records.giving", request_id=request.id), 303)
    response = flask.Response(drawn, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{request.reference}.pdf")
    return response


def _show(request: Any, row: Any, form: LetterForm, *, is_kept: bool, is_checked: bool = False) -> str:
    form.give_id()
    text = form.text()
    return flask.render_template(
        "records/giving/letter.html",
        request=request,
        row=row,
        form=form,
        is_kept=is_kept,
        can_change=row.state not in (ReleaseState.GIVEN, ReleaseState.TAKEN_BACK),
        age=round(reading_age(text)) if is_checked else None,
        jargon=jargon_in(text) if is_checked else [],
    )
