"""Asking young people about a draft: their side, and the side of those who ask."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound, Refused
from portal.participation.commands import consultations as commands
from portal.participation.commands import ideas as idea_commands
from portal.participation.commands.consultations import Draft
from portal.participation.commands.ideas import Typed
from portal.participation.forms.consultations import WORDS, AskingForm, ChangedForm, OpenAgainForm
from portal.participation.forms.ideas import WordsForm
from portal.participation.presenters import ideas as show
from portal.participation.queries import consultations as queries
from portal.participation.queries.consultations import AskingFound, Part
from portal.participation.queries.ideas_reader import reader
from portal.participation.rules.consultations import Asking
from portal.participation.views import bp
from portal.participation.views.too_late import said_or_gone
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/have-a-say")
@requires(P.TAKE_PART)
def consultations() -> Any:
    """What they are asked about, and what came of it."""
    who = reader(the_viewer(), today())
    return flask.render_template("participation/consultations.html", rows=queries.for_young(who, today()))


@bp.get("/have-a-say/<uuid:asking_id>")
@requires(P.TAKE_PART, of=queries.asking_subject)
def consultation(found: AskingFound) -> Any:
    """One draft, part by part."""
    who = reader(the_viewer(), today())
    before = queries.parts_for(found, who, found.version - 1) if found.version > 1 else []
    return flask.render_template(
        "participation/consultation.html",
        it=found,
        parts=queries.parts_for(found, who),
        before={part.place: part for part in before},
        may_say=who.pool is not None and queries.may_say(found, who.young_person_id),
    )


@bp.route("/have-a-say/part/<uuid:part_id>", methods=["GET", "POST"])
@requires(P.TAKE_PART, of=queries.part_typed_about)
def say_of_part(found: tuple[AskingFound, Part] | None) -> Any:
    """Say what you think of one part."""
    form = WordsForm()
    if found is None:
        if flask.request.method != "POST":
            raise NotFound
        said_or_gone(form.sent_id(), form.words.label.text, form.words.data)
        return flask.redirect(flask.url_for("participation.consultations"), 303)
    asked, part = found
    if flask.request.method == "POST" and form.validate():
        try:
            idea_commands.say_of_part(
                show.writer(the_viewer(), today()),
                Typed(form.sent_id(), form.words.data or ""),
                part_id=part.id,
            )
        except Refused as refused:
            form.words.errors = [show.why_words(refused.reason)]
        else:
            flask.flash(_("We have it. Our team reads it first. Then others can see it."))
            return flask.redirect(flask.url_for("participation.consultation", asking_id=asked.id), 303)
    form.give_id()
    page = flask.render_template("participation/consultation_say.html", it=asked, part=part, form=form)
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/consultations")
@requires(P.KEEP_CONSULTATIONS)
def consultations_kept() -> Any:
    """Every draft that young people were or are asked about."""
    return flask.render_template("participation/consultations_kept.html", rows=queries.askings(today()))


@bp.route("/staff/consultations/new", methods=["GET", "POST"])
@requires(P.KEEP_CONSULTATIONS)
def consultation_new() -> Any:
    """A new draft."""
    form = AskingForm()
    form.today = today()
    if flask.request.method == "POST" and form.validate():
        asked = commands.write(_draft(form), form.sent_id(), by=the_viewer().account_id, now=clock.now())
        flask.flash(_("Kept. Nobody sees it before you open it."))
        return _to(asked.id)
    form.give_id()
    page = flask.render_template("participation/consultation_form.html", form=form, it=None)
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/consultations/<uuid:asking_id>")
@requires(P.KEEP_CONSULTATIONS, of=queries.asking_kept_subject)
def consultation_kept(found: AskingFound) -> Any:
    """One draft, what was said about it, and what can be done with it."""
    return _kept_page(found)


@bp.route("/staff/consultations/<uuid:asking_id>/change", methods=["GET", "POST"])
@requires(P.KEEP_CONSULTATIONS, of=queries.asking_kept_subject)
def consultation_change(found: AskingFound) -> Any:
    """Write a draft anew that nobody has seen."""
    if found.state is not Asking.DRAFT:
        return _to(found.id)
    form = AskingForm(data=_kept(found))
    form.today = today()
    if flask.request.method == "POST" and form.validate():
        commands.change(found.id, _draft(form), by=the_viewer().account_id)
        flask.flash(_("Changed. Nobody sees it before you open it."))
        return _to(found.id)
    page = flask.render_template("participation/consultation_form.html", form=form, it=found)
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/staff/consultations/<uuid:asking_id>/open")
@requires(P.KEEP_CONSULTATIONS, of=queries.asking_kept_subject)
def consultation_open(found: AskingFound) -> Any:
    """Young people of these ages see it from now on."""
    if found.state not in (Asking.DRAFT, Asking.TOLD):
        flask.flash(_("It was opened already."))
        return _to(found.id)
    form = OpenAgainForm()
    if not form.validate():
        return _kept_page(found, form), 422
    try:
        commands.open_it(
            found.id,
            by=the_viewer().account_id,
            now=clock.now(),
            today=today(),
            closes_on=form.closes_on.data,
        )
    except Refused as refused:
        form.closes_on.errors = [WORDS.get(refused.reason, _("It was opened already."))]
        return _kept_page(found, form), 422
    flask.flash(_("It is open. Young people of these ages see it now."))
    return _to(found.id)


@bp.post("/staff/consultations/<uuid:asking_id>/close")
@requires(P.KEEP_CONSULTATIONS, of=queries.asking_kept_subject)
def consultation_close(found: AskingFound) -> Any:
    """No more comments."""
    try:
        commands.close(found.id, by=the_viewer().account_id, today=today())
    except Refused:
        flask.flash(_("It was closed already."))
    else:
        flask.flash(_("It is closed. Now say what changed because of what they said."))
    return _to(found.id)


@bp.route("/staff/consultations/<uuid:asking_id>/what-changed", methods=["GET", "POST"])
@requires(P.KEEP_CONSULTATIONS, of=queries.asking_kept_subject)
def consultation_tell(found: AskingFound) -> Any:
    """What changed because of what they said, part by part."""
    if not found.is_closed:
        return _to(found.id)
    parts = queries.parts_kept(found)
    form = ChangedForm(data=_numbered(parts))
    if flask.request.method == "POST" and form.validate():
        try:
            commands.tell(found.id, form.parts, by=the_viewer().account_id, now=clock.now(), today=today())
        except Refused as refused:
            form.blocks[0].changed.errors = [WORDS.get(refused.reason, _("It is still open."))]
        else:
            flask.flash(_("Said. Young people see the new version and what changed."))
            return _to(found.id)
    form.give_id()
    page = flask.render_template(
        "participation/consultation_tell.html",
        it=found,
        form=form,
        parts=parts,
        said=queries.said_kept([part.id for part in parts], the_viewer()),
    )
    return page, 422 if flask.request.method == "POST" else 200


def _kept_page(found: AskingFound, form: OpenAgainForm | None = None) -> str:
    parts = queries.parts_kept(found)
    return flask.render_template(
        "participation/consultation_kept.html",
        it=found,
        parts=parts,
        form=form or OpenAgainForm(formdata=None, data={"closes_on": found.closes_on}),
        said=queries.said_kept([part.id for part in parts], the_viewer()),
    )


def _draft(form: AskingForm) -> Draft:
    assert form.closes_on.data is not None
    return Draft(
        form.title.data or "",
        form.about.data or "",
        form.youngest.data or 0,
        form.oldest.data or 0,
        form.closes_on.data,
        form.parts,
    )


def _kept(found: AskingFound) -> dict[str, Any]:
    return {
        "title": found.title,
        "about": found.about,
        "youngest": found.youngest,
        "oldest": found.oldest,
        "closes_on": found.closes_on,
        **_numbered(queries.parts_kept(found)),
    }


def _numbered(parts: Any) -> dict[str, Any]:
    return {
        f"part{number}": {"heading": part.heading, "words": part.words}
        for number, part in enumerate(parts, start=1)
    }


def _to(asking_id: UUID) -> Any:
    return flask.redirect(flask.url_for("participation.consultation_kept", asking_id=asking_id), 303)
