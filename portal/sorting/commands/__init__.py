"""Sorting by theme: commands."""
