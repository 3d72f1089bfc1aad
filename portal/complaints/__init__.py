"""Complaints and compliments: easy ways in, the stages of SI 2006/1738 with clocks, what was learned."""
