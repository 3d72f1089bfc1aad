"""Complaints: forms, one file a matter."""
