"""Settings: frozen and typed. This is the only module that reads the environment.

All faults are found and reported at once, so that a person who deploys does not meet them one by one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
_LOOPBACK = re.compile(r"^http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$")


class CannotStart(Exception):
    """Something has to be put right first; the message says what, to the person who starts it."""


class SettingsError(CannotStart):
    """One or more settings are missing or wrong; the message lists all of them."""


@dataclass(frozen=True)
class Regulator:
    """Who watches over data protection: named in letters and on pages, as it is called that day."""

    name: str
    phone: str
    web: str


_AT_LEAST_ONE = (
    "quiet_minutes_young",
    "quiet_minutes_staff",
    "card_days",
    "answer_working_days",
    "filing_working_days",
    "complaint_outside_working_days",
    "records_review_working_days",
    "records_file_mb",
    "practice_challenge_working_days",
    "iro_informal_working_days",
    "review_warn_days",
    "review_late_manager_days",
    "letter_working_days",
    "action_soon_days",
    "action_late_manager_days",
    "action_late_iro_days",
    "action_late_iro_manager_days",
    "action_chase_look_working_days",
    "advocate_working_days",
    "idea_answer_working_days",
    "group_no_months",
    "group_hold_days",
    "welcome_weeks",
    "survey_least",
    "survey_least_staff",
    "survey_asks_a_year",
    "sample_size",
    "judge_working_days",
    "finding_working_days",
    "overdue_leads_after_days",
    "challenge_answer_days",
    "outcome_first_days",
    "max_files",
    "max_files_day",
    "max_picture",
    "max_sound",
    "max_sound_seconds",
    "nameless_keep_days",
    "nameless_idle_days",
    "page_next_after_minutes",
    "page_after_leads_minutes",
    "page_again_after_minutes",
    "unread_next_after_minutes",
    "taking_holds_minutes",
    "desk_full_at",
    "database_wait_seconds",
)


@dataclass(frozen=True)
class Settings:
    """Everything the council may set. Times are local to `time_zone`; durations say their unit."""

    var_dir: Path = ROOT / "var"
    database_url: str = ""
    master_key_file: Path = ROOT / "var" / "master.key"
    base_url: str = "http://127.0.0.1:8000"
    site_name: str = "Your space"
    council_name: str = "Example Council"
    demo: bool = False
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))

    # Where "Leave quickly" goes.
    exit_address: str = "https://www.bbc.co.uk/weather"

    # Who reads, and when (working days only).
    reading_opens: time = time(9, 0)
    reading_closes: time = time(17, 0)
    reading_notice_minutes: int = 60
    answer_working_days: int = 5
    tell_them_after_days: int = 3
    # Working days after it was read until it has to be on the record in the council's case system.
    filing_working_days: int = 5
    # A complaint that is not under the Regulations (no name, not eligible, about the council as such):
    # working days until it is answered.
    complaint_outside_working_days: int = 20
    practice_challenge_working_days: int = 5
    # How well we listen is judged by samples: so many an agency each month, and working days to judge one and
    # to say what was done about what was found.
    sample_size: int = 5
    judge_working_days: int = 15
    finding_working_days: int = 10
    # An answer or a promise so many working days late goes on up the line, to safety leads.
    overdue_leads_after_days: int = 5
    # Looked-after reviews: days before the last safe day on which the IRO hears that none is planned; working
    # days it is late until their manager hears of it.
    review_warn_days: int = 20
    review_late_manager_days: int = 5
    # An IRO's challenge: working days for an answer to an informal note, then for each formal stage.
    iro_informal_working_days: int = 5
    iro_stage_working_days: str = "5,5,10"
    # Working days from the end of a review until its letter is on its way to the child.
    letter_working_days: int = 20
    # What was agreed: its owner is reminded before its day; once late, who hears after how many days.
    action_soon_days: int = 7
    action_late_manager_days: int = 3
    action_late_iro_days: int = 10
    action_late_iro_manager_days: int = 20
    action_chase_look_working_days: int = 3
    # A young person wants an advocate: working days until the provider says that somebody is there.
    advocate_working_days: int = 2
    # An idea of young people: working days from its approval until it is answered.
    idea_answer_working_days: int = 20
    # Groups: months for which somebody who said no to an invitation is not asked again; days for which a note
    # that a worker wishes to hold back waits for a second person, before it is shown after all.
    group_no_months: int = 6
    group_hold_days: int = 3
    # Surveys: answers below which nothing is shown (of staff more, since a team is small); how often
    # one person may be asked in twelve months; days for which "we did" is shown first to those asked.
    survey_least: int = 5
    survey_least_staff: int = 10
    survey_asks_a_year: int = 4
    survey_first_days: int = 7
    # The panel: working days an officer has to answer a challenge; days for which "we did" is shown to those
    # whose words led to it before everybody sees it.
    challenge_answer_days: int = 10
    outcome_first_days: int = 7
    # A council's own local offer (TOML; see `portal/rights/offer/own.py`); empty: what law and guidance give.
    offer_file: Path = Path()
    # A council's own parts of the welcome packs (TOML; see `portal/rights/offer/welcome_own.py`), and for how
    # many weeks after somebody came into care their start page shows the pack by itself.
    welcome_file: Path = Path()
    welcome_weeks: int = 6
    # When somebody is on duty for direct answers ("I'm not safe"); equal times mean day and night.
    duty_from: time = time(0, 0)
    duty_to: time = time(0, 0)
    duty_every_day: bool = True
    # The line of those who are called: minutes until the next of those on duty, after safety leads, and until
    # everybody is called again; until the next step hears of what is only unread; how long a taking holds.
    page_next_after_minutes: int = 10
    page_after_leads_minutes: int = 10
    page_again_after_minutes: int = 10
    unread_next_after_minutes: int = 60
    taking_holds_minutes: int = 120
    # Whom to ring to get something read in another language, day or night; empty when there is nobody.
    interpreter_phone: str = "01632 960 333"
    # So many unread at once are too many for the desk: safety leads are told.
    desk_full_at: int = 25
    # Days after which a closed talk without a name is erased.
    nameless_keep_days: int = 90
    # Days without a word from either side after which a talk without a name is closed.
    nameless_idle_days: int = 90

    # Help lines.
    phone_day: str = "01632 960 000"
    phone_night: str = "01632 960 999"
    advocacy_name: str = "Example Advocacy"
    advocacy_phone: str = "01632 960 555"
    advocacy_reading: str = "Monday to Friday, 9 to 5"

    # Access to records: whom requesters ring; working days until somebody else has looked again at what was
    # held back (a promise of the council: the law says only "without undue delay").
    records_phone: str = "01632 960 444"
    records_review_working_days: int = 20
    # The most that is uploaded to a file at once, in megabytes: it is held in memory.
    records_file_mb: int = 60

    # Who watches over data protection. Another is named from a day on; without a day, never. What is left
    # empty stays as it was.
    regulator_name: str = "Information Commissioner’s Office"
    regulator_phone: str = "0303 123 1113"
    regulator_web: str = "https://ico.org.uk/make-a-complaint"
    regulator_next_name: str = "Information Commission"
    regulator_next_phone: str = ""
    regulator_next_web: str = ""
    regulator_next_from: date = date.max

    # Who looks at a complaint when the council's own steps are used up, or before; and a number for children
    # who are stuck with a complaint.
    ombudsman_name: str = "Local Government and Social Care Ombudsman"
    ombudsman_phone: str = "0300 061 0614"
    ombudsman_web: str = "https://www.lgo.org.uk/make-a-complaint"
    commissioner_name: str = "Help at Hand (Children’s Commissioner)"
    commissioner_phone: str = "0800 528 0731"
    # Whom families ring about a complaint.
    complaints_phone: str = "01632 960 666"

    # Signing in.
    quiet_minutes_young: int = 20
    quiet_minutes_staff: int = 60
    card_days: int = 14
    invitation_days: int = 7

    # Mail. Without a host, notices stay on the page and nothing is sent.
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_tls: bool = False
    mail_from: str = ""

    # How long a request waits for a database that is locked or does not answer, before its page says so.
    database_wait_seconds: int = 15

    # Files of the model that suggests themes by meaning (make meaning); empty: `meaning` in `var_dir`.
    meaning_folder: Path = Path()

    # Limits, in bytes.
    max_body: int = 1_000_000
    max_words: int = 10_000
    # What a young person may send with their words. The scanner: host:port or the path of a socket.
    max_files: int = 4
    max_files_day: int = 20  # one young person's, on one day; words always go through
    max_picture: int = 15_000_000
    max_sound: int = 20_000_000
    max_sound_seconds: int = 300
    clamd: str = ""

    @property
    def is_loopback_http(self) -> bool:
        """True only for plain http on this machine: the one place cookies may drop `Secure`."""
        return bool(_LOOPBACK.match(self.base_url))

    @property
    def database(self) -> str:
        """The SQLAlchemy URL; SQLite in `var_dir` unless one is given."""
        return self.database_url or f"sqlite:///{self.var_dir / 'heard.sqlite3'}"

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def meaning_dir(self) -> Path:
        """Where the files of the meaning model are, if `make meaning` was run."""
        return self.meaning_folder if self.meaning_folder != Path() else self.var_dir / "meaning"

    def regulator_on(self, day: date) -> Regulator:
        """The regulator of that day."""
        if day < self.regulator_next_from:
            return Regulator(self.regulator_name, self.regulator_phone, self.regulator_web)
        return Regulator(
            self.regulator_next_name or self.regulator_name,
            self.regulator_next_phone or self.regulator_phone,
            self.regulator_next_web or self.regulator_web,
        )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read `HEARD_*` (and `DATABASE_URL`, `PORT`).

        Raises SettingsError naming every fault."""
        env = os.environ if environ is None else environ
        reader = _Reader(env)
        values = {name: value for name, value in reader.values().items() if value is not None}
        if reader.faults:
            raise SettingsError("Settings are wrong:\n  " + "\n  ".join(reader.faults))
        settings = cls(**values)
        faults = settings.faults()
        if faults:
            raise SettingsError("Settings are wrong:\n  " + "\n  ".join(faults))
        return settings

    def faults(self) -> list[str]:
        """What cannot be run with, in words."""
        found = []
        if not self.base_url.startswith("https://") and not self.is_loopback_http:
            found.append("HEARD_BASE_URL: must be https (plain http is allowed on this machine only)")
        if not self.database.startswith(("sqlite:///", "postgresql+psycopg://")):
            found.append("DATABASE_URL: must begin sqlite:/// or postgresql://")
        if self.reading_opens >= self.reading_closes:
            found.append("HEARD_READING_OPENS: must be before HEARD_READING_CLOSES")
        if self.smtp_host and not self.mail_from:
            found.append("HEARD_MAIL_FROM: needed when HEARD_SMTP_HOST is set")
        if not self.exit_address.startswith("https://"):
            found.append("HEARD_EXIT_ADDRESS: must be https")
        if self.clamd and not re.fullmatch(r"/.+|[^:/]+:\d+|\[.+\]:\d+", self.clamd):
            found.append("HEARD_CLAMD: must be host:port, or the path of a socket")
        if not re.fullmatch(r"[1-9]\d?(,[1-9]\d?)*", self.iro_stage_working_days):
            found.append("HEARD_IRO_STAGE_WORKING_DAYS: must be numbers with commas, such as 5,5,10")
        for name in _AT_LEAST_ONE:
            if getattr(self, name) < 1:
                found.append(f"HEARD_{name.upper()}: must be 1 or more")
        return found


class _Reader:
    """Turns strings into typed values and remembers what could not be read."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.faults: list[str] = []

    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, default in Settings().__dict__.items():
            key = f"HEARD_{name.upper()}"
            if key in self.environ:
                found[name] = self.read(key, self.environ[key], self.parser(default))
        if url := self.environ.get("DATABASE_URL"):
            found["database_url"] = url.replace("postgresql://", "postgresql+psycopg://", 1)
        if "HEARD_VAR_DIR" in self.environ and "HEARD_MASTER_KEY_FILE" not in self.environ:
            found["master_key_file"] = Path(self.environ["HEARD_VAR_DIR"]).resolve() / "master.key"
        if "HEARD_BASE_URL" not in self.environ and (port := self.environ.get("PORT")):
            found["base_url"] = f"http://127.0.0.1:{port}"
        return found

    @staticmethod
    def parser(default: Any) -> Callable[[str], Any]:
        if isinstance(default, bool):
            return _read_bool
        if isinstance(default, int):
            return int
        if isinstance(default, Path):
            return lambda text: Path(text).resolve()
        if isinstance(default, time):
            return time.fromisoformat
        if isinstance(default, date):
            return date.fromisoformat
        if isinstance(default, ZoneInfo):
            return ZoneInfo
        return str

    def read(self, key: str, text: str, parse: Callable[[str], Any]) -> Any:
        try:
            return parse(text)
        except (ValueError, OSError, KeyError):
            self.faults.append(f"{key}: cannot be read ({text!r})")
            return None


def _read_bool(text: str) -> bool:
    known = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}
    return known[text.strip().lower()]
