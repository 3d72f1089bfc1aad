"""reviews: presenters, one file a matter."""
