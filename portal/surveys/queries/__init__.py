"""surveys: queries."""
