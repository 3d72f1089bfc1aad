"""surveys: imports."""
