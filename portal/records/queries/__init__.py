"""records: queries, one file a matter."""
