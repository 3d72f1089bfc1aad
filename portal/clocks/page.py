"""An answer, and the table of all clocks, as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from portal.clocks.answer import Answer
from portal.clocks.table import Certainty, Clock, Lands, clocks
from portal.clocks.titles import TITLES
from portal.clocks.wording import english, in_english

SURE = {
    Certainty.PRIMARY: "read in the source itself",
    Certainty.SECONDARY: "read in a secondary source",
    Certainty.TO_BE_CONFIRMED: "to be confirmed by the data protection officer",
    Certainty.HOUSE: "the council's own",
}
LANDS = {
    Lands.ROLLS_FORWARD: "moves to the next working day",
    Lands.STAYS: "never moves",
    Lands.WORKING_DAY: "is a working day",
}


def page_of(clock: Clock, answer: Answer) -> str:
    """One clock counted: when, how, who says so."""
    lines = [f"{TITLES[clock.name]} ({clock.name})", ""]
    lines += [f"{number}. {step}" for number, step in enumerate(in_english(answer), start=1)]
    lines += ["", f"Due: {english(answer.due) if answer.due else 'not yet known, the clock stands still'}"]
    if answer.aim_by:
        lines.append(f"To be safe, by: {english(answer.aim_by)}")
    if answer.notice_by:
        lines.append(
            f"To say that it takes longer: by {english(answer.notice_by)}; send it by"
            f" {english(answer.send_notice_by)}"
        )
    return "\n".join([*lines, f"Source: {clock.source} ({SURE[clock.certainty]})", f"        {clock.link}"])


def table_of(counts: Mapping[str, int]) -> str:
    """Every clock, a few lines each. `counts`: the council's own settings."""
    return "\n\n".join(_entry(clock, counts) for clock in clocks().values())


def _entry(clock: Clock, counts: Mapping[str, int]) -> str:
    many = clock.count if clock.count is not None else counts[clock.setting]
    force = f"from {clock.from_on}" if clock.from_on else "not dated"
    until = f" until {clock.until_on}" if clock.until_on else ""
    how = f"{many} {clock.unit.value.replace('_', ' ')}; the last day {LANDS[clock.lands]}"
    lines = [f"{clock.name}: {TITLES[clock.name]}", f"  {how}", f"  in force {force}{until}"]
    if clock.setting:
        lines.append(f"  setting HEARD_{clock.setting.upper()}")
    if clock.events:
        lines.append(f"  events: {', '.join(sorted(clock.events))}")
    lines.append(f"  [{clock.certainty}] {SURE[clock.certainty]}: {clock.source}")
    return "\n".join([*lines, *([f"  {clock.link}"] if clock.link else [])])
