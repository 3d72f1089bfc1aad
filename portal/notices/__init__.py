"""Neutral notices as rows (an outbox), and how they are sent. They say nothing: no name, no topic."""
