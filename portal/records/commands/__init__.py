"""records: commands, one file a matter."""
