"""Sorting in words: themes by their names, why a theme is offered, why something was not done."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.coding.queries.suggested import Offered
from portal.sorting.rules.taking import WhyNot
from portal.voice.forms.desk_themes import STANCES


def labels() -> dict[str, str]:
    """Every theme's name in the reader's language, those put away too."""
    return {theme.key: _(theme.label) for theme in codebook().themes}


def words_of(themes: Iterable[str], stance: str | None) -> str:
    """Themes and stance as a list, in the codebook's order."""
    wanted, names = set(themes), labels()
    parts = [names[key] for key in names if key in wanted] or [_("About none of the themes")]
    stances = {str(choice.value): str(choice.label) for choice in STANCES}
    return ", ".join([*parts, stances[stance]] if stance in stances else parts)


def reason(one: Offered, *, is_own: bool = False) -> str:
    """Why the machine offers it, and whether they picked it themselves."""
    words = list(dict.fromkeys(why.words for why in one.why if not why.asked))
    parts = [_("because they picked it themselves")] if is_own else []
    if words:
        parts.append(_("because of: %(words)s", words=", ".join(f"‘{each}’" for each in words)))
    if any(why.asked for why in one.why):
        parts.append(_("because of what was asked"))
    return "; ".join(parts)


def why_words(why: object) -> str:
    """A refusal in words, for whoever sorts."""
    words: dict[object, str] = {
        WhyNot.SOMEBODY_ELSE_HAS_IT: _("This one was left for a while, and somebody else has it now."),
        WhyNot.SORTED_MEANWHILE: _("Somebody else has sorted this one meanwhile."),
        WhyNot.TOO_LATE: _("It is too long ago to undo it here. Open it at the duty desk to change it."),
        WhyNot.ALREADY_COUNTED: _("A paper that counts it was printed since. It cannot be undone here."),
        WhyNot.IS_A_QUOTE: _("Its words were suggested as a quote. Open it at the duty desk to change it."),
        WhyNot.CHANGED_SINCE: _("Somebody has worked on it since. Open it at the duty desk to change it."),
    }
    return words[why] if why in words else str(_("That could not be done. Look again."))
