"""surveys: exports."""
