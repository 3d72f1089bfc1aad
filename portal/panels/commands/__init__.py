"""panels: commands, one file a page or matter."""
