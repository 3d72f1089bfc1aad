"""Young people, the facts imported about them, who works with them now, and who must be kept apart."""
