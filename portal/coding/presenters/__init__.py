"""coding: presenters, one file a page or matter."""
