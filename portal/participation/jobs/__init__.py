"""Participation: what the worker does, one file a matter."""
