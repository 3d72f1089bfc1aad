"""Complaints: reads, one file a matter."""
