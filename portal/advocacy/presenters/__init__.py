"""Advocacy: what the templates are given."""
