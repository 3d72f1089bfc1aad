"""reviews: queries, one file a matter."""
