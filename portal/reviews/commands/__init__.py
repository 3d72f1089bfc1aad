"""reviews: commands, one file a matter."""
