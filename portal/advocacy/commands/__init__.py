"""Advocacy: commands, one file a matter."""
