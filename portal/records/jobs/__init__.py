"""records: jobs, one file a matter."""
