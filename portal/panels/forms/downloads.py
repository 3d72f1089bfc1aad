"""What kind of file somebody takes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import Form, Needed, OneOf
from portal.panels.rules.downloads import Kind

KINDS = {
    Kind.PDF: _l("PDF, to print or to read as it is printed"),
    Kind.PAGE: _l("One page, to read on a tablet without a connection"),
    Kind.WORD: _l("Word document (DOCX), for the committee system"),
    Kind.ODS: _l("Spreadsheet (ODS) of every table"),
    Kind.CSV: _l("CSV files of every table, in one folder (ZIP)"),
}


class CarryForm(Form):
    """Which file."""

    kind = RadioField(
        _l("What kind of file?"),
        choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()],
        default=Kind.PDF.value,
        validate_choice=False,
        validators=[Needed(_l("Pick one of these.")), OneOf()],
    )

    def wanted(self) -> Kind:
        """The kind, once it is valid."""
        return Kind(self.kind.data)
