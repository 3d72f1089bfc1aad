"""Figures of the groups for the panel, one file a matter: counts of closed periods, never a name."""
