"""Taking in and giving out the plan and the measures as CSV files: all of a file, or nothing of it."""
