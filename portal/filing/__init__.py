"""What was said and answered, put on the child's record in the case system, and the extract for it."""
