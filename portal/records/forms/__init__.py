"""records: forms, one file a matter."""
