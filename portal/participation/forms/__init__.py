"""Participation: forms, one file a matter."""
