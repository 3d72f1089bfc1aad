"""coding: forms, one file a page or matter."""
