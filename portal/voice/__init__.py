"""Wishes and feelings: what young people say, the duty desk that reads all of it, and the answers.

The council's desk and the advocacy provider's desk are two: a statement belongs to exactly one of them.
"""
