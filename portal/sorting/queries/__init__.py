"""Sorting by theme: queries."""
