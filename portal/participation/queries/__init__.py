"""Participation: reads, one file a matter."""
