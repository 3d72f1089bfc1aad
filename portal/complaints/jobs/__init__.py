"""Complaints: jobs, one file a matter."""
