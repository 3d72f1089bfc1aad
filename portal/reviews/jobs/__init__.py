"""reviews: jobs, one file a matter."""
