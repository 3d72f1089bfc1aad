"""Sorting by theme: jobs."""
