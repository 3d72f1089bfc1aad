"""How a short list is kept in a column."""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa


def enum(kind: type[StrEnum]) -> sa.Enum:
    return sa.Enum(kind, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e])
