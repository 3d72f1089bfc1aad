"""Who may do what, on one page (`table.py`); the guard that every route carries asks it."""
