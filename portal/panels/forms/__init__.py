"""panels: forms, one file a page or matter."""
