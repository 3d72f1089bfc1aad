"""The worker: what happens each minute without anybody asking. Jobs carry no content, only that it is time.

A killed worker loses the task it was running, so nothing depends on a task: each job looks in the
database for what waits. Two workers may run the same job at once; each job is safe for that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import huey
from huey.consumer import Consumer

from portal import db
from portal.accounts.commands.sessions import forget_ended_sessions
from portal.accounts.commands.throttle import forget_old_attempts
from portal.accounts.queries.around import address_of
from portal.advocacy import jobs as advocacy_jobs
from portal.audit.jobs import seal_events
from portal.coding.codebook import published
from portal.complaints.jobs import figures as complaint_figures
from portal.complaints.jobs import reminding as complaints_reminding
from portal.filing import jobs as filing
from portal.home import jobs as home
from portal.kit import clock, logs
from portal.listening import jobs as listening
from portal.nameless import jobs as nameless
from portal.notices import jobs as notices
from portal.panels import jobs as panels
from portal.participation.jobs import coverage as group_coverage
from portal.participation.jobs import ideas as group_ideas
from portal.participation.jobs import meetings as group_meetings
from portal.participation.jobs import room
from portal.records.jobs import apart as records_apart
from portal.records.jobs import breaches as records_breaches
from portal.records.jobs import chasing as records_chasing
from portal.records.jobs import documents as records_documents
from portal.records.jobs import feelings as records_feelings
from portal.records.jobs import figures as records_figures
from portal.records.jobs import making as records_making
from portal.records.jobs import meetings as records_meetings
from portal.records.jobs import outside as records_outside
from portal.records.jobs import questioning as records_questioning
from portal.records.jobs import reminding as records_reminding
from portal.reviews.jobs import actions as reviews_actions
from portal.reviews.jobs import challenges
from portal.reviews.jobs import figures as review_figures
from portal.reviews.jobs import letters as review_letters
from portal.reviews.jobs import reviews as reviews_dates
from portal.reviews.jobs import wishes as reviews_wishes
from portal.reviews.rules.actions import Ladder
from portal.rights import jobs as rights
from portal.settings import Settings
from portal.sorting import jobs as sorting
from portal.sorting.jobs import refitting as sorting_refitting
from portal.sorting.jobs import rising as sorting_rising
from portal.sorting.jobs import suggesting as sorting_suggesting
from portal.surveys.jobs import batches as survey_batches
from portal.surveys.jobs import mailing as survey_mailing
from portal.surveys.jobs import waves as survey_waves
from portal.voice import jobs as voice

Job = Callable[[], int]
LONG = {"make records to give", "learn from what was sorted"}
"""What may take many minutes begins with the first minute: nobody could be called while it is at it alone."""
EVERY_MINUTE = huey.crontab(minute="*")


def jobs(settings: Settings) -> dict[str, Job]:
    """Each job by name; it returns how many things it did."""
    zone = settings.time_zone
    wait, times = settings.page_next_after_minutes, voice.ladder(settings)
    meaning = settings.meaning_dir
    return {
        "call the next in line": _whole(
            lambda: voice.call_the_next_in_line(clock.now(), zone=zone, times=times)
        ),
        "look for unread": _whole(
            lambda: voice.look_for_unread(clock.now(), hours=voice.reading_hours(settings), times=times)
        ),
        "tell when the desk is full": _whole(
            lambda: voice.tell_when_full(clock.now(), zone=zone, full_at=settings.desk_full_at)
        ),
        "look for additions": _whole(
            lambda: voice.look_for_additions(
                clock.now(), hours=voice.reading_hours(settings), zone=zone, wait_minutes=wait
            )
        ),
        "hand on what is owed": _whole(lambda: voice.hand_on_what_is_owed(clock.now(), zone=zone)),
        "remind of overdue answers": _whole(
            lambda: voice.remind_overdue(
                clock.now(), zone=zone, leads_after=settings.overdue_leads_after_days
            )
        ),
        "ask somebody to tell them": _whole(
            lambda: voice.ask_to_tell(clock.now(), days=settings.tell_them_after_days, zone=zone)
        ),
        "call about the nameless": _whole(
            lambda: nameless.call_the_next_in_line(clock.now(), zone=zone, wait_minutes=wait)
        ),
        "tell of unread nameless": _whole(
            lambda: nameless.look_for_unread(clock.now(), hours=voice.reading_hours(settings))
        ),
        "remind of late nameless answers": _whole(
            lambda: nameless.remind_of_late_answers(clock.now(), zone=zone)
        ),
        "close idle nameless talks": _whole(
            lambda: nameless.close_idle(clock.now(), zone=zone, idle_days=settings.nameless_idle_days)
        ),
        "erase closed nameless talks": _whole(
            lambda: nameless.erase_closed(clock.now(), zone=zone, keep_days=settings.nameless_keep_days)
        ),
        "erase survey words": _whole(
            lambda: nameless.erase_read_sayings(clock.now(), keep_days=settings.nameless_keep_days)
        ),
        "tell advocates again": _whole(lambda: voice.tell_advocates_again(clock.now(), zone=zone)),
        "forget files never sent": _whole(lambda: voice.forget_files_never_sent(clock.now())),
        "forget what was never written down": _whole(lambda: voice.forget_what_was_never_sent(clock.now())),
        "tell whose words led to it": _whole(lambda: home.tell_whose_words_led(clock.now())),
        "remind of challenges": _whole(lambda: panels.remind(clock.now(), zone)),
        "remind of the improvement plan": _whole(lambda: panels.remind_of_plan(clock.now(), zone)),
        "remind of group meetings": _whole(lambda: group_meetings.remind_of_meetings(clock.now(), zone)),
        "remind of group actions": _whole(lambda: group_meetings.remind_of_group_actions(clock.now(), zone)),
        "tell what waits to be approved": _whole(lambda: group_ideas.tell_what_waits(clock.now(), zone)),
        "chase advocates": _whole(lambda: advocacy_jobs.chase(clock.now(), zone)),
        "offer advocates after a no": _whole(lambda: advocacy_jobs.offer_after_no(clock.now())),
        "count quarters of advocacy": lambda: advocacy_jobs.count_quarters(clock.now(), zone),
        "remind of ideas": _whole(lambda: group_ideas.remind_of_answers(clock.now(), zone)),
        "count quarters of ideas": lambda: group_ideas.count_quarters(clock.now(), zone),
        # Before notices are sent: what became a conflict for somebody is not mailed to them.
        "look for conflicts about records": _whole(
            lambda: records_apart.look_for_conflicts(clock.now(), zone)
        ),
        # This one has a transaction of its own for each notice: no lock is held while a mail server thinks.
        "send notices": lambda: notices.send_due(clock.now(), notices.sender_for(settings), address_of),
        "seal events": _whole(seal_events),
        "forget old tries": _whole(lambda: forget_old_attempts(clock.now())),
        "forget ended sessions": _whole(lambda: forget_ended_sessions(clock.now())),
        "start filing clocks": _whole(
            lambda: filing.start_clocks(clock.now(), zone=zone, days=settings.filing_working_days)
        ),
        "ask how it goes on the record": _whole(lambda: filing.ask_safety_leads(clock.now(), zone=zone)),
        "remind of filing": _whole(lambda: filing.remind(clock.now(), zone=zone)),
        "make files to put on records": lambda: filing.make_batches(settings),
        "let old files go": _whole(lambda: filing.let_batches_go(clock.now())),
        "remind of what is questioned": _whole(
            lambda: records_questioning.remind_of_questions(clock.now(), zone)
        ),
        "remind of records dates": _whole(lambda: records_reminding.remind_of_dates(clock.now(), zone)),
        "remind of records that got out": _whole(
            lambda: records_breaches.remind_of_breaches(clock.now(), zone)
        ),
        "look for unproven records requests": _whole(
            lambda: records_reminding.look_for_unproven(clock.now(), zone)
        ),
        "remind of complaints": _whole(lambda: complaints_reminding.remind_of_complaints(clock.now(), zone)),
        "count complaints": lambda: complaint_figures.count_periods(clock.now(), zone),
        "count quarters of papers in hand": lambda: rights.count_quarters(clock.now(), zone),
        "count quarters of records": lambda: records_figures.count_quarters(clock.now(), zone),
        "remind to chase searches": _whole(lambda: records_chasing.remind_to_chase(clock.now(), zone)),
        "ask how asking felt": _whole(lambda: records_feelings.ask_a_month_later(clock.now(), zone)),
        "remind of talks beside records": _whole(lambda: records_meetings.remind_of_talks(clock.now(), zone)),
        # Pages are burned in by a process apart, a few to a transaction.
        "make records to give": records_making.make_releases,
        # Files are opened by a process apart, a few pages to a transaction.
        "look at documents": records_documents.look_at_documents,
        "read pages of documents": records_documents.read_pages,
        "find names on pages": records_documents.find_names,
        # A transaction of its own for each mail, like notices.
        "mail requesters from outside": lambda: records_outside.mail_requesters(
            clock.now(), notices.sender_for(settings)
        ),
        # A transaction a batch of young people.
        "keep reviews right": lambda: reviews_dates.keep_reviews_right(
            clock.now(), zone, letter_days=settings.letter_working_days
        ),
        "warn of reviews": _whole(
            lambda: reviews_dates.warn(
                clock.now(),
                zone,
                warn_days=settings.review_warn_days,
                manager_after=settings.review_late_manager_days,
            )
        ),
        "tie what was said to reviews": _whole(lambda: reviews_wishes.tie_what_was_said(clock.now())),
        "tell of wishes that were read": _whole(
            lambda: reviews_wishes.tell_of_what_was_read(clock.now(), zone)
        ),
        "look after letters": _whole(lambda: review_letters.look_after_letters(clock.now(), zone)),
        "let decisions stand": _whole(lambda: reviews_dates.agree_where_nobody_answered(clock.now(), zone)),
        "remind of agreed actions": _whole(
            lambda: reviews_actions.remind(clock.now(), zone=zone, ladder=_ladder_of_actions(settings))
        ),
        "ask to tell of agreed actions": _whole(lambda: reviews_actions.ask_to_tell(clock.now(), zone=zone)),
        "ask for owners of agreed actions": _whole(
            lambda: reviews_actions.ask_for_owners(clock.now(), zone=zone)
        ),
        "hand up what was chased": _whole(
            lambda: reviews_actions.hand_up_chases(
                clock.now(), zone=zone, look_days=settings.action_chase_look_working_days
            )
        ),
        # It thinks for some seconds, outside any transaction.
        "remind of practice challenges": _whole(lambda: listening.remind_of_challenges(zone)),
        "count quarters of reviews": lambda: review_figures.count_quarters(clock.now(), zone),
        "count annual reports": lambda: review_figures.count_reports(zone),
        "remind of IRO challenges": _whole(lambda: challenges.remind_of_iro_challenges(zone)),
        "count quarters": lambda: listening.count_quarters(zone),
        "draw the month's sample": lambda: listening.draw_sample(
            zone, size=settings.sample_size, working_days=settings.judge_working_days
        ),
        "look after samples": _whole(
            lambda: listening.look_after_samples(zone, working_days=settings.judge_working_days)
        ),
        "remind chairs what changed": _whole(lambda: room.remind_chairs(clock.now(), zone)),
        "count quarters of who is in groups": lambda: group_coverage.count_quarters(clock.now(), zone),
        "count the pledge": _whole(lambda: room.count_pledge(clock.now(), zone)),
        "remind of the pledge's answers": _whole(lambda: room.remind_panel(clock.now(), zone)),
        "count quarters of influence": lambda: room.count_influence(clock.now(), zone),
        # Transactions of their own, one a wave.
        "open survey waves": lambda: survey_waves.open_by_date(clock.now(), zone),
        "close survey waves": lambda: survey_waves.close_by_date(clock.now(), zone),
        "remind of surveys": lambda: survey_waves.remind_by_date(clock.now(), zone),
        "mail invitations to surveys": lambda: survey_mailing.mail_invitations(
            clock.now(), notices.sender_for(settings), f"{settings.base_url}/q"
        ),
        "batch survey answers": lambda: survey_batches.make_batches(clock.now(), zone),
        "count named survey answers": lambda: survey_batches.count_named(clock.now()),
        "destroy what is left of surveys": lambda: survey_batches.destroy_what_is_left(clock.now(), zone),
        "count judged samples": lambda: listening.count_audits(zone),
        "keep the codebook known": _whole(sorting.keep_codebook_known),
        # These think outside any transaction, the last one for minutes.
        "suggest themes": lambda: sorting_suggesting.suggest_themes(clock.now(), meaning),
        "look for rising words": lambda: sorting_rising.look_for_rising_words(clock.now(), zone),
        "learn from what was sorted": lambda: sorting_refitting.learn_at_night(clock.now(), zone, meaning),
        "work out numbers": lambda: panels.count_what_was_asked(zone),
    }


def _ladder_of_actions(settings: Settings) -> Ladder:
    return Ladder(
        settings.action_soon_days,
        settings.action_late_manager_days,
        settings.action_late_iro_days,
        settings.action_late_iro_manager_days,
    )


def _whole(job: Job) -> Job:
    """The job in one transaction."""

    def run() -> int:
        with db.transaction():
            return job()

    return run


def run_job(name: str, job: Job) -> int:
    """Do one job; a fault is logged and the next minute tries again."""
    try:
        done = job()
    except Exception as fault:
        logs.fault(name, fault)
        return 0
    if done:
        logs.say(name, done=done)
    return done


def make_consumer(settings: Settings) -> Consumer:
    """A consumer that runs every job each minute.

    What is due is in memory only: nothing but "it is time" is ever in it, and no file can be full or gone."""
    queue = huey.MemoryHuey("heard", results=False)
    for name, job in jobs(settings).items():
        queue.periodic_task(EVERY_MINUTE, name=name.replace(" ", "_"))(partial(run_job, name, job))
    # Four, so that jobs that think for long (files read, parts made, quarters counted) do not hold up calling
    # somebody.
    return Consumer(queue, workers=4, worker_type="thread")


def run(settings: Settings) -> None:
    """Run until told to stop. Everything short is done once at the start, so nothing waits for the minute."""
    published.watch(settings.var_dir)
    for name, job in jobs(settings).items():
        if name not in LONG:
            run_job(name, job)
    consumer: Any = make_consumer(settings)
    consumer.run()
