"""Participation: what the templates are given."""
