"""surveys: forms."""
