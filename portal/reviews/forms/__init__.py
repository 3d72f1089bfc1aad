"""reviews: forms, one file a matter."""
