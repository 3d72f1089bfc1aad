"""surveys: commands."""
