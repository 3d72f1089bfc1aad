"""What the law calls a young person in or after care, and what is owed to whom. Pure."""
