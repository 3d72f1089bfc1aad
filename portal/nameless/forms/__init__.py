"""nameless: forms."""
