"""Sorting what was said by theme: the page for it, sorting twice, the codebook, what is learned from it."""
