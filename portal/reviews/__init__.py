"""Looked-after reviews: their dates, the letter to the child, what was agreed, and an IRO's challenge."""
