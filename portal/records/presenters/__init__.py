"""records: presenters, one file a matter."""
