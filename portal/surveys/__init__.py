"""Surveys: many are asked, answers are safe, and what came of it is told to those who answered.

A survey has versions; a wave asks one version of it, for a time. What is answered without a name waits sealed
in an intake, and gets out of it only in batches, shuffled, into tables that know no person and no day.
"""
