"""One young person: their page, adding them, changing what is known."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.people import commands, presenters, queries
from portal.people.commands import Facts
from portal.people.forms import YoungPersonForm
from portal.people.rules import Support, codes, known
from portal.people.views import bp
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission
from portal.policy.viewer import Subject, the_viewer


@bp.get("/staff/young-people/<uuid:young_person_id>")
@requires(Permission.SEE_YOUNG_PERSON, of=queries.young_person_subject)
def young_person(person: Any) -> str:
    today = queries.today()
    subject = Subject(person, person.id, queries.relations_to(the_viewer(), person.id))
    links = queries.all_links_of(person.id)
    names = queries.account_names(link.account_id for link in links)
    episodes = queries.episodes_of(person.id)
    return flask.render_template(
        "people/young_person.html",
        person=person,
        may_change=may(Permission.EDIT_YOUNG_PERSON, subject),
        may_link=may(Permission.LINK_WORKER, subject),
        may_make_card=may(Permission.MAKE_CARD, subject),
        may_help_little=may(Permission.HELP_LITTLE_ONES, subject),
        may_write_down=may(Permission.CAPTURE, subject),
        may_file_period=may(Permission.FILE_PERIOD, subject),
        may_speak_up=may(Permission.CHALLENGE_SILENCE, subject),
        may_see_agreed=may(Permission.SEE_REVIEW, subject),
        may_add_to_story=may(Permission.ADD_TO_STORY, subject),
        may_offer_advocate=may(Permission.OFFER_ADVOCATE, subject),
        may_see_lists=may(Permission.SEE_LISTS, subject),
        age=queries.age_on(person, today),
        sex=presenters.said(person.sex, codes.SEX),
        ethnicity=presenters.said(person.ethnicity, codes.ETHNICITY),
        in_touch=presenters.said(person.in_touch, codes.IN_TOUCH),
        support=presenters.support_words(queries.support_of(person, today)),
        language=presenters.said(person.language, known.LANGUAGES),
        faith=presenters.said(person.faith, known.FAITHS),
        disabilities=[presenters.said(code, known.DISABILITIES) for code in person.disabilities],
        distance=presenters.distance_now(episodes, today),
        numbers=presenters.numbers(queries.identifiers_of(person.id), shows_all=may(Permission.MERGE)),
        home_now=presenters.home_now(episodes, today),
        homes=presenters.homes(episodes),
        reviews=[
            presenters.ReviewLine(one.held_on, presenters.said(one.participation, codes.PARTICIPATION))
            for one in queries.reviews_of(person.id)
        ],
        workers=presenters.workers(links, names, today),
    )


@bp.route("/staff/young-people/add", methods=["GET", "POST"])
@requires(Permission.ADD_YOUNG_PERSON)
def add_young_person() -> Any:
    form = YoungPersonForm(today=queries.today(), number_owner=queries.with_number)
    form.person_id = form.sent_id()  # sent twice it adds one: the number it took itself is no hindrance
    if not form.is_submitted():
        form.give_id()
        return flask.render_template("people/add_young_person.html", form=form)
    if not form.validate():
        return flask.render_template("people/add_young_person.html", form=form), 422
    viewer = the_viewer()
    person = commands.add_young_person(
        _facts(form),
        by=viewer.account_id,
        role=",".join(sorted(viewer.roles)),
        send_once=form.person_id,
    )
    _put_support(form, person)
    flask.flash(_("They were added."))
    return flask.redirect(flask.url_for("people.young_person", young_person_id=person.id), 303)


@bp.route("/staff/young-people/<uuid:young_person_id>/change", methods=["GET", "POST"])
@requires(Permission.EDIT_YOUNG_PERSON, of=queries.young_person_subject)
def change_young_person(person: Any) -> Any:
    form = YoungPersonForm(
        obj=person,
        today=queries.today(),
        number_owner=queries.with_number,
        person_id=person.id,
        changed_at=person.changed_at,
        support=queries.support_by_hand(person.id, queries.today()) or "",
    )
    if not form.is_submitted() or not form.validate():
        page = flask.render_template("people/change_young_person.html", form=form, person=person)
        return (page, 422) if form.is_submitted() else page
    commands.change_young_person(person, _facts(form, person), seen_at=person.changed_at)
    _put_support(form, person)
    flask.flash(_("The changes were saved."))
    return flask.redirect(flask.url_for("people.young_person", young_person_id=person.id), 303)


def _facts(form: YoungPersonForm, person: Any = None) -> Facts:
    """What the form says; what it does not ask about stays as it is."""
    return Facts(
        full_name=form.full_name.data or "",
        called=form.called.data or "",
        born_on=form.born_on.data,
        child_ref=form.child_ref.data or "",
        sex=person.sex if person else "",
        ethnicity=person.ethnicity if person else "",
        language=form.language.data or "",
        faith=form.faith.data or "",
        disability=" ".join(sorted(set(form.disabilities.data or []))),
    )


def _put_support(form: YoungPersonForm, person: Any) -> None:
    kind = Support(form.support.data) if form.support.data else None
    commands.set_support(person.id, kind, today=queries.today())
