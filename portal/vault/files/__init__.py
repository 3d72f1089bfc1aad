"""Uploaded files: checked by content, made anew, kept encrypted. `keeping` holds the rows."""
