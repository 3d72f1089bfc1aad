"""coding: commands, one file a matter."""

from portal.coding.commands.coded import confirm, set_aside

__all__ = ["confirm", "set_aside"]
