"""Reading what the case system and the yearly return say: young people, homes, who works with whom."""

from portal.people.imports.command import import_903_command, import_folder_command, import_ssd_command
from portal.people.imports.report import LeftOut, Report, Why
from portal.people.imports.run_903 import import_903
from portal.people.imports.run_ssd import import_ssd
from portal.people.imports.staff import import_staff_numbers, staff_numbers_command

__all__ = [
    "LeftOut",
    "Report",
    "Why",
    "import_903",
    "import_903_command",
    "import_folder_command",
    "import_ssd",
    "import_ssd_command",
    "import_staff_numbers",
    "staff_numbers_command",
]
