"""nameless: what can be done."""
