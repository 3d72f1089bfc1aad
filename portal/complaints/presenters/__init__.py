"""Complaints: what the templates are given."""
