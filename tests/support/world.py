"""A small council: somebody in every role, two young people, and statements in every state."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import STAFF, Role
from portal.voice.models import Statement
from portal.voice.rules import Desk, Face, Level, SafeNow, Way
from tests.support import (
    ssd,
    world_advocacy,
    world_after,
    world_annual,
    world_complaining,
    world_complaints,
    world_days,
    world_desk,
    world_files,
    world_groups,
    world_ideas,
    world_information,
    world_learned,
    world_listening,
    world_meetings,
    world_nameless,
    world_panel,
    world_plan,
    world_records,
    world_records_board,
    world_records_giving,
    world_records_reading,
    world_requesters,
    world_reviews_actions,
    world_reviews_challenges,
    world_reviews_dates,
    world_reviews_letters,
    world_reviews_writing,
    world_rights,
    world_rooms,
    world_said,
    world_sorting,
    world_story,
    world_surveys,
)
from tests.support.factories import Make


@dataclass
class World:
    """Everybody and everything in it, by what they are."""

    young: YoungPerson
    other: YoungPerson
    accounts: dict[Role, Account] = field(default_factory=dict)
    other_account: Account | None = None
    statements: dict[str, Statement] = field(default_factory=dict)
    ids: dict[str, UUID | str] = field(default_factory=dict)  # by the name of a URL's argument

    def __getitem__(self, role: Role) -> Account:
        return self.accounts[role]


def build(make: Make) -> World:
    """Make it. The young person works with a worker of each kind; the other one works with nobody here."""
    world = World(make.young_person(name="Sam Vale"), make.young_person(name="Kit Marsh"))
    accounts = world.accounts
    accounts[Role.YOUNG_PERSON] = make.account_for(world.young)
    world.other_account = make.account_for(world.other)
    accounts[Role.MANAGER] = make.staff(Role.MANAGER, name="Morgan Lee")
    for role in sorted(STAFF - {Role.MANAGER}):
        manager = accounts[Role.MANAGER] if role is Role.SOCIAL_WORKER else None
        accounts[role] = make.staff(
            role, name=f"{role.value.replace('_', ' ').title()} Person", manager=manager
        )
    for role in (
        Role.SOCIAL_WORKER,
        Role.IRO,
        Role.PARTICIPATION_WORKER,
        Role.FOSTER_CARER,
        Role.PARTNER,
        Role.ADVOCATE,
        Role.PERSONAL_ADVISER,
    ):
        make.link(world.young, accounts[role])
    make.on_duty(accounts[Role.DUTY_WORKER])
    _say(make, world)
    _ids(make, world)
    world_annual.build(make, world)
    world_panel.build(make, world)
    world_plan.build(world)
    world_after.build(make, world)
    world_files.build(world)
    world_nameless.build(world)
    world_listening.build(world)
    world_learned.build(world)
    world_said.build(make, world)
    world_desk.build(world)
    world_days.build(world)
    world_records.build(world)
    world_records_board.build(world)
    world_records_reading.build(world)
    world_requesters.build(world)
    world_story.build(world)
    world_records_giving.build(world)
    world_reviews_dates.build(make, world)
    world_reviews_actions.build(world)
    world_reviews_letters.build(world)
    world_reviews_writing.build(world)
    world_reviews_challenges.build(world)
    world_surveys.build(make, world)
    world_groups.build(world)
    world_meetings.build(world)
    world_complaints.build(world)
    world_complaining.build(world)
    world_advocacy.build(world)
    world_information.build(world)
    world_ideas.build(make, world)
    world_rooms.build(world)
    world_rights.build(world)
    world_sorting.build(world)
    world.ids |= ssd.who_may_be_one(make)
    return world


def _say(make: Make, world: World) -> None:
    worker, reader, now = world[Role.SOCIAL_WORKER], world[Role.READER], clock.now()
    said, yesterday = world.statements, now - timedelta(days=1)
    said["new"] = make.statement(
        world.young,
        "I don't like how mornings go",
        to=[worker],
        about=["home"],
        sent_at=yesterday,
    )
    said["urgent"] = make.statement(
        world.young,
        "I am not safe here",
        to=[worker],
        sent_at=yesterday,
        level=Level.NOW,
        safe_now=SafeNow.NO,
        pages_duty=True,
    )
    said["read"] = make.statement(
        world.young, "Can I see my sister", to=[worker], read_by=reader, sent_at=now - timedelta(days=2)
    )
    said["late"] = make.statement(
        world.young, "Still waiting", to=[worker], read_by=reader, sent_at=now - timedelta(days=20)
    )
    said["answered"] = make.statement(
        world.young, "More pocket money", to=[worker], read_by=reader, face=Face.MIXED
    )
    make.answer(said["answered"], worker)
    said["taken back"] = make.statement(
        world.young, "Never mind", to=[worker], read_by=reader, taken_back_at=now
    )
    said["advocate"] = make.statement(world.young, "Between us", desk=Desk.ADVOCATE, to=[])
    said["about the worker"] = make.statement(
        world.young, "It is about my social worker", to=[worker], concerning=[worker]
    )
    said["shared"] = make.statement(world.young, "I like football", to=[worker], read_by=reader)
    make.share(said["shared"], world[Role.FOSTER_CARER], worker)
    make.share(said["shared"], world[Role.PARTNER], worker)
    said["passed on"] = make.statement(
        world.young, "I miss my dog", to=[worker], read_by=reader, way=Way.PASSED_ON
    )
    make.capture(said["passed on"], world[Role.FOSTER_CARER])
    said["not told"] = make.statement(
        world.young, "", to=[worker], read_by=reader, way=Way.PASSED_ON, is_shown_to_them=False
    )
    make.capture(said["not told"], world[Role.PARTNER], saw="That mornings are hard", why_not_told="A reason")
    said["somebody else's"] = make.statement(world.other, "Mine alone")
    make.call(said["urgent"], world[Role.DUTY_WORKER])


def _ids(make: Make, world: World) -> None:
    stand_in = make.stand_in(world[Role.IRO], world[Role.SAFETY_LEAD])
    world.ids = {
        "statement_id": world.statements["read"].id,
        "young_person_id": world.young.id,
        "account_id": world[Role.SOCIAL_WORKER].id,
        "stand_in_id": stand_in.id,
        "card_id": make.alone_card(world.young, world[Role.SOCIAL_WORKER]).id,
    }
