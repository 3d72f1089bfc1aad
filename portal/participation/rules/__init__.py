"""Participation: rules. Pure."""
