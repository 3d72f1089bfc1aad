"""The register of measures: the list, one, its values and targets, why a target was missed."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.panels.commands import measures as commands
from portal.panels.commands.measures import MeasureWords, NewValue
from portal.panels.presenters import measures as show
from portal.panels.presenters import measures_forms as forms
from portal.panels.presenters.plan import tabs, today
from portal.panels.queries import measures as queries
from portal.panels.queries.measures import MeasureFound, Miss
from portal.panels.readymade import all_of, one_of
from portal.panels.rules.measures import Better, Unit
from portal.panels.views import bp
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/measures")
@requires(P.SEE_MEASURES)
def measures() -> Any:
    """Every measure: its newest value, its target, how it stands."""
    put_away = flask.request.args.get("tab") == "away"
    found = queries.everything(today(), put_away=put_away)
    return flask.render_template(
        "panels/measures.html",
        shown=[show.of_register(one) for one in found],
        put_away=put_away,
        keeps=may(P.KEEP_MEASURES),
        tabs=tabs("panels.measures"),
    )


@bp.get("/staff/measures/ready")
@requires(P.KEEP_MEASURES)
def measures_ready() -> Any:
    """Measures ready to use."""
    taken = {one.measure.ready_key for one in queries.everything(today())}
    return flask.render_template(
        "panels/measures_ready.html",
        ready=all_of(),
        taken=taken,
        unit_words=show.unit_words,
        better_words=show.better_words,
    )


@bp.route("/staff/measures/new", methods=["GET", "POST"])
@requires(P.KEEP_MEASURES)
def measure_new() -> Any:
    """A new measure; `?from=school_plans` begins with a ready-made one."""
    ready = one_of(flask.request.values.get("ready_key", "") or flask.request.args.get("from", ""))
    form = forms.measure_form(ready)
    if not form.is_submitted() or not form.validate():
        return _form("panels/measure_new.html", form, ready=ready)
    row = commands.write(
        MeasureWords(
            **forms.named(form),
            unit=ready.unit if ready else Unit(form.unit.data),
            better=ready.better if ready else Better(form.better.data),
            about_children=ready.about_children if ready else bool(form.about_children.data),
            ready_key=ready.key if ready else "",
            portal_key=ready.portal_key if ready else "",
        ),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        today=today(),
    )
    flask.flash(_("It is in the register. Give it a target next."))
    return flask.redirect(flask.url_for("panels.measure", measure_id=row.id), 303)


@bp.get("/staff/measures/<uuid:measure_id>")
@requires(P.SEE_MEASURES, of=queries.measure_subject)
def measure(found: MeasureFound) -> Any:
    """One measure with its values, its line, its targets and why any was missed."""
    return flask.render_template(
        "panels/measure.html",
        found=found,
        shown=show.of_register(found),
        keeps=may(P.KEEP_MEASURES),
        to_explain=forms.to_explain(found),
        crumb=_back_to(),
    )


@bp.route("/staff/measures/<uuid:measure_id>/change", methods=["GET", "POST"])
@requires(P.KEEP_MEASURES, of=queries.measure_to_change)
def measure_change(found: MeasureFound) -> Any:
    """Other words, or another owner."""
    form = forms.change_form(found)
    if not form.is_submitted() or not form.validate():
        return _form("panels/measure_change.html", form, found=found)
    if forms.named(form) == forms.named_now(found):  # sent twice
        return _to(found, _("It is changed."))
    if form.was_changed(found.measure.mark):
        return _form("panels/measure_change.html", form, found=found)
    row = found.measure
    words = MeasureWords(
        **forms.named(form), unit=row.unit, better=row.better, about_children=row.about_children
    )
    commands.change(row, words, mark=form.mark(), by=the_viewer().account_id, today=today())
    return _to(found, _("It is changed."))


@bp.post("/staff/measures/<uuid:measure_id>/put-away")
@requires(P.KEEP_MEASURES, of=queries.measure_to_change)
def measure_put_away(found: MeasureFound) -> Any:
    """It is not measured any more."""
    commands.put_away(found.measure, by=the_viewer().account_id, now=clock.now())
    return _to(found, _("It is put away. What was reported of it stays."))


@bp.route("/staff/measures/<uuid:measure_id>/value", methods=["GET", "POST"])
@requires(P.KEEP_MEASURES, of=queries.measure_to_change)
def measure_value(found: MeasureFound) -> Any:
    """Write a value down, or correct one by giving exactly its days."""
    if found.measure.portal_key or found.measure.put_away_at:
        return _to(found, _("Its values are not typed here."), "info")
    form = forms.value_form(found)
    if not form.is_submitted() or not form.validate():
        return _form("panels/measure_value.html", form, found=found)
    number = form.read(form.number)
    if number is None:
        raise NotFound
    commands.enter(
        found.measure,
        NewValue(
            form.first_on.data,
            form.last_on.data,
            number,
            form.read(form.of) if form.of.data else None,
            form.note.data or "",
            form.link.data or "",
            small_is_known=bool(form.small.data),
        ),
        by=the_viewer().account_id,
        now=clock.now(),
        today=today(),
    )
    return _to(found, _("It is written down."))


@bp.route("/staff/measures/<uuid:measure_id>/target", methods=["GET", "POST"])
@requires(P.KEEP_MEASURES, of=queries.measure_to_change)
def measure_target(found: MeasureFound) -> Any:
    """Set a target: at 6 or 12 months, or by any day."""
    if found.measure.put_away_at:
        return _to(found, _("It is put away."), "info")
    form = forms.target_form()
    if not form.is_submitted() or not form.validate():
        return _form("panels/measure_target.html", form, found=found, offered=forms.target_days())
    number = form.read(form.number)
    commands.aim(
        found.measure,
        form.by_on.data,
        number,
        form.why.data or "",
        by=the_viewer().account_id,
        now=clock.now(),
        today=today(),
    )
    return _to(found, _("The target is set."))


@bp.route("/staff/measures/<uuid:measure_id>/missed/<uuid:miss_id>", methods=["GET", "POST"])
@requires(P.EXPLAIN_MISS, of=queries.miss_to_explain)
def measure_missed(pair: tuple[MeasureFound, Miss]) -> Any:
    """Its owner says why a target was missed, what happens now, by when."""
    found, miss = pair
    form = forms.explain_form()
    if miss.said_at is None and (not form.is_submitted() or not form.validate()):
        return _form("panels/measure_missed.html", form, found=found, miss=forms.miss_words(found, miss))
    if not form.is_submitted():
        return _to(found, _("It was said why."), "info")
    commands.explain(
        found.measure,
        miss,
        form.why.data or "",
        form.then.data or "",
        form.by_on.data,
        by=the_viewer().account_id,
        now=clock.now(),
    )
    return _to(found, _("Thank you. The board reads it with the measure."))


def _form(template: str, form: Any, **values: Any) -> Any:
    page = flask.render_template(template, form=form, **values)
    return (page, 422) if form.is_submitted() else page


def _to(found: MeasureFound, said: str, kind: str = "message") -> Any:
    flask.flash(said, kind)
    return flask.redirect(flask.url_for("panels.measure", measure_id=found.measure.id), 303)


def _back_to() -> tuple[str, str]:
    """Where this viewer came from: the register, or what is theirs."""
    if may(P.SEE_MEASURES):
        return _("Measures"), flask.url_for("panels.measures")
    return _("My part of the improvement plan"), flask.url_for("panels.plan_mine")
