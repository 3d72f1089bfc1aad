"""Sorting by theme: presenters."""
