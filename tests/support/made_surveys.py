"""Factories for surveys and waves, as simple rows, and a small content to ask."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.surveys.models import Survey, SurveyVersion, Wave
from portal.surveys.rules import content as contents
from portal.surveys.rules.content import Content, OnlyIf, Option, Question, Section
from portal.surveys.rules.kinds import Audience, Face, Kind, Privacy, WaveState, WayIn
from tests.support.rows import keep


def en(text: str) -> dict[str, str]:
    """English words."""
    return {"en": text}


def question(key: str, kind: Kind = Kind.SHORT, *options: str, **fields: Any) -> Question:
    """A question that asks for its own key; options by their keys, with a picture where it is of pictures."""
    picture = "home" if kind is Kind.PICTURE else ""
    made = tuple(Option(one, en(one.replace("_", " ").capitalize()), picture) for one in options)
    return Question(key, kind, fields.pop("prompts", en(f"What about {key}?")), options=made, **fields)


def content_of(*questions: Question, faces: tuple[Face, ...] = (Face.ADULT,), **fields: Any) -> Content:
    """These questions in one section."""
    whole = Content(
        titles=en("How is it going"),
        intros=en("A few questions. It takes two minutes."),
        thanks=en("Thank you. We tell you what came of it."),
        faces=faces,
        sections=(Section("first", en("First"), tuple(questions)),),
    )
    return replace(whole, **fields)


def every_kind(*, faces: tuple[Face, ...] = (Face.ADULT,)) -> Content:
    """One question of each kind, one that is asked only sometimes, one by which groups are compared."""
    return content_of(
        question("welcome", Kind.INFORMATION, prompts=en("We read every answer.")),
        question("mood", Kind.FACES, prompts=en("How are you today?")),
        question("safe", Kind.AGREE, prompts=en("I feel safe.")),
        question("team", Kind.ONE, "north", "south", is_group=True, prompts=en("Where are you?")),
        question("likes", Kind.MANY, "food", "garden", "people", prompts=en("What do you like?")),
        question("pet", Kind.PICTURE, "cat", "dog", prompts=en("Which one?")),
        question("first", Kind.RANK, "time", "money", "calm", prompts=en("What matters most?")),
        question("years", Kind.NUMBER, least=0, most=60, prompts=en("How many years?")),
        question("since", Kind.DATE, prompts=en("Since when?")),
        question("one_word", Kind.SHORT, prompts=en("In one word?")),
        question(
            "why_bad",
            Kind.LONG,
            prompts=en("What would make it better?"),
            only_if=OnlyIf("mood", ("bad", "ok")),
        ),
        faces=faces,
    )


class MakeSurveys:
    """The part of `make` that belongs to surveys."""

    def survey(
        self,
        owner: Account,
        content: Content | None = None,
        *,
        name: str = "How work is going",
        audience: Audience = Audience.STAFF,
        is_put_away: bool = False,
        is_asked: bool = False,
    ) -> Survey:
        """A survey with a first version (`every_kind` unless it is given)."""
        now = clock.now()
        with db.transaction() as session:
            survey = Survey(
                send_once=uuid.uuid4(),
                name=name,
                audience=audience,
                owner_id=owner.id,
                made_at=now,
                put_away_at=now if is_put_away else None,
            )
            session.add(survey)
            session.flush()
            session.add(
                SurveyVersion(
                    survey_id=survey.id,
                    number=1,
                    content=contents.written(content or every_kind()),
                    mark=uuid.uuid4(),
                    made_by_id=owner.id,
                    changed_at=now,
                    asked_at=now if is_asked else None,
                )
            )
            return keep(session, survey)

    def wave(
        self,
        survey: Survey,
        state: WaveState = WaveState.OPEN,
        *,
        privacy: Privacy = Privacy.ANONYMOUS,
        ways: Iterable[WayIn] = (WayIn.LINK,),
        least: int = 5,
        opens_on: date | None = None,
        closes_on: date | None = None,
        name: str = "Autumn",
        **fields: Any,
    ) -> Wave:
        """An asking of its last version: open from yesterday for two weeks; closed ended yesterday."""
        now = clock.now()
        today = now.date()
        closed = state is WaveState.CLOSED
        with db.transaction() as session:
            version = session.scalars(
                sa.select(SurveyVersion)
                .where(SurveyVersion.survey_id == survey.id)
                .order_by(SurveyVersion.number.desc())
                .limit(1)
            ).one()
            if state is not WaveState.DRAFT:
                version.asked_at = version.asked_at or now - timedelta(days=1)
            wave = Wave(
                survey_id=survey.id,
                version_id=version.id,
                send_once=uuid.uuid4(),
                name=name,
                state=state,
                privacy=privacy,
                ways=[way.value for way in ways],
                least=least,
                opens_on=opens_on or today - timedelta(days=15 if closed else 1),
                closes_on=closes_on or today + timedelta(days=-1 if closed else 14),
                opened_at=None if state is WaveState.DRAFT else now - timedelta(days=15 if closed else 1),
                closed_at=now if closed else None,
                link=secrets.token_urlsafe(12),
                kiosk=secrets.token_urlsafe(12),
                made_by_id=survey.owner_id,
                made_at=now,
                **fields,
            )
            return keep(session, wave)
