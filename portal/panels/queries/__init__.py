"""panels: queries, one file a page or matter."""
