"""Participation: commands, one file a matter."""
