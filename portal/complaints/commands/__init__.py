"""Complaints: commands, one file a matter."""
