"""The clocks that are running: what is due, by when, for whom, and how that changed."""
