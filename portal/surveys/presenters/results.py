"""The results of a wave in words: one source for the page, the PDF, the document and the spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.disclosure.changes import Change
from portal.disclosure.counts import Period
from portal.disclosure.quarters import RULES, Share, printed_count
from portal.outcomes.presenters import number_words, share_words
from portal.surveys.presenters.words import AGREE_WORDS, FACE_WORDS
from portal.surveys.queries import results as queries
from portal.surveys.queries.subjects import WaveFound
from portal.surveys.rules import results as rules
from portal.surveys.rules.content import Question, prompt, said
from portal.surveys.rules.counting import Whole
from portal.surveys.rules.kinds import NOT_SAID, Face, Kind
from portal.surveys.rules.results import Compared, Result, Results

MOST_ABOUT = 12


@dataclass(frozen=True)
class Bar:
    """One line of a chart: `per_cent` of the longest, None where no number is shown."""

    label: str
    text: str
    per_cent: int | None


@dataclass(frozen=True)
class Table:
    title: str
    heads: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Shown:
    """One question: what was asked, and what was said of it."""

    number: int
    prompt: str
    said: str
    bars: Sequence[Bar] = ()
    notes: Sequence[str] = ()
    words: Sequence[str] = ()
    about: Table | None = None  # what the free words are about

    def table(self) -> Table:
        return Table(
            self.prompt, [str(_("Answer")), str(_("How many"))], [[bar.label, bar.text] for bar in self.bars]
        )


@dataclass(frozen=True)
class Report:
    """The whole of a wave."""

    title: str
    wave: str
    span: str
    answers: str  # "" while there are too few
    note: str
    questions: Sequence[Shown] = ()
    tables: Sequence[Table] = field(default_factory=list)  # priorities, comparisons


def report(wave: WaveFound, language: str) -> Report:
    """What may be shown of the wave as of its last batch."""
    whole = queries.counted(wave.id)
    results = (
        rules.results(wave.version.content, whole, wave.least, _period(wave)) if whole else Results(None)
    )
    made = _Words(wave, language)
    if whole is None or results.answers is None:
        return made.empty()
    return made.report(results, whole)


def _period(wave: WaveFound) -> Period:
    return Period(wave.opens_on, max(wave.opens_on, wave.closes_on))


class _Words:
    """A wave's results in one language, worded as for the first of those it is for."""

    def __init__(self, wave: WaveFound, language: str) -> None:
        self.wave, self.content, self.language = wave, wave.version.content, language
        faces = self.content.faces
        self.face = Face.ADULT if Face.ADULT in faces else faces[-1]

    def empty(self) -> Report:
        least = _(
            "Results are shown from %(least)s answers on, and change only when so many more have come.",
            least=self.wave.least,
        )
        return Report(said(self.content.titles, self.language), self.wave.name, self.span(), "", str(least))

    def report(self, results: Results, whole: Whole) -> Report:
        themes, words = queries.themes_of(self.wave.id), self.words()
        questions = [
            self.question(place, one, themes.get(one.question.key, {}), words.get(one.question.key, []))
            for place, one in enumerate(results.questions, 1)
        ]
        tables = [
            *self.priorities(results),
            *self.since(whole),
            *(self.compared(one) for one in results.compared),
        ]
        return Report(
            said(self.content.titles, self.language),
            self.wave.name,
            self.span(),
            str(_("%(count)s answers", count=number_words(results.answers))),
            str(_("Numbers are rounded to 5. “Fewer than 5” may mean nobody. Nobody is named.")),
            questions,
            [table for table in tables if table.rows],
        )

    def span(self) -> str:
        return str(_("%(first)s to %(last)s", first=_day(self.wave.opens_on), last=_day(self.wave.closes_on)))

    def words(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in queries.checked_words(self.wave.id):
            found.setdefault(one.question, []).append(one.words)
        return found

    def asked(self, question: Question) -> str:
        return prompt(question, self.face, self.language)

    def question(self, place: int, one: Result, themes: Mapping[str, int], words: Sequence[str]) -> Shown:
        said = "" if one.lines else str(_("Too few to show."))
        if one.said is not None:
            said = str(_("%(count)s said something", count=number_words(one.said)))
        return Shown(
            place, self.asked(one.question), said, self.bars(one), self.notes(one), words, _about(themes)
        )

    def bars(self, one: Result) -> list[Bar]:
        most = max((line.value for line in one.lines if isinstance(line.value, int)), default=1)
        return [
            Bar(
                self.label(one.question, line.key),
                number_words(line.value),
                round(100 * line.value / most) if isinstance(line.value, int) else None,
            )
            for line in one.lines
        ]

    def label(self, question: Question, key: str) -> str:
        if question.kind is Kind.FACES:
            return str(FACE_WORDS[key])
        if question.kind is Kind.AGREE:
            return str(_("Would rather not say") if key == NOT_SAID else AGREE_WORDS[key])
        labels = {option.key: said(option.labels, self.language) for option in question.options}
        return labels.get(key, key)

    def notes(self, one: Result) -> list[str]:
        notes = []
        if one.order:
            first = ", ".join(self.label(one.question, key) for key in one.order)
            notes.append(_("In the order of how much it matters: %(order)s.", order=first))
            notes += [_("The numbers say how often each came first.")] if one.lines else []
        if one.middle is not None:
            notes.append(_("Half said %(middle)s or less.", middle=one.middle))
        if one.question.kind is Kind.DATE:
            notes.append(_("Days are not counted."))
        if one.favour is not None:
            notes.append(_("Going well: %(share)s", share=share_words(one.favour)))
        return [str(note) for note in notes]

    def priorities(self, results: Results) -> list[Table]:
        rows = [
            [self.asked(one.question), share_words(one.matters), share_words(one.goes_well)]
            for one in results.priorities
        ]
        heads = [str(_("What")), str(_("Matters most to")), str(_("Goes well for"))]
        return [Table(str(_("What matters most, beside how it goes")), heads, rows)]

    def compared(self, one: Compared) -> Table:
        scales = [question for question in self.content.questions() if question.key in _asked_of(one)]
        groups = {option.key: said(option.labels, self.language) for option in one.by.options}
        rows = [
            [
                self.asked(question),
                *(_beside(line.favour[question.key], line.differs.get(question.key)) for line in one.lines),
            ]
            for question in scales
        ]
        title = str(_("Going well, by “%(question)s”", question=self.asked(one.by)))
        return Table(title, [str(_("What")), *(groups[line.key] for line in one.lines)], rows)

    def since(self, whole: Whole) -> list[Table]:
        before = queries.wave_before(self.wave)
        if before is None:
            return []
        same = {one.key for one in before.content.questions() if self.content.question(one.key) == one}
        told = rules.changed(self.content, whole.all, before.whole.all, max(self.wave.least, before.least))
        rows = [
            [self.asked(one), _change_words(told[one.key])]
            for one in self.content.questions()
            if one.key in told and one.key in same
        ]
        title = str(
            _("Since “%(wave)s”, which closed on %(day)s", wave=before.name, day=_day(before.closes_on))
        )
        return [Table(title, [str(_("What")), str(_("Goes well for"))], rows)]


def _change_words(change: Change) -> str:
    words = {
        Change.UP: _("more than before"),
        Change.DOWN: _("fewer than before"),
        Change.NO_CLEAR_CHANGE: _("no clear change"),
        Change.TOO_FEW: _("too few to tell"),
    }
    return str(words[change])


def _asked_of(one: Compared) -> set[str]:
    return {key for line in one.lines for key in line.favour}


def _beside(value: Share, change: Change | None) -> str:
    words = {Change.UP: _("more than elsewhere"), Change.DOWN: _("fewer than elsewhere")}
    more = words.get(change) if change else None
    return f"{share_words(value)} ({more})" if more else share_words(value)


def _about(themes: Mapping[str, int]) -> Table | None:
    """Themes with numbers only: to name one that a few wrote of would say that somebody did."""
    counted = [(key, printed_count(count)) for key, count in themes.items() if count >= RULES.threshold]
    if not counted:
        return None
    labels = {theme.key: str(_(theme.label)) for theme in codebook().themes}
    counted.sort(key=lambda one: (-(one[1] or 0), labels.get(one[0], one[0])))
    rows = [[labels.get(key, key), number_words(value)] for key, value in counted[:MOST_ABOUT]]
    return Table(str(_("What people wrote about")), [str(_("Theme")), str(_("How many"))], rows)


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM y"))
