"""Advocacy: reads, one file a matter."""
