"""Checks of what was picked: a choice we did not offer is not taken, and what was picked besides stays."""

from __future__ import annotations

from portal.kit.forms import AnyOf as AnyOf
from portal.kit.forms import OneOf as OneOf
