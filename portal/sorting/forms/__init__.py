"""Sorting by theme: forms."""
