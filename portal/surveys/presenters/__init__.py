"""surveys: presenters."""
