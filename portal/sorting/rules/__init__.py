"""Sorting by theme: rules."""
