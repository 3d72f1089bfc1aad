"""Pages as documents: tagged PDF from HTML, and what is signed with the council's key."""
