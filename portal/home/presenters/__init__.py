"""Start pages and what stands around every page."""

from portal.home.presenters.around import HelpLine, help_lines
from portal.home.presenters.nav import NavItem, nav_items
from portal.home.presenters.told import NoticeLine, notices

__all__ = ["HelpLine", "NavItem", "NoticeLine", "help_lines", "nav_items", "notices"]
