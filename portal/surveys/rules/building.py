"""Changing what a survey asks, step by step: each gives the content as it is after it. Pure.

A question's key is made once, from its first words, and never changes: answers are kept by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from portal.surveys.rules.content import Content, Question, Section, Words
from portal.surveys.rules.kinds import Face

_LONGEST = 40


def key_from(text: str, taken: Collection[str], otherwise: str) -> str:
    """A key nobody has, from the words it stands for: `how_are_you`, `how_are_you_2`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    begun = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST].strip("_")
    if not begun or not begun[0].isalpha():
        begun = f"{otherwise}_{begun}".strip("_")
    found, number = begun, 1
    while found in taken:
        number += 1
        found = f"{begun}_{number}"
    return found


def question_keys(content: Content) -> set[str]:
    return {question.key for question in content.questions()}


def added(content: Content, section_key: str, question: Question) -> Content:
    """At the end of that section; of the last, where there is no such section."""
    sections = list(content.sections) or [Section("section", {}, ())]
    index = next((i for i, one in enumerate(sections) if one.key == section_key), len(sections) - 1)
    sections[index] = replace(sections[index], questions=(*sections[index].questions, question))
    return replace(content, sections=tuple(sections))


def changed(content: Content, question: Question) -> Content:
    """The question with that key is this one now."""
    return _each(content, lambda one: (question,) if one.key == question.key else (one,))


def removed(content: Content, key: str) -> Content:
    """Without it. What was asked only because of it is found by the checker."""
    return _each(content, lambda one: () if one.key == key else (one,))


def duplicated(content: Content, key: str) -> Content:
    """The same once more, after it, under a key of its own."""
    taken = question_keys(content)
    return _each(
        content,
        lambda one: (one, replace(one, key=key_from(key, taken, "q"))) if one.key == key else (one,),
    )


def moved(content: Content, key: str, *, up: bool) -> Content:
    """One place up or down; from the edge of a section into the next one."""
    lists = [list(section.questions) for section in content.sections]
    here = next(
        ((i, j) for i, each in enumerate(lists) for j, one in enumerate(each) if one.key == key), None
    )
    if here is None:
        return content
    section, place = here
    question = lists[section].pop(place)
    if up and place == 0:
        if section:
            lists[section - 1].append(question)
        else:
            lists[section].insert(0, question)
    elif not up and place == len(lists[section]):
        if section + 1 < len(lists):
            lists[section + 1].insert(0, question)
        else:
            lists[section].append(question)
    else:
        lists[section].insert(place - 1 if up else place + 1, question)
    return _with_questions(content, lists)


def section_added(content: Content, titles: Words) -> Content:
    taken = {one.key for one in content.sections}
    key = key_from(titles.get("en", ""), taken, "section")
    return replace(content, sections=(*content.sections, Section(key, dict(titles), ())))


def section_named(content: Content, key: str, titles: Words) -> Content:
    named = (replace(one, titles=dict(titles)) if one.key == key else one for one in content.sections)
    return replace(content, sections=tuple(named))


def section_moved(content: Content, key: str, *, up: bool) -> Content:
    """The whole section, with its questions."""
    sections = list(content.sections)
    place = next((i for i, one in enumerate(sections) if one.key == key), None)
    if place is None:
        return content
    other = place - 1 if up else place + 1
    if 0 <= other < len(sections):
        sections[place], sections[other] = sections[other], sections[place]
    return replace(content, sections=tuple(sections))


def section_removed(content: Content, key: str) -> Content:
    """Its questions go to the one before it, or after it; the only one stays."""
    sections = list(content.sections)
    place = next((i for i, one in enumerate(sections) if one.key == key), None)
    if place is None or len(sections) == 1:
        return content
    gone = sections.pop(place)
    into = max(0, place - 1)
    kept = sections[into].questions
    joined = (*gone.questions, *kept) if place == 0 else (*kept, *gone.questions)
    sections[into] = replace(sections[into], questions=joined)
    return replace(content, sections=tuple(sections))


def _each(content: Content, turn: Callable[[Question], Iterable[Question]]) -> Content:
    return _with_questions(
        content,
        [[new for one in section.questions for new in turn(one)] for section in content.sections],
    )


def _with_questions(content: Content, lists: Sequence[Iterable[Question]]) -> Content:
    sections = (
        replace(section, questions=tuple(questions))
        for section, questions in zip(content.sections, lists, strict=True)
    )
    return replace(content, sections=tuple(sections))


def first_content(title: str, faces: Sequence[Face]) -> Content:
    """What a new survey begins with: one empty section."""
    return Content({"en": title}, {}, {}, tuple(faces), (Section("section", {}, ()),))


def with_around(
    content: Content, *, titles: Words, intros: Words, thanks: Words, faces: Sequence[Face]
) -> Content:
    """With other words around the questions, for other people."""
    return replace(content, titles=dict(titles), intros=dict(intros), thanks=dict(thanks), faces=tuple(faces))
