"""surveys: jobs."""
