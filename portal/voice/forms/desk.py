"""The duty desk's forms: marking a statement read, writing down more, looking something up.

Without scripts and in one go: up to three things that were done, whom it concerns, and who answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, SearchField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AtMost, DayField, Form
from portal.voice.forms.desk_themes import ThemesForm
from portal.voice.forms.done import SHORT, DoneForm, say
from portal.voice.rules.desk import why_not_about, why_not_answerer
from portal.voice.rules.desk_proved import Proof

MOST_NAMES = 10
ApartWith = Callable[[Iterable[UUID]], Mapping[UUID, str]]


PROOFS = [
    SelectChoice("", _l("Not known yet")),
    SelectChoice(Proof.NOW.value, _l("Somebody needed help at once")),
    SelectChoice(Proof.SOON.value, _l("Somebody needed help soon")),
    SelectChoice(Proof.NOTHING_URGENT.value, _l("Nothing urgent")),
]


class ReadForm(Form):
    """What was done, whom it concerns and who answers: when it is marked read, and whenever there is more."""

    done1 = FormField(DoneForm)
    done2 = FormField(DoneForm)
    done3 = FormField(DoneForm)
    about = SelectMultipleField(_l("People around them"))
    find = SearchField(_l("Look for somebody else by name"), [AtMost(SHORT)])
    about_names = TextAreaField(
        _l("Anybody else it concerns"),
        description=_l("A name on each line: a parent, another child, somebody at school"),
    )
    nobody = BooleanField(_l("It concerns nobody here, or nobody else"))
    answerer = SelectField(_l("Who answers"), default="")
    proof = SelectField(_l("What it proved to be"), choices=PROOFS, default="")
    sort = FormField(ThemesForm)  # taken out where there is nothing to sort, or it has a form of its own

    def set_up(
        self,
        *,
        is_first: bool,
        about: Sequence[tuple[str, str]],
        is_about_somebody: bool,
        can_have_it: Sequence[tuple[str, str]],
        needs_answerer: Callable[[Mapping[UUID, str]], bool],
        first: Callable[[Mapping[UUID, str]], UUID | None],
        apart_with: ApartWith,
        sent_at: datetime,
        now: datetime,
        zone: ZoneInfo,
        max_words: int,
        is_fresh: bool,
    ) -> None:
        """Hand the form what its choices and rules need. `is_first`: it is marked read now. `first` says who
        answers of those picked, `apart_with` who is kept apart when it concerns these accounts too;
        `is_fresh`: it was not sent, so days and times stand at now."""
        self.is_first, self.is_about_somebody = is_first, is_about_somebody
        self.about.choices = list(about)
        self.answerer.choices = [("", _l("The first of those picked who may")), *can_have_it]
        self.needs_answerer, self.first, self.apart_with = needs_answerer, first, apart_with
        self.sent_at, self.now, self.zone = sent_at, now, zone
        for one in self.blocks:
            one.offer(can_have_it, now.astimezone(zone), max_words, is_fresh=is_fresh)

    @property
    def blocks(self) -> list[DoneForm]:
        return [self.done1.form, self.done2.form, self.done3.form]

    @property
    def used(self) -> list[DoneForm]:
        """The things that were done; when it is marked read, the first is always asked for."""
        return [one for place, one in enumerate(self.blocks) if one.is_used or (self.is_first and place == 0)]

    def names(self) -> list[str]:
        lines = [line.strip() for line in (self.about_names.data or "").splitlines()]
        return [line for line in lines if line]

    @property
    def proved(self) -> Proof | None:
        return Proof(self.proof.data) if self.proof.data else None

    def marked(self) -> frozenset[UUID]:
        return frozenset(UUID(value) for value in self.about.data or [])

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators) or not self._has_fine_names():
            return False
        apart = self.apart_with(self.marked())
        facts: dict[str, Any] = {"sent_at": self.sent_at, "now": self.now, "zone": self.zone, "apart": apart}
        checked = [one.check(**facts) for one in self.used]
        return all([*checked, self._check_about(), self._check_answerer(apart)])

    def _has_fine_names(self) -> bool:
        if len(self.names()) <= MOST_NAMES and all(len(name) <= SHORT for name in self.names()):
            return True
        self.about_names.errors = [_l("Ten names at most, each of 200 letters or fewer.")]
        return False

    def _check_about(self) -> bool:
        nobody, named = bool(self.nobody.data), bool(self.marked() or self.names())
        if not self.is_first:
            if named or self.used or self.proof.data:
                return True
            self.done1.form.outcome.errors = [_l("Write down what was done, or whom it concerns.")]
            return False
        known = self.is_about_somebody and not nobody
        why = why_not_about(somebody=named or known, nobody=nobody)
        if why:
            say(self.nobody, why)
        return why is None

    def _check_answerer(self, apart: Mapping[UUID, str]) -> bool:
        if not self.needs_answerer(apart):
            return True
        chosen = UUID(self.answerer.data) if self.answerer.data else self.first(apart)
        if why := why_not_answerer(chosen, apart):
            say(self.answerer, why)
        return why is None


class SearchForm(Form):
    """Looking something up among what was read. A POST, so that no name gets into an address or a log."""

    q = SearchField(_l("Name or number"), [AtMost(SHORT)])
    since = DayField(_l("Sent from"))
    until = DayField(_l("Sent until"))
