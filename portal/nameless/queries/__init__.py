"""nameless: reads."""
