"""My information: what is held about a young person; a copy, what is wrong in it, what they object to."""
